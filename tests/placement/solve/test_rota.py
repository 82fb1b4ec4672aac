"""Programmes stay with their worker, whatever becomes of the others."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from placement.solve.programmes import Key
from placement.solve.rota import Rota


def keys(count: int, prefix: str = "s") -> list[Key]:
    return [(f"{prefix}{i}", "dry", "2030") for i in range(count)]


def rota(*workers: str) -> Rota:
    made = Rota()
    for worker in workers:
        made.join(worker)
    return made


def taken(rota: Rota) -> dict[str, list[int]]:
    """What each worker takes, one after another in turn."""
    found: dict[str, list[int]] = {worker: [] for worker in rota.workers}
    more = True
    while more:
        more = False
        for worker in rota.workers:
            place = rota.take(worker)
            if place is not None:
                found[worker].append(place)
                more = True
    return found


def test_a_programme_stays_with_its_worker() -> None:
    made = rota("a", "b", "c")
    made.deal(enumerate(keys(9)))
    before = taken(made)
    assert [len(places) for places in before.values()] == [3, 3, 3]
    made.deal(enumerate(keys(9)))
    assert taken(made) == before


def test_the_lost_ones_programmes_go_to_all_others() -> None:
    made = rota("a", "b", "c")
    made.deal(enumerate(keys(9)))
    before = taken(made)
    made.lose("b")
    made.deal(enumerate(keys(9)))
    after = taken(made)
    assert {worker: len(places) for worker, places in after.items()} == {"a": 5, "c": 4}
    assert set(before["a"]) < set(after["a"])
    assert set(before["c"]) < set(after["c"])


def test_a_newcomer_gets_its_share() -> None:
    made = rota("a", "b")
    made.deal(enumerate(keys(9)))
    given_up = made.join("c")
    assert Counter(worker for worker, gone in given_up.items() for _ in gone) == {"a": 2, "b": 1}
    made.deal(enumerate(keys(9)))
    places = taken(made)
    assert [len(found) for found in places.values()] == [3, 3, 3]
    assert {keys(9)[place] for place in places["c"]} == {key for gone in given_up.values() for key in gone}


def test_what_belongs_to_nobody_goes_to_who_is_idle() -> None:
    made = rota("a", "b")
    made.deal([(0, None), (1, None), (2, keys(1)[0])])
    assert made.take("a", idle=False) == 2
    assert made.take("a", idle=False) is None
    assert [made.take("b"), made.take("a"), made.take("b")] == [0, 1, None]


@given(st.lists(st.tuples(st.sampled_from(["join", "lose", "deal"]), st.integers(0, 20)), max_size=30))
def test_every_job_is_taken_once(events: list[tuple[str, int]]) -> None:
    made = rota("first")
    for number, (event, count) in enumerate(events):
        if event == "join":
            made.join(f"worker {number}")
        elif event == "lose" and len(made.workers) > 1:
            made.lose(made.workers[count % len(made.workers)])
        else:
            jobs = [(place, key if place % 3 else None) for place, key in enumerate(keys(count))]
            made.deal(jobs)
            found = taken(made)
            assert sorted(place for places in found.values() for place in places) == list(range(count))
