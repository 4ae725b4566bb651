"""The course of one client's episode: what is shown back, said, and asked. Pure."""
