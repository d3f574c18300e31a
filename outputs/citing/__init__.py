"""A run as something to cite and to check: who and what made it, digests of its files, how to make it again."""
