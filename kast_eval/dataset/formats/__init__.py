"""The formats that a dataset leaves in: one module writes each, another reader reads it back."""
