"""Places under the city and around it: national platforms, parks elsewhere, corridors and the metropolitan area."""
