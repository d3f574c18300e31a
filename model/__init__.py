"""What happens: agents, markets and levers of Nanjing, one month at a time."""
