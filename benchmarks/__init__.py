"""How fast the work is, beside the bare tools that it is done with."""
