"""`python -m placement.cli` is the console script."""

from placement.cli import main

main(prog_name="placement")
