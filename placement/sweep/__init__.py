"""Many cases in batch: a specification in, one row for each case out; a finished case is never solved again."""
