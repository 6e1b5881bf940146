"""The functions of row security compute the scope once a statement, not once a row of the registry."""

from django.db import migrations

FUNCTIONS = """
CREATE FUNCTION govmonitor_ids(what text, kind text) RETURNS bigint[] LANGUAGE sql STABLE PARALLEL SAFE
SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT ARRAY(SELECT jsonb_array_elements_text(govmonitor_rows(what) -> kind)::bigint)
$$;
CREATE OR REPLACE FUNCTION govmonitor_regions(what text) RETURNS bigint[] LANGUAGE sql STABLE PARALLEL SAFE
SET search_path = pg_catalog, public, pg_temp AS $$
    WITH scope AS MATERIALIZED (
        SELECT govmonitor_ids(what, 'regions') AS own, govmonitor_ids(what, 'below') AS below
    )
    SELECT coalesce(array_agg(r.id), '{}') FROM accounts_app_region r, scope
    WHERE r.id = ANY(own) OR r.parent_id = ANY(below)
$$;
CREATE OR REPLACE FUNCTION govmonitor_accounts(what text) RETURNS bigint[] LANGUAGE sql STABLE PARALLEL SAFE
SET search_path = pg_catalog, public, pg_temp AS $$
    WITH scope AS MATERIALIZED (
        SELECT govmonitor_regions(what) AS regions, govmonitor_ids(what, 'agencies') AS agencies
    )
    SELECT coalesce(array_agg(a.id), '{}') FROM accounts_app_officialaccount a, scope
    WHERE a.region_id = ANY(regions) OR a.agency_id = ANY(agencies)
$$
"""
FORMER = """
CREATE OR REPLACE FUNCTION govmonitor_regions(what text) RETURNS bigint[] LANGUAGE sql STABLE PARALLEL SAFE
SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT coalesce(array_agg(r.id), '{}') FROM accounts_app_region r,
        (SELECT govmonitor_rows(what)) AS scope(rows)
    WHERE rows -> 'regions' @> to_jsonb(r.id) OR rows -> 'below' @> to_jsonb(r.parent_id)
$$;
CREATE OR REPLACE FUNCTION govmonitor_accounts(what text) RETURNS bigint[] LANGUAGE sql STABLE PARALLEL SAFE
SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT coalesce(array_agg(a.id), '{}') FROM accounts_app_officialaccount a,
        (SELECT govmonitor_rows(what)) AS scope(rows)
    WHERE a.region_id = ANY(govmonitor_regions(what)) OR rows -> 'agencies' @> to_jsonb(a.agency_id)
$$;
DROP FUNCTION govmonitor_ids(text, text)
"""


class Migration(migrations.Migration):
    dependencies = [("analytics_app", "0007_erased_people")]

    operations = [migrations.RunSQL(FUNCTIONS, FORMER)]
