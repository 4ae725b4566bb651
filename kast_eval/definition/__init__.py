"""What a form asks: definitions read from YAML into frozen classes."""
