"""Parts of the manual that say what the forms and the code's own rules say."""
