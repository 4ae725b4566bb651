"""The study manual: chapters of text and of what the forms and rules say, as one tree."""
