"""Releases: what leaves the study, by which recipe, and what stands against it."""
