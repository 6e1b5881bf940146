"""Row-level security and the roles of pages (decision 0093). What is protected, and who sees what of it, stands here."""

from django.conf import settings
from django.db import migrations

from accounts_app.row_security import protect, publish, roles

#: Read by public pages, with the columns where not all of them are public.
PUBLIC = {
    "accounts_app_region": "",
    "accounts_app_agency": "",
    "accounts_app_officialaccount": "",
    "analytics_app_installation": "",
    "analytics_app_publication": "(id, region_id, quarter_end, published_at)",
    "analytics_app_indicatorvalue": "",
}
#: Of these the public sees some rows; everybody else all of them.
PUBLIC_ROWS = {
    "accounts_app_officialaccount": "status <> 'draft'",
    "analytics_app_indicatorvalue": """
        region_id IS NOT NULL AND (
            (SELECT kind = 'example' FROM analytics_app_installation)
            OR EXISTS (SELECT 1 FROM analytics_app_publication p
                       WHERE p.region_id = analytics_app_indicatorvalue.region_id
                         AND p.quarter_end = analytics_app_indicatorvalue.as_of))""",
}

FUNCTIONS = """
CREATE FUNCTION govmonitor_rows(what text) RETURNS jsonb LANGUAGE sql STABLE PARALLEL SAFE
SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT nullif(current_setting('govmonitor.rows', true), '')::jsonb -> what
$$;
CREATE FUNCTION govmonitor_sees_all(what text) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT coalesce((govmonitor_rows(what) ->> 'all')::boolean, false)
$$;
CREATE FUNCTION govmonitor_regions(what text) RETURNS bigint[] LANGUAGE sql STABLE PARALLEL SAFE
SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT coalesce(array_agg(r.id), '{}') FROM accounts_app_region r,
        (SELECT govmonitor_rows(what)) AS scope(rows)
    WHERE rows -> 'regions' @> to_jsonb(r.id) OR rows -> 'below' @> to_jsonb(r.parent_id)
$$;
CREATE FUNCTION govmonitor_accounts(what text) RETURNS bigint[] LANGUAGE sql STABLE PARALLEL SAFE
SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT coalesce(array_agg(a.id), '{}') FROM accounts_app_officialaccount a,
        (SELECT govmonitor_rows(what)) AS scope(rows)
    WHERE a.region_id = ANY(govmonitor_regions(what)) OR rows -> 'agencies' @> to_jsonb(a.agency_id)
$$
"""
DROP_FUNCTIONS = """
DROP FUNCTION govmonitor_accounts(text);
DROP FUNCTION govmonitor_regions(text);
DROP FUNCTION govmonitor_sees_all(text);
DROP FUNCTION govmonitor_rows(text)
"""
# Each (SELECT …) is computed once a statement, not once a row.
ALL = "(SELECT govmonitor_sees_all('{}'))"
ACCOUNTS = "(SELECT govmonitor_accounts('{}'))::bigint[]"
REGIONS = "(SELECT govmonitor_regions('{}'))::bigint[]"
OF_BATCH = f"""
    {ALL.format("imports")} OR EXISTS (
        SELECT 1 FROM analytics_app_importbatch b
        WHERE (b.id = batch_id OR b.duplicate_of_id = batch_id) AND b.region_id = ANY({REGIONS.format("imports")}))
"""
#: Written by services alone; what a page reads of them within the scope of its request.
PROTECTED = {
    # Figures are counted from threads; what was written is in the messages.
    "analytics_app_thread": f"""
        {ALL.format("figures")} OR account_id = ANY({ACCOUNTS.format("figures")})
        OR (account_id IS NULL AND region_id = ANY({REGIONS.format("figures")}))
    """,
    # Official posts are public; what citizens wrote is seen by those whom it concerns.
    "analytics_app_message": f"""
        {ALL.format("conversations")}
        OR (account_id IS NOT NULL AND kind <> 'direct'
            AND ({ALL.format("figures")} OR account_id = ANY({ACCOUNTS.format("figures")})))
        OR EXISTS (SELECT 1 FROM analytics_app_messagelink l
                   WHERE l.message_id = analytics_app_message.id
                     AND l.account_id = ANY({ACCOUNTS.format("conversations")}))
        OR EXISTS (SELECT 1 FROM analytics_app_thread t
                   WHERE t.id = analytics_app_message.thread_id
                     AND (t.account_id = ANY({ACCOUNTS.format("conversations")})
                          OR (t.account_id IS NULL AND t.region_id = ANY({REGIONS.format("conversations")}))))
    """,
    "analytics_app_messagelink": f"""
        {ALL.format("figures")} OR account_id = ANY({ACCOUNTS.format("figures")})
    """,
    "analytics_app_answer": """
        EXISTS (SELECT 1 FROM analytics_app_message m WHERE m.id = analytics_app_answer.reply_id)
    """,
    "analytics_app_rawpayload": OF_BATCH,
    "analytics_app_rejectedrow": OF_BATCH,
}


