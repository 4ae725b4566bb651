"""Data collection for the evaluation of Sweden's KAST clinics."""
