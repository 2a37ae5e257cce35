"""The tab of results: what papers claim, as charts and as a list, with its evidence."""
