"""Charts: one drawing for the page and for the PDF, in one ink, with the numbers beside it."""
