"""Digital trade: data that may leave the country, computing power, dedicated lines, and trade in data."""
