"""What composes loaders, papers and widgets: command line, serving, the page."""
