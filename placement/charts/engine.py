"""A process that draws: Vega-Lite in, SVG out, a line of JSON each. Run as a script; it imports nothing of ours.

It is a process of its own because the drawing engine holds Python's lock: in a thread it would stop all other work.
"""

import json
import signal
import sys

import vl_convert

NOTHING = {"data": {"values": [{}]}, "mark": "point"}


def main() -> None:
    """Start the engine, then answer {spec, version, config} with a string, each in a line, until there are no more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # on Ctrl-C who asked ends us, by closing our input
    sys.stdin.reconfigure(encoding="utf-8")  # type: ignore[union-attr] # both are text streams of this process
    sys.stdout.reconfigure(encoding="utf-8", newline="\n")  # type: ignore[union-attr]
    vl_convert.vegalite_to_svg(NOTHING, vl_version=vl_convert.get_vegalite_versions()[-1], allowed_base_urls=[])
    for line in sys.stdin:
        asked = json.loads(line)
        drawn = vl_convert.vegalite_to_svg(
            asked["spec"], vl_version=asked["version"], config=asked["config"], allowed_base_urls=[]
        )
        sys.stdout.write(json.dumps(drawn) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
