"""From scenario files to scenarios, or to every problem of them at once."""
