"""The reports of a release: what it tells of how its rows came about, and how good they are."""
