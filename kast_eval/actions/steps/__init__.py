"""What several actions share; none of it is something that a person does."""
