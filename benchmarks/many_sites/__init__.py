"""A generated case of one stage with as many sites and regions as asked: `python -m benchmarks.many_sites OUT`."""
