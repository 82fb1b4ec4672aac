"""Workers elsewhere: how they are reached, and which of them may work for us. Knows nothing of solves and sweeps."""
