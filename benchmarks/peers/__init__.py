"""Ours against four peers on published facility-location instances: `python -m benchmarks.peers`."""
