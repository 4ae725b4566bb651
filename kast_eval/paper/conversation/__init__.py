"""The conversation sheet: what it tells, the same on the page and on paper."""
