"""What is shown: the results store, tables, figures and reports. Reads results files only."""
