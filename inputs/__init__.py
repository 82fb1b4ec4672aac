"""Cases that ship with placement, one folder each."""
