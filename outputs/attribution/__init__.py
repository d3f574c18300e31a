"""Attribution results: the file they are kept in and the tables made from it."""
