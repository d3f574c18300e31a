"""Members given what was observed: candidates are weighted by how well they agree, moved towards it, and chosen."""
