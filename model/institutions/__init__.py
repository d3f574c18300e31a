"""Headquarters of groups, institutions that serve firms, and trade that is booked here and passes by: who comes, and what it saves."""