def add(apps, schema_editor):
    _, web, public = roles(schema_editor)
    _require_roles(schema_editor, (web, public))
    run = schema_editor.execute
    run(FUNCTIONS)
    for role in (web, public):
        run(f"GRANT USAGE ON SCHEMA public TO {role}")
    run(f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {web}")
    run(f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {web}")
    run(f"ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {web}")
    run(f"ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO {web}")
    _withhold_what_the_application_lacks(schema_editor, web)
    for table, web_sees in PROTECTED.items():
        protect(schema_editor, table, web_sees)
    for table, columns in PUBLIC.items():
        publish(schema_editor, table, columns, PUBLIC_ROWS.get(table))


def remove(apps, schema_editor):
    _, web, public = roles(schema_editor)
    run = schema_editor.execute
    for table in (*PROTECTED, *PUBLIC_ROWS):
        run(f"DROP POLICY all_rows ON {table}")
        run(f"DROP POLICY {'published' if table in PUBLIC_ROWS else 'rows_of_request'} ON {table}")
        run(f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY")
    run(f"ALTER DEFAULT PRIVILEGES IN SCHEMA public REVOKE ALL ON TABLES FROM {web}")
    run(f"ALTER DEFAULT PRIVILEGES IN SCHEMA public REVOKE ALL ON SEQUENCES FROM {web}")
    for role in (web, public):
        run(f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {role}")
        run(f"REVOKE ALL ON ALL SEQUENCES IN SCHEMA public FROM {role}")
        run(f"REVOKE ALL ON SCHEMA public FROM {role}")
    run(DROP_FUNCTIONS)


def _withhold_what_the_application_lacks(schema_editor, web):
    """Tables that only grow, for one: earlier migrations took these rights from the application's role."""
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(
            "SELECT quote_ident(tablename), kind FROM pg_tables, unnest(ARRAY['INSERT', 'UPDATE', 'DELETE']) AS kind "
            "WHERE schemaname = 'public' AND NOT has_table_privilege(%s, 'public.' || quote_ident(tablename), kind)",
            [settings.DATABASE_APP_ROLE],
        )
        for table, kind in cursor.fetchall():
            cursor.execute(f"REVOKE {kind} ON {table} FROM {web}")


def _require_roles(schema_editor, names):
    """Makes the roles where this role may; else says what an administrator of the server has to do."""
    app = schema_editor.quote_name(settings.DATABASE_APP_ROLE)
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("SELECT rolcreaterole OR rolsuper FROM pg_roles WHERE rolname = current_user")
        (may_create,) = cursor.fetchone()
        remedy = []
        for name in names:
            plain = name.strip('"')
            cursor.execute("SELECT count(*) FROM pg_roles WHERE rolname = %s", [plain])
            if cursor.fetchone() == (0,):
                remedy.append(f"CREATE ROLE {name} NOLOGIN")
                is_member = False
            else:
                cursor.execute("SELECT pg_has_role(%s, %s, 'SET')", [settings.DATABASE_APP_ROLE, plain])
                (is_member,) = cursor.fetchone()
            if not is_member:
                remedy.append(f"GRANT {name} TO {app} WITH INHERIT FALSE, SET TRUE")
        if remedy and not may_create:
            raise RuntimeError(
                "The database roles of the pages are missing. As an administrator of the server run, then try "
                f"again: {'; '.join(remedy)};"
            )
        for statement in remedy:
            cursor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [
        ("accounts_app", "0005_audit_log"),
        ("analytics_app", "0003_text_gone"),
        ("account", "0009_emailaddress_unique_primary_email"),
        ("sessions", "0001_initial"),
        ("admin", "0003_logentry_add_action_flag_choices"),
    ]

    operations = [migrations.RunPython(add, remove)]
