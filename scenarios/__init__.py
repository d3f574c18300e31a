"""What is asked of the model: scenario files, their schema and strict reader, and the shipped library."""
