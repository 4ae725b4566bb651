"""How Alembic runs the migrations: inside the transaction that the program has begun."""

from alembic import context

from kast_eval.store.tables import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    # SQLite changes a table by building it anew; its triggers must then be made anew too.
    render_as_batch=True,
    transactional_ddl=True,
)
context.run_migrations()
