"""The ready analysis: what is said and drawn of it, the same for the page and the PDF."""
