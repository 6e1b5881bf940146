"""The words of the example world: sentences with gaps, all written for it."""
