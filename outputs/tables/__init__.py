"""A table of one result by what the reader asks for, as numbers one to a cell, for spreadsheets, papers and documents."""
