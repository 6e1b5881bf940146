"""Fills the daily counts of accounts whose days went stale. The only writer of DailyRollup."""

from __future__ import annotations

from django.db import connection, transaction

from analytics_app.choices import MessageKind
from analytics_app.services.locks import LockSpace, hold

DAYS_A_TRANSACTION = 5_000

#: Metric → what it counts. Own messages by kind; citizens' messages and threads by the day the thread opened.
METRICS = {
    MessageKind.ORIGINAL.value: "own original posts",
    MessageKind.QUOTE.value: "own quotes",
    MessageKind.REPOST.value: "own reposts",
    MessageKind.REPLY.value: "own replies and comments",
    "citizen": "citizens' messages in threads opened that day",
    "threads": "threads opened that day that need a response",
}


def refill_stale_days() -> int:
    """Counts every stale account-day again; returns how many. Safe to run twice and to kill."""
    done = 0
    with hold(LockSpace.ROLLUP):
        while batch := _refill_some():
            done += batch
    return done


def _refill_some() -> int:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_TAKE, [DAYS_A_TRANSACTION])
        taken = cursor.fetchall()
        if taken:
            keys = {"accounts": [row[0] for row in taken], "days": [row[1] for row in taken]}
            for statement in (_CLEAR, _FILL_OWN, _FILL_THREADS):
                cursor.execute(statement, keys)
        return len(taken)


_TAKE = """
DELETE FROM analytics_app_staleday WHERE (account_id, local_day) IN
    (SELECT account_id, local_day FROM analytics_app_staleday ORDER BY account_id, local_day LIMIT %s)
RETURNING account_id, local_day
"""
_DUE = """
WITH due AS (
    SELECT d.account_id, d.local_day,
           d.local_day::timestamp AT TIME ZONE r.zone AS start_at,
           (d.local_day + 1)::timestamp AT TIME ZONE r.zone AS end_at
    FROM unnest(%(accounts)s::bigint[], %(days)s::date[]) AS d (account_id, local_day)
    JOIN accounts_app_officialaccount a ON a.id = d.account_id
    JOIN accounts_app_region r ON r.id = a.region_id)
"""
_CLEAR = """
DELETE FROM analytics_app_dailyrollup WHERE (account_id, local_day) IN
    (SELECT * FROM unnest(%(accounts)s::bigint[], %(days)s::date[]))
"""
# Day by day through the index: joined at once, each message of an account would meet each of its days.
_FILL_OWN = (
    _DUE
    + """
INSERT INTO analytics_app_dailyrollup (account_id, local_day, metric, value)
SELECT due.account_id, due.local_day, own.kind, own.n
FROM due CROSS JOIN LATERAL (
    SELECT m.kind, count(*) AS n FROM analytics_app_message m
    WHERE m.account_id = due.account_id AND m.created_at >= due.start_at AND m.created_at < due.end_at
      AND m.kind IN ('original', 'quote', 'repost', 'reply') AND m.time_precision <> 'approximate'
    GROUP BY m.kind) own
"""
)
_FILL_THREADS = (
    _DUE
    + """
INSERT INTO analytics_app_dailyrollup (account_id, local_day, metric, value)
SELECT due.account_id, due.local_day, counted.metric, counted.n
FROM due CROSS JOIN LATERAL (
    SELECT sum(t.n_messages) AS citizen, count(*) FILTER (WHERE t.needs_response) AS threads
    FROM analytics_app_thread t
    WHERE t.account_id = due.account_id AND t.opened_at >= due.start_at AND t.opened_at < due.end_at
      AND t.time_precision <> 'approximate') opened
CROSS JOIN LATERAL (VALUES ('citizen', opened.citizen), ('threads', opened.threads)) AS counted (metric, n)
WHERE counted.n > 0
"""
)
