"""Populations: one slot per agent, one array per attribute."""
