"""A ledger of tasks: what was carried out, when and how far, read as strengths of a scenario's tasks."""
