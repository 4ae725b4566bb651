"""Pages: the only place that knows Flask and WTForms."""
