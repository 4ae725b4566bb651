"""Clinics beside each other: what they are, who comes, what happens, what clients tell of it."""
