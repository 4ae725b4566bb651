"""What the commands of a developer run."""
