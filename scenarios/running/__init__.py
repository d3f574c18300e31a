"""From a scenario to the members of its ensemble: prepared, fingerprinted, run and kept."""
