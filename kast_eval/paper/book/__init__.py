"""Documents to be read: the manual and its cards, set in the face of the forms, as tagged PDF."""
