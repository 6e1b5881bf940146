"""What a change of the registry means for messages that are in already."""

from __future__ import annotations

from typing import Any

from django.db import connection, transaction

from accounts_app.choices import AccountPlatform
from accounts_app.models import OfficialAccount
from accounts_app.pseudonyms import shown_name


def mark_concerned(account_ids: list[int]) -> None:
    """Marks for rebuilding every message by, to or about these accounts, and the threads they answered.

    The account's name becomes readable again in texts where it had been masked before it was registered.
    """
    for account in OfficialAccount.objects.filter(pk__in=account_ids):
        if account.platform == AccountPlatform.CHANNEL:
            continue
        keys = [key for key in (account.handle_key, account.user_key) if key]
        params: dict[str, Any] = {
            "account": account.pk,
            "platform": account.platform,
            "keys": keys,
            "shown": shown_name(account.handle_key),
            "name": account.handle,
        }
        with transaction.atomic(), connection.cursor() as cursor:
            for statement in (_UNMASK, _MARK, _MARK_ANSWERED, _MARK_SCORE):
                cursor.execute(statement, params)


_UNMASK = """
UPDATE analytics_app_message SET text = replace(text, %(shown)s, %(name)s), needs_rebuild = true
WHERE platform = %(platform)s AND mention_keys && %(keys)s::varchar[] AND position(%(shown)s IN text) > 0
"""
_MARK = """
UPDATE analytics_app_message SET needs_rebuild = true
WHERE platform = %(platform)s AND NOT needs_rebuild
AND (author_key = ANY(%(keys)s) OR handle_key = ANY(%(keys)s) OR in_reply_to_key = ANY(%(keys)s)
     OR mention_keys && %(keys)s::varchar[] OR account_id = %(account)s OR addressed_account_id = %(account)s)
"""
_MARK_ANSWERED = """
UPDATE analytics_app_message SET needs_rebuild = true WHERE NOT needs_rebuild AND id IN
    (SELECT a.message_id FROM analytics_app_answer a JOIN analytics_app_message r ON r.id = a.reply_id
     WHERE r.account_id = %(account)s)
"""
_MARK_SCORE = """
INSERT INTO analytics_app_stalescore (account_id, since) VALUES (%(account)s, '1970-01-01')
ON CONFLICT (account_id) DO UPDATE SET since = LEAST(analytics_app_stalescore.since, excluded.since)
"""
