"""What a change of the registry means for messages that are in already."""

from __future__ import annotations

from typing import Any

from django.db import connection, transaction

from accounts_app.choices import AccountPlatform
from accounts_app.models import OfficialAccount
from accounts_app.pseudonyms import shown_name


def list_changed() -> list[int]:
    """Accounts whose messages have not been filed again since they were registered or changed."""
    return list(
        OfficialAccount.objects.filter(needs_refiling=True).order_by("pk").values_list("pk", flat=True)
    )


def mark_concerned(account_ids: list[int]) -> None:
    """Marks for rebuilding every message by, to or about these accounts, and the threads they answered.

    An account's name becomes readable again in texts where it had been masked before it was registered. The table is
    read once for all accounts, not once for each.
    """
    accounts = list(
        OfficialAccount.objects.filter(pk__in=account_ids).exclude(platform=AccountPlatform.CHANNEL)
    )
    keys = [key for account in accounts for key in (account.handle_key, account.user_key) if key]
    params: dict[str, Any] = {"accounts": account_ids, "keys": keys}
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_FIND, params)
        for account in accounts:
            cursor.execute(_UNMASK, {"shown": shown_name(account.handle_key), "name": account.handle})
        for statement in (_MARK, _MARK_ANSWERED, _MARK_DAYS, _MARK_SCORE, _MARK_FORMER_REGIONS):
            cursor.execute(statement, params)
        OfficialAccount.objects.filter(pk__in=account_ids).update(needs_refiling=False)


_FIND = """
DROP TABLE IF EXISTS concerned;
CREATE TEMP TABLE concerned ON COMMIT DROP AS
SELECT id, mention_keys && %(keys)s::varchar[] AS names_one FROM analytics_app_message
WHERE author_key = ANY(%(keys)s) OR handle_key = ANY(%(keys)s) OR in_reply_to_key = ANY(%(keys)s)
   OR mention_keys && %(keys)s::varchar[] OR account_id = ANY(%(accounts)s)
   OR addressed_account_id = ANY(%(accounts)s)
"""
_UNMASK = """
UPDATE analytics_app_message SET text = replace(text, %(shown)s, %(name)s)
WHERE id IN (SELECT id FROM concerned WHERE names_one) AND position(%(shown)s IN text) > 0
"""
_MARK = """
UPDATE analytics_app_message SET needs_rebuild = true
WHERE NOT needs_rebuild AND id IN (SELECT id FROM concerned)
"""
_MARK_ANSWERED = """
UPDATE analytics_app_message SET needs_rebuild = true WHERE NOT needs_rebuild AND id IN
    (SELECT a.message_id FROM analytics_app_answer a JOIN analytics_app_message r ON r.id = a.reply_id
     WHERE r.account_id = ANY(%(accounts)s))
"""
# Days that hold counts now: a message may leave the account, or the account go to another time zone.
_MARK_DAYS = """
INSERT INTO analytics_app_staleday (account_id, local_day)
SELECT DISTINCT account_id, local_day FROM analytics_app_dailyrollup WHERE account_id = ANY(%(accounts)s)
ON CONFLICT DO NOTHING
"""
# Threads still name the region that an account was moved away from.
_MARK_FORMER_REGIONS = """
INSERT INTO analytics_app_stalescore (account_id, since)
SELECT o.id, '1970-01-01' FROM accounts_app_officialaccount o WHERE o.region_id IN
    (SELECT t.region_id FROM analytics_app_thread t JOIN accounts_app_officialaccount a ON a.id = t.account_id
     WHERE a.id = ANY(%(accounts)s) AND t.region_id <> a.region_id)
ON CONFLICT (account_id) DO UPDATE SET since = LEAST(analytics_app_stalescore.since, excluded.since)
"""
_MARK_SCORE = """
INSERT INTO analytics_app_stalescore (account_id, since) SELECT unnest(%(accounts)s::bigint[]), '1970-01-01'
ON CONFLICT (account_id) DO UPDATE SET since = LEAST(analytics_app_stalescore.since, excluded.since)
"""
