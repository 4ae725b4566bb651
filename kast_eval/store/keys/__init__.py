"""The keys of a database: what it is encrypted with, and the secrets that open it."""
