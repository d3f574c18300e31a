"""Tables that people keep in text files and workbooks, as rows of fields that know where they stand."""
