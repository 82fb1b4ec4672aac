"""The rows of the speed table, each a solve as a process of its own: `python -m benchmarks.solve_speed --row NAME`."""
