"""The Europe case with every hour of a year, of weight 1: `python -m benchmarks.full_year OUT`."""
