"""Science: laboratories and universities, what they invent, who takes it up, and who founds firms on it."""
