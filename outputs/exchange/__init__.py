"""Results in the forms that other programs and other projects read: tidy CSV, the IAMC table, the hubverse table."""
