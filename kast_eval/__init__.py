"""Data collection for the evaluation of Sweden's KAST clinics."""

VERSION = "0.1.0"
"""The version of the program, which every release tells that it was made with."""
