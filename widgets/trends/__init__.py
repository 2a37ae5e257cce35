"""The tab of trends: which terms papers use, which rise, and which belong together."""
