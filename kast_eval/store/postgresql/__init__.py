"""The database on a PostgreSQL server, for when one machine is not enough."""
