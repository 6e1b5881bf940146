"""A private message is seen where it was first brought in: no later file can address it to another government.

A row that names a stored message by its platform id may change whom it addresses (decision 0003). For what is public
that gives nothing away; for a private message it would open the conversation to the region that the row names.
"""

from django.db import migrations

ALL = "(SELECT govmonitor_sees_all('{}'))"
ACCOUNTS = "(SELECT govmonitor_accounts('{}'))::bigint[]"
REGIONS = "(SELECT govmonitor_regions('{}'))::bigint[]"
CONCERNS_READER = f"""
    EXISTS (SELECT 1 FROM analytics_app_messagelink l
            WHERE l.message_id = analytics_app_message.id
              AND l.account_id = ANY({ACCOUNTS.format("conversations")}))
    OR EXISTS (SELECT 1 FROM analytics_app_thread t
               WHERE t.id = analytics_app_message.thread_id
                 AND (t.account_id = ANY({ACCOUNTS.format("conversations")})
                      OR (t.account_id IS NULL AND t.region_id = ANY({REGIONS.format("conversations")}))))
"""
#: Who reads a region's figures works there, an agency's people included; a batch without a region is the country's.
WAS_BROUGHT_HERE = f"""
    kind <> 'direct' OR first_batch_id IS NULL
    OR EXISTS (SELECT 1 FROM analytics_app_importbatch b
               WHERE b.id = first_batch_id AND (b.region_id IS NULL OR b.region_id = ANY({REGIONS.format("figures")})))
"""
OFFICIAL_POST = f"""
    account_id IS NOT NULL AND kind <> 'direct'
    AND ({ALL.format("figures")} OR account_id = ANY({ACCOUNTS.format("figures")}))
"""
POLICY = """
ALTER POLICY rows_of_request ON analytics_app_message
USING ({all} OR ({official}) OR (({brought}) AND ({concerns})))
"""


class Migration(migrations.Migration):
    dependencies = [("analytics_app", "0008_scope_once_a_statement")]

    operations = [
        migrations.RunSQL(
            POLICY.format(
                all=ALL.format("conversations"),
                official=OFFICIAL_POST,
                brought=WAS_BROUGHT_HERE,
                concerns=CONCERNS_READER,
            ),
            POLICY.format(
                all=ALL.format("conversations"),
                official=OFFICIAL_POST,
                brought="true",
                concerns=CONCERNS_READER,
            ),
        )
    ]
