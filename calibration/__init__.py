"""What the model rests on: evidence, fitting, sensitivity, validation, and the model's description with its tables."""
