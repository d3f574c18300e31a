"""A sweep shown: one table and one figure of all its variants."""
