"""Level B: one row a person, banded, with nobody alone; every gate, and what is told of them."""
