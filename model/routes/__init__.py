"""Routes: carriers, the flights they offer, and the seats on them."""
