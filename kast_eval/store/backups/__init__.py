"""Copies of the database: taken, proven, kept, given back."""
