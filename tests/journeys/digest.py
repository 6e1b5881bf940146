"""What a database holds, by content: our own keys and times of computing left out."""

from __future__ import annotations

import hashlib

from django.db import connection

TABLES = {
    "messages": """
        SELECT m.platform, m.platform_id, m.kind, m.text, m.created_at, m.author_key, m.conversation_id,
               m.also_in_conversations, m.like_count, m.parent_state, p.platform_id, r.platform_id, a.handle, m.intent,
               m.needs_rebuild, t.key
        FROM analytics_app_message m LEFT JOIN analytics_app_message p ON p.id = m.parent_id
        LEFT JOIN analytics_app_message r ON r.id = m.root_id
        LEFT JOIN accounts_app_officialaccount a ON a.id = m.addressed_account_id
        LEFT JOIN analytics_app_thread t ON t.id = m.thread_id ORDER BY 1, 2""",
    "threads": """
        SELECT key, public_id, opened_at, needs_response, first_response_at, first_region_response_at, is_negative,
               has_automatic_reply FROM analytics_app_thread ORDER BY key""",
    "answers": """
        SELECT r.platform_id, m.platform_id, a.is_inferred, a.is_instant FROM analytics_app_answer a
        JOIN analytics_app_message r ON r.id = a.reply_id JOIN analytics_app_message m ON m.id = a.message_id
        ORDER BY 1, 2""",
    "captures": """
        SELECT b.file_sha256, m.platform_id FROM analytics_app_capture c LEFT JOIN analytics_app_importbatch b
        ON b.id = c.batch_id LEFT JOIN analytics_app_message m ON m.id = c.message_id ORDER BY 1, 2""",
    "rejected": """
        SELECT b.file_sha256, r.line, r.reason, r.raw FROM analytics_app_rejectedrow r
        JOIN analytics_app_importbatch b ON b.id = r.batch_id ORDER BY 1, 2, 3""",
    "spans": """
        SELECT a.handle, s.source, s.start_at, s.end_at FROM analytics_app_coveragespan s
        LEFT JOIN accounts_app_officialaccount a ON a.id = s.account_id ORDER BY 1, 2, 3, 4""",
    "rollups": """
        SELECT a.handle, d.local_day, d.metric, d.value FROM analytics_app_dailyrollup d
        JOIN accounts_app_officialaccount a ON a.id = d.account_id ORDER BY 1, 2, 3, 4""",
    "values": """
        SELECT r.code, a.handle, v.pool, v.indicator, v.as_of, v.status, v.x, v.n, v.score FROM
        analytics_app_indicatorvalue v LEFT JOIN accounts_app_region r ON r.id = v.region_id
        LEFT JOIN accounts_app_officialaccount a ON a.id = v.account_id WHERE v.superseded_at IS NULL
        ORDER BY 1, 2, 3, 4, 5, 6, 7, 8, 9""",
    "scores": """
        SELECT r.code, a.handle, s.measure, s.as_of, s.status, s.score, s.low90, s.high90, s.n FROM
        analytics_app_score s LEFT JOIN accounts_app_region r ON r.id = s.region_id
        LEFT JOIN accounts_app_officialaccount a ON a.id = s.account_id WHERE s.superseded_at IS NULL
        ORDER BY 1, 2, 3, 4, 5, 6, 7, 8, 9""",
    "batches": """
        SELECT file_sha256, state, rows_read, rows_new, rows_changed, rows_unchanged, rows_rejected
        FROM analytics_app_importbatch ORDER BY id""",
    "left to do": """
        SELECT (SELECT count(*) FROM analytics_app_staleday), (SELECT count(*) FROM analytics_app_stalescore)""",
}


def content(*, without: tuple[str, ...] = ()) -> dict[str, tuple[int, str]]:
    """Table → (rows, digest of the rows)."""
    result = {}
    with connection.cursor() as cursor:
        for name, sql in TABLES.items():
            if name not in without:
                cursor.execute(sql)
                rows = cursor.fetchall()
                result[name] = (len(rows), hashlib.sha256(repr(rows).encode()).hexdigest())
    return result
