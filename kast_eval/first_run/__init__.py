"""A clinic's first run: what is asked, and the instance folder that is made of the answers."""
