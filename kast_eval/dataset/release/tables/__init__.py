"""Level C: tables of persons, protected together and against what has left before."""
