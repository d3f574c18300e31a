"""Visitors: who comes, by which way, for how long, and what they spend."""
