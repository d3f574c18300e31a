"""The levers: each turns what a planner does into its part of the month's policy."""
