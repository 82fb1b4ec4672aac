"""The part of Pyomo that placement uses; Pyomo ships no types."""
