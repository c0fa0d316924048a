"""How Alembic meets our database: SQLite with foreign keys off while tables are rebuilt, PostgreSQL as it is."""

from alembic import context
from flask import current_app
from sqlalchemy import text

from eventapp.core.db import Base, TextsColumn, UtcDateTime, db


def _render(kind: str, thing: object, autogen_context: object) -> str | bool:
    """Our column types as the plain ones beneath, so that old migrations need none of our code."""
    if kind == "type" and isinstance(thing, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and isinstance(thing, TextsColumn):
        return "sa.JSON()"
    return False


def run() -> None:
    """Run the migrations in one transaction; on SQLite verify the foreign keys afterwards."""
    if context.is_offline_mode():
        url = current_app.config["SETTINGS"].database_url
        context.configure(url=url, target_metadata=Base.metadata, literal_binds=True)
        with context.begin_transaction():
            context.run_migrations()
        return
    with db.engine.connect() as connection:
        sqlite = connection.dialect.name == "sqlite"
        if sqlite:  # batch mode drops tables, and the drop must not cascade
            connection.connection.execute("PRAGMA foreign_keys=OFF")
        context.configure(
            connection=connection,
            target_metadata=Base.metadata,
            render_as_batch=True,
            compare_type=True,
            render_item=_render,
        )
        with context.begin_transaction():
            context.run_migrations()
        connection.commit()
        if sqlite:
            broken = connection.execute(text("PRAGMA foreign_key_check")).all()
            if broken:
                raise RuntimeError(f"foreign keys broken by the migration: {broken[:5]}")
            connection.rollback()
            connection.connection.execute("PRAGMA foreign_keys=ON")


run()
