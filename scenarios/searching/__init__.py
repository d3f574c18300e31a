"""The best plan for a budget, and how far to trust it: what may be chosen, a surrogate, programmes, runs that decide."""
