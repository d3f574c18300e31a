"""A search shown: the front, the plans, what is in all of them, how far to trust them."""
