"""A year of forty made-up clinics, told apart from what the ledger makes of it."""
