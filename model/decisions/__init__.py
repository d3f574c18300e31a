"""Pure decisions: arrays of circumstances in, costs, chances and choices out. Nothing here remembers anything."""
