"""A clinic's quarter as its board reads it: one sheet of paper, of figures that may be public."""
