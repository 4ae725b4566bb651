"""A clinic's own quarter, shown back: the page for its staff, and one page for its board."""
