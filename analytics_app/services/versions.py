"""What figures rest on besides the method: which data were in, and which code computed."""

from __future__ import annotations

from django.conf import settings
from django.db import connection


def code_version() -> str:
    """The commit of the running code; empty where the installation does not know it."""
    commit: str = settings.CODE_COMMIT
    return commit[:40]


def data_version() -> str:
    """16 hex digits: which files are in and read how far, how the accounts are registered, what was recorded beside,
    what people said of labels and coded, what was said to have disappeared, and how many people were erased.

    Of the whole installation, because what one import tells of a citizen or an account counts in other regions too.
    The same on every machine that holds the same.
    """
    with connection.cursor() as cursor:
        cursor.execute(_DATA)
        return str(cursor.fetchone()[0])[:16]


_DATA = """
SELECT md5(concat_ws(';',
    (SELECT md5(string_agg(concat_ws(' ', file_sha256, settings_sha256, rows_read), ',' ORDER BY
        file_sha256, settings_sha256, rows_read))
     FROM analytics_app_importbatch
     WHERE state NOT IN ('draft', 'cancelled', 'withdrawn') AND duplicate_of_id IS NULL),
    (SELECT md5(string_agg(concat_ws(' ', r.code, a.platform, lower(a.handle), a.role, a.status,
        a.monitored_from, a.monitored_until), ',' ORDER BY r.code, a.platform, lower(a.handle)))
     FROM accounts_app_officialaccount a JOIN accounts_app_region r ON r.id = a.region_id),
    (SELECT md5(string_agg(digest, ',' ORDER BY digest)) FROM analytics_app_observation),
    (SELECT md5(string_agg(concat_ws(' ', url, week, outcome, names_account), ',' ORDER BY url, week, account_id))
     FROM analytics_app_linkcheck),
    (SELECT md5(string_agg(concat_ws(' ', m.platform, m.platform_id, c.task, c.value), ',' ORDER BY
        m.platform, m.platform_id, c.task, c.at, c.id))
     FROM analytics_app_labelcorrection c JOIN analytics_app_message m ON m.id = c.message_id),
    (SELECT md5(string_agg(concat_ws(' ', m.platform, m.platform_id, t.label, c.action, c.code_class), ',' ORDER BY
        m.platform, m.platform_id, t.label, c.action, c.code_class))
     FROM analytics_app_code c JOIN analytics_app_codingitem i ON i.id = c.item_id
     JOIN analytics_app_codingtask t ON t.id = i.task_id JOIN analytics_app_message m ON m.id = i.message_id),
    (SELECT md5(string_agg(concat_ws(' ', m.platform, m.platform_id, t.label, a.code_class), ',' ORDER BY
        m.platform, m.platform_id, t.label, a.id))
     FROM analytics_app_adjudication a JOIN analytics_app_codingitem i ON i.id = a.item_id
     JOIN analytics_app_codingtask t ON t.id = i.task_id JOIN analytics_app_message m ON m.id = i.message_id),
    (SELECT md5(string_agg(concat_ws(' ', platform, platform_id, what, at), ',' ORDER BY id))
     FROM analytics_app_disappearancestatement),
    (SELECT md5(nullif(count(*), 0)::text) FROM analytics_app_erasedperson)))
"""
