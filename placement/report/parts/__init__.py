"""The sections of the report, one file each: `section(run)` returns it, or None where the run has nothing for it."""
