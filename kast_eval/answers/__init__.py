"""What was answered: texts read by their definition, checked, compared."""
