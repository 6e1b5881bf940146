"""For migrations: which rows of a table the roles of pages see (decision 0093)."""

from __future__ import annotations

from django.conf import settings
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def roles(editor: BaseDatabaseSchemaEditor) -> tuple[str, str, str]:
    """The quoted names of the roles: all rows, staff pages, public pages."""
    names = (settings.DATABASE_APP_ROLE, settings.DATABASE_WEB_ROLE, settings.DATABASE_PUBLIC_ROLE)
    app, web, public = (editor.quote_name(name) for name in names)
    return app, web, public


def protect(editor: BaseDatabaseSchemaEditor, table: str, web_sees: str) -> None:
    """Staff pages read the rows for which ``web_sees`` holds and write none; services read and write all.

    The condition may use govmonitor_sees_all, _regions and _accounts with 'figures', 'conversations' or 'imports'.
    """
    app, web, _ = roles(editor)
    editor.execute(f"REVOKE INSERT, UPDATE, DELETE ON {table} FROM {web}")
    editor.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
    editor.execute(f"CREATE POLICY all_rows ON {table} TO {app} USING (true) WITH CHECK (true)")
    editor.execute(f"CREATE POLICY rows_of_request ON {table} FOR SELECT TO {web} USING ({web_sees})")


def publish(editor: BaseDatabaseSchemaEditor, table: str, columns: str = "", rows: str | None = None) -> None:
    """Public pages read the table: all columns or "(a, b)", all rows or those for which ``rows`` holds."""
    app, web, public = roles(editor)
    editor.execute(f"GRANT SELECT {columns} ON {table} TO {public}")
    if rows is None:
        return
    editor.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
    editor.execute(f"CREATE POLICY all_rows ON {table} TO {app}, {web} USING (true) WITH CHECK (true)")
    editor.execute(f"CREATE POLICY published ON {table} FOR SELECT TO {public} USING ({rows})")
