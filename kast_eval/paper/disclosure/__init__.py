"""The disclosure report of an anonymised file: how well it hides whom, and what that cost."""
