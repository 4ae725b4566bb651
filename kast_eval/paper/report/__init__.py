"""Reports: sections of words, charts and tables, the same on a page and on paper."""
