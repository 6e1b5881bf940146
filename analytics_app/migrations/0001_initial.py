import accounts_app.public_ids
import analytics_app.choices
import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts_app", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="SavedMapping",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("header_sha256", models.CharField(max_length=64, unique=True)),
                ("columns", models.JSONField(default=list)),
                ("mapping", models.JSONField(default=dict)),
                ("updated_at", models.DateTimeField(auto_now=True)),
            ],
        ),
        migrations.CreateModel(
            name="StaleScore",
            fields=[
                (
                    "account",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="accounts_app.officialaccount",
                    ),
                ),
                ("since", models.DateField()),
            ],
        ),
        migrations.CreateModel(
            name="DailyRollup",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "account_id",
                        "local_day",
                        "metric",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("local_day", models.DateField()),
                ("metric", models.CharField(max_length=24)),
                ("value", models.PositiveIntegerField()),
                (
                    "account",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="rollups",
                        to="accounts_app.officialaccount",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ImportBatch",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "public_id",
                    models.CharField(
                        default=accounts_app.public_ids.new_public_id,
                        editable=False,
                        max_length=16,
                        unique=True,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Belum diimpor"),
                            ("queued", "Menunggu giliran"),
                            ("reading", "Membaca berkas"),
                            ("building", "Menyusun utas"),
                            ("scoring", "Menghitung angka"),
                            ("done", "Selesai"),
                            ("failed", "Gagal"),
                            ("cancelled", "Dibatalkan"),
                            ("withdrawing", "Sedang ditarik"),
                            ("withdrawn", "Ditarik"),
                        ],
                        default="draft",
                        max_length=12,
                        verbose_name="keadaan",
                    ),
                ),
                ("source", models.CharField(max_length=80, verbose_name="sumber")),
                ("format", models.CharField(max_length=30, verbose_name="format")),
                ("platform", models.CharField(blank=True, max_length=10, verbose_name="platform")),
                ("options", models.JSONField(default=dict)),
                ("capability", models.JSONField(default=dict)),
                ("inspection", models.JSONField(default=dict)),
                (
                    "covers",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=10), blank=True, null=True, size=None
                    ),
                ),
                ("covered_from", models.DateField(blank=True, null=True)),
                ("covered_until", models.DateField(blank=True, null=True)),
                ("file_name", models.CharField(max_length=255, verbose_name="nama berkas")),
                ("file_sha256", models.CharField(max_length=64)),
                ("file_size", models.BigIntegerField(verbose_name="ukuran berkas")),
                ("settings_sha256", models.CharField(max_length=64)),
                ("rows_read", models.PositiveIntegerField(default=0)),
                ("rows_new", models.PositiveIntegerField(default=0)),
                ("rows_changed", models.PositiveIntegerField(default=0)),
                ("rows_unchanged", models.PositiveIntegerField(default=0)),
                ("rows_rejected", models.PositiveIntegerField(default=0)),
                ("rejected_by_reason", models.JSONField(default=dict)),
                ("bytes_done", models.BigIntegerField(default=0)),
                ("step_done", models.PositiveIntegerField(default=0)),
                ("step_total", models.PositiveIntegerField(default=0)),
                ("cancel_requested", models.BooleanField(default=False)),
                ("needs_restore", models.BooleanField(default=False)),
                ("error", models.TextField(blank=True)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("started_at", models.DateTimeField(blank=True, null=True)),
                ("finished_at", models.DateTimeField(blank=True, null=True)),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                (
                    "created_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "duplicate_of",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="copies",
                        to="analytics_app.importbatch",
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts_app.region",
                        verbose_name="wilayah",
                    ),
                ),
                (
                    "reread_of",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rereads",
                        to="analytics_app.importbatch",
                    ),
                ),
                (
                    "withdrawn_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "impor",
                "verbose_name_plural": "impor",
                "ordering": ["-created_at", "-id"],
            },
        ),
        migrations.CreateModel(
            name="CoverageSpan",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("source", models.CharField(max_length=80)),
                ("is_stated", models.BooleanField()),
                ("covers_posts", models.BooleanField()),
                ("covers_replies", models.BooleanField()),
                ("covers_citizens", models.BooleanField()),
                ("carries_reposts", models.BooleanField()),
                ("start_at", models.DateTimeField()),
                ("end_at", models.DateTimeField()),
                (
                    "account",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="spans",
                        to="accounts_app.officialaccount",
                    ),
                ),
                (
                    "batch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="spans",
                        to="analytics_app.importbatch",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ImportChunk",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("seq", models.PositiveIntegerField()),
                ("rows_read", models.PositiveIntegerField()),
                ("rows_new", models.PositiveIntegerField()),
                ("rows_changed", models.PositiveIntegerField()),
                ("rows_unchanged", models.PositiveIntegerField()),
                ("rejected_by_reason", models.JSONField(default=dict)),
                ("bytes_done", models.BigIntegerField(default=0)),
                (
                    "batch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="chunks",
                        to="analytics_app.importbatch",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="IndicatorValue",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "pool",
                    models.CharField(choices=[("social", "Social"), ("channel", "Channel")], max_length=10),
                ),
                ("indicator", models.CharField(max_length=40)),
                ("as_of", models.DateField()),
                (
                    "status",
                    models.CharField(
                        choices=[
                            (analytics_app.choices.Status["SCORED"], analytics_app.choices.Status["SCORED"]),
                            (
                                analytics_app.choices.Status["INSUFFICIENT"],
                                analytics_app.choices.Status["INSUFFICIENT"],
                            ),
                            (
                                analytics_app.choices.Status["NOT_OBSERVABLE"],
                                analytics_app.choices.Status["NOT_OBSERVABLE"],
                            ),
                            (
                                analytics_app.choices.Status["NOT_APPLICABLE"],
                                analytics_app.choices.Status["NOT_APPLICABLE"],
                            ),
                            (
                                analytics_app.choices.Status["UNRELIABLE"],
                                analytics_app.choices.Status["UNRELIABLE"],
                            ),
                            (analytics_app.choices.Status["STALE"], analytics_app.choices.Status["STALE"]),
                        ],
                        max_length=16,
                    ),
                ),
                ("provisional", models.BooleanField(default=False)),
                ("reason", models.CharField(blank=True, max_length=60)),
                ("x", models.FloatField(null=True)),
                ("numerator", models.FloatField(null=True)),
                ("denominator", models.FloatField(null=True)),
                ("n", models.PositiveIntegerField()),
                ("low", models.FloatField(null=True)),
                ("high", models.FloatField(null=True)),
                ("level", models.FloatField(null=True)),
                ("score", models.FloatField(null=True)),
                ("coverage", models.FloatField(null=True)),
                ("detail", models.JSONField(default=dict)),
                ("method_version", models.CharField(max_length=20)),
                ("taxonomy_version", models.CharField(max_length=20)),
                ("calendar_version", models.CharField(max_length=40)),
                ("computed_at", models.DateTimeField()),
                (
                    "account",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="indicator_values",
                        to="accounts_app.officialaccount",
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts_app.region",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Installation",
            fields=[
                ("singleton", models.BooleanField(default=True, primary_key=True, serialize=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[("example", "Data contoh"), ("real", "Data sungguhan")], max_length=10
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("singleton", True)), name="installation_is_one_row"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Message",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "platform",
                    models.CharField(
                        choices=[
                            (analytics_app.choices.Platform["X"], analytics_app.choices.Platform["X"]),
                            (
                                analytics_app.choices.Platform["INSTAGRAM"],
                                analytics_app.choices.Platform["INSTAGRAM"],
                            ),
                            (
                                analytics_app.choices.Platform["FACEBOOK"],
                                analytics_app.choices.Platform["FACEBOOK"],
                            ),
                            (
                                analytics_app.choices.Platform["TIKTOK"],
                                analytics_app.choices.Platform["TIKTOK"],
                            ),
                            (
                                analytics_app.choices.Platform["YOUTUBE"],
                                analytics_app.choices.Platform["YOUTUBE"],
                            ),
                            (
                                analytics_app.choices.Platform["CHANNEL"],
                                analytics_app.choices.Platform["CHANNEL"],
                            ),
                        ],
                        max_length=10,
                    ),
                ),
                ("platform_id", models.CharField(max_length=200)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            (
                                analytics_app.choices.MessageKind["ORIGINAL"],
                                analytics_app.choices.MessageKind["ORIGINAL"],
                            ),
                            (
                                analytics_app.choices.MessageKind["REPOST"],
                                analytics_app.choices.MessageKind["REPOST"],
                            ),
                            (
                                analytics_app.choices.MessageKind["QUOTE"],
                                analytics_app.choices.MessageKind["QUOTE"],
                            ),
                            (
                                analytics_app.choices.MessageKind["REPLY"],
                                analytics_app.choices.MessageKind["REPLY"],
                            ),
                            (
                                analytics_app.choices.MessageKind["DIRECT"],
                                analytics_app.choices.MessageKind["DIRECT"],
                            ),
                            (
                                analytics_app.choices.MessageKind["COMPLAINT"],
                                analytics_app.choices.MessageKind["COMPLAINT"],
                            ),
                            (
                                analytics_app.choices.MessageKind["REVIEW"],
                                analytics_app.choices.MessageKind["REVIEW"],
                            ),
                        ],
                        max_length=10,
                    ),
                ),
                ("text", models.TextField()),
                ("created_at", models.DateTimeField()),
                (
                    "time_precision",
                    models.CharField(
                        choices=[
                            (
                                analytics_app.choices.TimePrecision["EXACT"],
                                analytics_app.choices.TimePrecision["EXACT"],
                            ),
                            (
                                analytics_app.choices.TimePrecision["DAY"],
                                analytics_app.choices.TimePrecision["DAY"],
                            ),
                            (
                                analytics_app.choices.TimePrecision["APPROXIMATE"],
                                analytics_app.choices.TimePrecision["APPROXIMATE"],
                            ),
                        ],
                        default=analytics_app.choices.TimePrecision["EXACT"],
                        max_length=12,
                    ),
                ),
                ("author_key", models.CharField(max_length=32, null=True)),
                ("handle_key", models.CharField(max_length=32, null=True)),
                ("is_official_by_source", models.BooleanField(null=True)),
                ("parent_platform_id", models.CharField(max_length=200, null=True)),
                ("parent_is_inferred", models.BooleanField(default=False)),
                ("conversation_id", models.CharField(max_length=200, null=True)),
                (
                    "also_in_conversations",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=200), null=True, size=None
                    ),
                ),
                ("in_reply_to_key", models.CharField(max_length=32, null=True)),
                (
                    "mention_keys",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=32), null=True, size=None
                    ),
                ),
                ("leading_mentions", models.PositiveSmallIntegerField(default=0)),
                ("lang", models.CharField(max_length=12, null=True)),
                ("url", models.CharField(max_length=500, null=True)),
                ("like_count", models.BigIntegerField(null=True)),
                ("repost_count", models.BigIntegerField(null=True)),
                ("reply_count", models.BigIntegerField(null=True)),
                ("quote_count", models.BigIntegerField(null=True)),
                ("view_count", models.BigIntegerField(null=True)),
                ("answered_at", models.DateTimeField(null=True)),
                ("agency_name", models.CharField(max_length=200, null=True)),
                ("topic_name", models.CharField(max_length=200, null=True)),
                ("template_hash", models.CharField(max_length=20, null=True)),
                ("intent", models.CharField(max_length=30, null=True)),
                ("needs_response", models.BooleanField(default=True)),
                ("intent_version", models.CharField(max_length=20, null=True)),
                ("needs_rebuild", models.BooleanField(default=True)),
                (
                    "parent_state",
                    models.CharField(
                        choices=[
                            (
                                analytics_app.choices.ParentState["NONE"],
                                analytics_app.choices.ParentState["NONE"],
                            ),
                            (
                                analytics_app.choices.ParentState["FOUND"],
                                analytics_app.choices.ParentState["FOUND"],
                            ),
                            (
                                analytics_app.choices.ParentState["ABSENT"],
                                analytics_app.choices.ParentState["ABSENT"],
                            ),
                            (
                                analytics_app.choices.ParentState["SELF_LOOP"],
                                analytics_app.choices.ParentState["SELF_LOOP"],
                            ),
                            (
                                analytics_app.choices.ParentState["CYCLE"],
                                analytics_app.choices.ParentState["CYCLE"],
                            ),
                            (
                                analytics_app.choices.ParentState["INFERRED"],
                                analytics_app.choices.ParentState["INFERRED"],
                            ),
                        ],
                        max_length=10,
                        null=True,
                    ),
                ),
                ("joins_only", models.BooleanField(default=False)),
                (
                    "account",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="messages",
                        to="accounts_app.officialaccount",
                    ),
                ),
                (
                    "addressed_account",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts_app.officialaccount",
                    ),
                ),
                (
                    "channel_account",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts_app.officialaccount",
                    ),
                ),
                (
                    "first_batch",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="analytics_app.importbatch",
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="replies",
                        to="analytics_app.message",
                    ),
                ),
                (
                    "root",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="tree",
                        to="analytics_app.message",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Capture",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "message_id",
                        "batch_id",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                (
                    "batch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="captures",
                        to="analytics_app.importbatch",
                    ),
                ),
                (
                    "message",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="captures",
                        to="analytics_app.message",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Answer",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "reply_id",
                        "message_id",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("is_inferred", models.BooleanField(default=False)),
                ("is_instant", models.BooleanField(default=False)),
                (
                    "message",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="answers_received",
                        to="analytics_app.message",
                    ),
                ),
                (
                    "reply",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="answers_given",
                        to="analytics_app.message",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="MessageLink",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "message_id",
                        "account_id",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="links",
                        to="accounts_app.officialaccount",
                    ),
                ),
                (
                    "message",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="links",
                        to="analytics_app.message",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Publication",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("quarter_end", models.DateField()),
                ("published_at", models.DateTimeField(auto_now_add=True)),
                (
                    "published_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="publications",
                        to="accounts_app.region",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="RawPayload",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("seq", models.PositiveIntegerField()),
                ("ciphertext", models.BinaryField()),
                ("received_at", models.DateTimeField(auto_now_add=True)),
                (
                    "batch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="payload",
                        to="analytics_app.importbatch",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="RejectedRow",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("line", models.PositiveIntegerField(verbose_name="baris")),
                ("reason", models.CharField(max_length=30, verbose_name="alasan")),
                ("column", models.CharField(blank=True, max_length=120, verbose_name="kolom")),
                ("detail", models.TextField(blank=True, verbose_name="keterangan")),
                ("raw", models.TextField(blank=True, verbose_name="isi baris")),
                (
                    "batch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="rejected_rows",
                        to="analytics_app.importbatch",
                    ),
                ),
            ],
            options={
                "ordering": ["line"],
            },
        ),
        migrations.CreateModel(
            name="StaleDay",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "account_id",
                        "local_day",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("local_day", models.DateField()),
                (
                    "account",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="accounts_app.officialaccount",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Thread",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=260, unique=True)),
                ("public_id", models.CharField(max_length=16, unique=True)),
                (
                    "platform",
                    models.CharField(
                        choices=[
                            (analytics_app.choices.Platform["X"], analytics_app.choices.Platform["X"]),
                            (
                                analytics_app.choices.Platform["INSTAGRAM"],
                                analytics_app.choices.Platform["INSTAGRAM"],
                            ),
                            (
                                analytics_app.choices.Platform["FACEBOOK"],
                                analytics_app.choices.Platform["FACEBOOK"],
                            ),
                            (
                                analytics_app.choices.Platform["TIKTOK"],
                                analytics_app.choices.Platform["TIKTOK"],
                            ),
                            (
                                analytics_app.choices.Platform["YOUTUBE"],
                                analytics_app.choices.Platform["YOUTUBE"],
                            ),
                            (
                                analytics_app.choices.Platform["CHANNEL"],
                                analytics_app.choices.Platform["CHANNEL"],
                            ),
                        ],
                        max_length=10,
                    ),
                ),
                ("author_key", models.CharField(max_length=32, null=True)),
                ("started_at", models.DateTimeField()),
                ("opened_at", models.DateTimeField()),
                ("needs_response", models.BooleanField()),
                ("intent", models.CharField(max_length=30, null=True)),
                (
                    "time_precision",
                    models.CharField(
                        choices=[
                            (
                                analytics_app.choices.TimePrecision["EXACT"],
                                analytics_app.choices.TimePrecision["EXACT"],
                            ),
                            (
                                analytics_app.choices.TimePrecision["DAY"],
                                analytics_app.choices.TimePrecision["DAY"],
                            ),
                            (
                                analytics_app.choices.TimePrecision["APPROXIMATE"],
                                analytics_app.choices.TimePrecision["APPROXIMATE"],
                            ),
                        ],
                        max_length=12,
                    ),
                ),
                ("first_response_at", models.DateTimeField(null=True)),
                ("first_region_response_at", models.DateTimeField(null=True)),
                ("is_negative", models.BooleanField(default=False)),
                ("is_region_negative", models.BooleanField(default=False)),
                ("has_automatic_reply", models.BooleanField(default=False)),
                ("is_inferred", models.BooleanField(default=False)),
                ("is_after_hours", models.BooleanField(default=False)),
                ("n_messages", models.PositiveIntegerField(default=1)),
                (
                    "account",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="threads",
                        to="accounts_app.officialaccount",
                    ),
                ),
                (
                    "first_region_response",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="analytics_app.message",
                    ),
                ),
                (
                    "first_response",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="analytics_app.message",
                    ),
                ),
                (
                    "opened_message",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="analytics_app.message",
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts_app.region",
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="message",
            name="thread",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="messages",
                to="analytics_app.thread",
            ),
        ),
        migrations.AddIndex(
            model_name="importbatch",
            index=models.Index(fields=["file_sha256", "settings_sha256"], name="batch_same_file"),
        ),
        migrations.AddIndex(
            model_name="importbatch",
            index=models.Index(fields=["region", "-created_at"], name="batch_of_region"),
        ),
        migrations.AddConstraint(
            model_name="coveragespan",
            constraint=models.UniqueConstraint(
                fields=("batch", "account", "is_stated"), name="span_once", nulls_distinct=False
            ),
        ),
        migrations.AddConstraint(
            model_name="importchunk",
            constraint=models.UniqueConstraint(fields=("batch", "seq"), name="chunk_once"),
        ),
        migrations.AddIndex(
            model_name="indicatorvalue",
            index=models.Index(
                condition=models.Q(("region__isnull", False)),
                fields=["region", "as_of"],
                name="value_of_region",
            ),
        ),
        migrations.AddIndex(
            model_name="indicatorvalue",
            index=models.Index(
                condition=models.Q(("account__isnull", False)),
                fields=["account", "as_of"],
                name="value_of_account",
            ),
        ),
        migrations.AddIndex(
            model_name="indicatorvalue",
            index=models.Index(
                condition=models.Q(("region__isnull", False)),
                fields=["indicator", "as_of"],
                name="value_nationwide",
            ),
        ),
        migrations.AddConstraint(
            model_name="indicatorvalue",
            constraint=models.UniqueConstraint(
                fields=("account", "region", "pool", "indicator", "as_of", "method_version"),
                name="indicator_value_once",
                nulls_distinct=False,
            ),
        ),
        migrations.AddConstraint(
            model_name="indicatorvalue",
            constraint=models.CheckConstraint(
                condition=models.Q(("account__isnull", True), ("region__isnull", True), _connector="XOR"),
                name="value_of_one_subject",
            ),
        ),
        migrations.AddConstraint(
            model_name="indicatorvalue",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("score__isnull", True),
                    ("status", analytics_app.choices.Status["SCORED"]),
                    _connector="OR",
                ),
                name="score_only_when_scored",
            ),
        ),
        migrations.AddIndex(
            model_name="answer",
            index=models.Index(
                condition=models.Q(("is_instant", True)), fields=["reply"], name="answer_instant"
            ),
        ),
        migrations.AddConstraint(
            model_name="publication",
            constraint=models.UniqueConstraint(fields=("region", "quarter_end"), name="publication_once"),
        ),
        migrations.AddIndex(
            model_name="rawpayload",
            index=models.Index(fields=["received_at"], name="payload_age"),
        ),
        migrations.AddConstraint(
            model_name="rawpayload",
            constraint=models.UniqueConstraint(fields=("batch", "seq"), name="payload_block_once"),
        ),
        migrations.AddConstraint(
            model_name="rejectedrow",
            constraint=models.UniqueConstraint(
                fields=("batch", "line", "reason", "column"), name="rejected_once"
            ),
        ),
        migrations.AddIndex(
            model_name="thread",
            index=models.Index(fields=["account", "opened_at"], name="thread_of_account"),
        ),
        migrations.AddIndex(
            model_name="thread",
            index=models.Index(fields=["region", "opened_at"], name="thread_of_region"),
        ),
        migrations.AddIndex(
            model_name="thread",
            index=models.Index(
                condition=models.Q(("author_key__isnull", False)),
                fields=["author_key", "account"],
                name="thread_pair",
            ),
        ),
        migrations.AddIndex(
            model_name="message",
            index=models.Index(
                condition=models.Q(("needs_rebuild", True)),
                fields=["needs_rebuild"],
                name="message_to_rebuild",
            ),
        ),
        migrations.AddIndex(
            model_name="message",
            index=models.Index(
                condition=models.Q(("parent_platform_id__isnull", False)),
                fields=["parent_platform_id"],
                name="message_parent",
            ),
        ),
        migrations.AddIndex(
            model_name="message",
            index=models.Index(
                condition=models.Q(("conversation_id__isnull", False)),
                fields=["conversation_id"],
                name="message_conversation",
            ),
        ),
        migrations.AddIndex(
            model_name="message",
            index=models.Index(fields=["root"], name="message_root"),
        ),
        migrations.AddIndex(
            model_name="message",
            index=models.Index(
                condition=models.Q(("addressed_account__isnull", False)),
                fields=["author_key", "addressed_account"],
                name="message_pair",
            ),
        ),
        migrations.AddIndex(
            model_name="message",
            index=models.Index(
                condition=models.Q(("account__isnull", False)),
                fields=["account", "created_at"],
                name="message_own",
            ),
        ),
        migrations.AddIndex(
            model_name="message",
            index=models.Index(
                condition=models.Q(("thread__isnull", False)), fields=["thread"], name="message_thread"
            ),
        ),
        migrations.AddIndex(
            model_name="message",
            index=models.Index(
                condition=models.Q(("template_hash__isnull", False)),
                fields=["template_hash"],
                name="message_template",
            ),
        ),
        migrations.AddConstraint(
            model_name="message",
            constraint=models.UniqueConstraint(fields=("platform", "platform_id"), name="message_once"),
        ),
    ]
