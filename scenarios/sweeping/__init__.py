"""Sweeps: many variants of a scenario in one file, run as one and compared."""
