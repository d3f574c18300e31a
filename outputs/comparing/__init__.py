"""Comparison of several runs: what differs in the inputs and in the outcomes."""
