"""Sheets: where everything stands in mm, and the drawing of it."""
