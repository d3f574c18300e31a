"""Results of runs: written, opened, checked and summed up; known without the model."""
