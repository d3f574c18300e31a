"""Levers, tasks, parameters and scenarios in plain words: lists and explanations."""
