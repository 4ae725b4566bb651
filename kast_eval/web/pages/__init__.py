"""The pages by their addresses: each reads its input, calls one action, shows the outcome."""
