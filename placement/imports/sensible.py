"""What no reader of a format can see in one number alone."""

from pathlib import Path

import numpy as np

from placement.imports.instance import Instance
from placement.imports.tokens import LARGEST, BadInstance


def sensible(instance: Instance, path: Path) -> Instance:
    """The instance, where it can stand as a case.

    Raises BadInstance for a customer that wants nothing or hardly anything, and for more demand than capacity.
    """
    idle = np.flatnonzero(instance.demand == 0)
    if idle.size:
        raise BadInstance(
            f"{path}: customer {idle[0] + 1} has a demand of 0, expected more.\n"
            "    Its costs are those of serving all of it. Leave it out, and add its least cost to the optimum."
        )
    little = np.flatnonzero(instance.cost.max(axis=1) / LARGEST > instance.demand)
    if little.size:
        number, wants = little[0] + 1, instance.demand[little[0]]
        raise BadInstance(
            f"{path}: customer {number} has a demand of {wants:g}: costs of over {LARGEST:g} a unit.\n"
            "    Count demand and capacity in a smaller unit."
        )
    wanted, held = instance.demand.sum(), instance.capacity.sum()
    if wanted > held:
        raise BadInstance(
            f"{path}: customers want {wanted:g} in all, warehouses hold {held:g}: no plan could serve them.\n"
            "    Is the file of the format asked for (--format)? Both formats have the same number of numbers."
        )
    return instance
