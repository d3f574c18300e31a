"""Which lever brings how much: coalitions of levers, run and shared out."""
