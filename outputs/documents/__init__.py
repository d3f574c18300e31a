"""Documents of sections, tables and pictures, printed as HTML or Word."""
