"""Response and quality shown back: what is said and drawn, the same for the page and the PDF."""
