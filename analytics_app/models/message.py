"""Messages, where they came from, whom they concern, and which answer which."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from accounts_app.models import OfficialAccount
from analytics_app.choices import Disappearance, MessageKind, ParentState, Platform, TextGone, TimePrecision
from analytics_app.models.import_batch import ImportBatch


class Message(models.Model):
    """Any post, comment, reply, mention, private message or complaint row, masked, once per platform id.

    The upper half is what the source said (``platform_id`` of rows without one starts with "k:"); the lower half,
    from ``account`` on, is worked out by the rebuild and may be recomputed at any time. ``needs_rebuild`` marks
    rows whose place among the others is out of date; it is set in the transaction that changes the row, so a
    crash can lose no work.
    """

    platform = models.CharField(max_length=10, choices=[(p, p) for p in Platform])
    platform_id = models.CharField(max_length=200)
    kind = models.CharField(max_length=10, choices=[(k, k) for k in MessageKind])
    text = models.TextField()
    #: Why a citizen's text is not held any more; no later import brings it back (see services.retention, erasure).
    text_gone = models.CharField(max_length=10, null=True, choices=[(t, t) for t in TextGone])  # noqa: DJ001
    created_at = models.DateTimeField()
    time_precision = models.CharField(
        max_length=12, choices=[(p, p) for p in TimePrecision], default=TimePrecision.EXACT
    )
    author_key = models.CharField(max_length=32, null=True)  # noqa: DJ001  None: the source names no author
    handle_key = models.CharField(max_length=32, null=True)  # noqa: DJ001
    is_official_by_source = models.BooleanField(null=True)
    parent_platform_id = models.CharField(max_length=200, null=True)  # noqa: DJ001
    parent_is_inferred = models.BooleanField(default=False)
    conversation_id = models.CharField(max_length=200, null=True)  # noqa: DJ001
    #: Further conversations that the source files the message under (rare, so not indexed).
    also_in_conversations = ArrayField(models.CharField(max_length=200), null=True)
    in_reply_to_key = models.CharField(max_length=32, null=True)  # noqa: DJ001
    mention_keys = ArrayField(models.CharField(max_length=32), null=True)
    leading_mentions = models.PositiveSmallIntegerField(default=0)
    lang = models.CharField(max_length=12, null=True)  # noqa: DJ001
    url = models.CharField(max_length=500, null=True)  # noqa: DJ001
    like_count = models.BigIntegerField(null=True)
    repost_count = models.BigIntegerField(null=True)
    reply_count = models.BigIntegerField(null=True)
    quote_count = models.BigIntegerField(null=True)
    view_count = models.BigIntegerField(null=True)
    answered_at = models.DateTimeField(null=True)
    agency_name = models.CharField(max_length=200, null=True)  # noqa: DJ001
    topic_name = models.CharField(max_length=200, null=True)  # noqa: DJ001
    #: Complaint tables: the channel that the row belongs to.
    channel_account = models.ForeignKey(
        OfficialAccount, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    template_hash = models.CharField(max_length=20, null=True)  # noqa: DJ001
    intent = models.CharField(max_length=30, null=True)  # noqa: DJ001  None: no rule matched
    needs_response = models.BooleanField(default=True)
    #: Which rules or model gave the intent; None: not labelled yet.
    intent_version = models.CharField(max_length=20, null=True)  # noqa: DJ001
    first_batch = models.ForeignKey(
        ImportBatch, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )

    #: What holds of the statements about it (services.disappearances); ``gone_by``: surely gone by then.
    gone = models.CharField(max_length=20, null=True, choices=[(d, d) for d in Disappearance])  # noqa: DJ001
    gone_at = models.DateTimeField(null=True)
    gone_by = models.DateTimeField(null=True)

    needs_rebuild = models.BooleanField(default=True)
    account = models.ForeignKey(
        OfficialAccount, on_delete=models.PROTECT, null=True, related_name="messages", db_index=False
    )
    parent_state = models.CharField(max_length=10, choices=[(s, s) for s in ParentState], null=True)  # noqa: DJ001
    parent = models.ForeignKey(
        "self",
        on_delete=models.DO_NOTHING,
        null=True,
        related_name="replies",
        db_constraint=False,
        db_index=False,
    )
    root = models.ForeignKey(
        "self",
        on_delete=models.DO_NOTHING,
        null=True,
        related_name="tree",
        db_constraint=False,
        db_index=False,
    )
    addressed_account = models.ForeignKey(
        OfficialAccount, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    #: Addresses nobody itself; talks on under a root where its author addressed that account before.
    joins_only = models.BooleanField(default=False)
    thread = models.ForeignKey(
        "analytics_app.Thread", on_delete=models.SET_NULL, null=True, related_name="messages", db_index=False
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["platform", "platform_id"], name="message_once")]
        indexes = [
            models.Index(
                fields=["needs_rebuild"], condition=Q(needs_rebuild=True), name="message_to_rebuild"
            ),
            models.Index(
                fields=["parent_platform_id"],
                condition=Q(parent_platform_id__isnull=False),
                name="message_parent",
            ),
            models.Index(
                fields=["conversation_id"],
                condition=Q(conversation_id__isnull=False),
                name="message_conversation",
            ),
            models.Index(fields=["root"], name="message_root"),
            models.Index(
                fields=["author_key", "addressed_account"],
                condition=Q(addressed_account__isnull=False),
                name="message_pair",
            ),
            models.Index(
                fields=["account", "created_at"], condition=Q(account__isnull=False), name="message_own"
            ),
            models.Index(fields=["thread"], condition=Q(thread__isnull=False), name="message_thread"),
            models.Index(
                fields=["template_hash"], condition=Q(template_hash__isnull=False), name="message_template"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.platform}:{self.platform_id}"

    @property
    def safe_url(self) -> str | None:
        """The address as far as a page may link it: what a file says may be anything, scripts too."""
        return self.url if self.url and self.url.startswith("https://") else None


class Capture(models.Model):
    """Which batches brought a message. Withdrawing a batch deletes what no other batch brought.

    Both ends are there because of how captures are written, not because the database looks (decision 0073).
    """

    pk = models.CompositePrimaryKey("message_id", "batch_id")
    message = models.ForeignKey(
        Message, on_delete=models.CASCADE, related_name="captures", db_constraint=False, db_index=False
    )
    batch = models.ForeignKey(
        ImportBatch, on_delete=models.CASCADE, related_name="captures", db_constraint=False
    )

    def __str__(self) -> str:
        return f"{self.message_id}/{self.batch_id}"


class MessageLink(models.Model):
    """An official account that a message concerns: as author, addressed, mentioned, or by the batch's region.

    One message can concern two governments; what a person may see rides on these rows.
    """

    pk = models.CompositePrimaryKey("message_id", "account_id")
    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="links", db_index=False)
    account = models.ForeignKey(OfficialAccount, on_delete=models.PROTECT, related_name="links")

    def __str__(self) -> str:
        return f"{self.message_id}/{self.account_id}"


class Answer(models.Model):
    """An official message that answers a citizen's message."""

    pk = models.CompositePrimaryKey("reply_id", "message_id")
    reply = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="answers_given", db_index=False)
    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="answers_received")
    is_inferred = models.BooleanField(default=False)
    #: Within 60 s of what it answers: may be automatic, if the same text came so on three threads.
    is_instant = models.BooleanField(default=False)

    class Meta:
        indexes = [
            models.Index(fields=["reply"], condition=Q(is_instant=True), name="answer_instant"),
        ]

    def __str__(self) -> str:
        return f"{self.reply_id}->{self.message_id}"
