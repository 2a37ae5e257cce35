"""What stands in the cells of a table, read as values: texts, numbers, dates, names, identifiers."""
