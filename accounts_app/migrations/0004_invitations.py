import accounts_app.public_ids
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


def give_public_ids(apps, schema_editor):
    """One default for all rows would not be unique."""
    Membership = apps.get_model("accounts_app", "Membership")
    for membership in Membership.objects.using(schema_editor.connection.alias).filter(public_id=None):
        membership.public_id = accounts_app.public_ids.new_public_id()
        membership.save(update_fields=["public_id"])


class Migration(migrations.Migration):
    dependencies = [
        ("accounts_app", "0003_membership_rights"),
    ]

    operations = [
        migrations.AddField(
            model_name="membership",
            name="public_id",
            field=models.CharField(editable=False, max_length=16, null=True),
        ),
        migrations.RunPython(give_public_ids, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="membership",
            name="public_id",
            field=models.CharField(
                default=accounts_app.public_ids.new_public_id, editable=False, max_length=16, unique=True
            ),
        ),
        migrations.CreateModel(
            name="Invitation",
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
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="alamat surel")),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("national_admin", "Administrator nasional"),
                            ("supervisor", "Pengawas"),
                            ("staff", "Staf Diskominfo"),
                            ("agency_user", "Pengguna perangkat daerah"),
                            ("coder", "Penyandi"),
                            ("auditor", "Auditor"),
                        ],
                        max_length=16,
                        verbose_name="peran",
                    ),
                ),
                (
                    "reads_conversations",
                    models.BooleanField(default=False, verbose_name="boleh membaca percakapan"),
                ),
                ("valid_until", models.DateField(blank=True, null=True, verbose_name="berlaku sampai")),
                ("digest", models.CharField(editable=False, max_length=64)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("expires_at", models.DateTimeField()),
                ("accepted_at", models.DateTimeField(blank=True, null=True)),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                (
                    "accepted_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts_app.agency",
                        verbose_name="perangkat daerah",
                    ),
                ),
                (
                    "invited_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
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
            ],
            options={
                "verbose_name": "undangan",
                "verbose_name_plural": "undangan",
                "ordering": ["-created_at"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("accepted_at", None), ("withdrawn_at", None)),
                        fields=("email", "region", "role", "agency"),
                        name="invitation_open_once",
                        nulls_distinct=False,
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("region__isnull", False),
                            ("role__in", ("national_admin", "supervisor", "auditor")),
                            _connector="OR",
                        ),
                        name="invitation_without_region_is_national",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("role", "national_admin"), _negated=True),
                            ("region__isnull", True),
                            _connector="OR",
                        ),
                        name="invited_national_admin_is_national",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("agency__isnull", True), ("role", "agency_user"), _connector="OR"
                        ),
                        name="invited_agency_of_agency_users",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("reads_conversations", False), ("role", "supervisor"), _connector="OR"
                        ),
                        name="invited_conversations_of_supervisors",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("email", ""), _negated=True),
                            ("role", "national_admin"),
                            _connector="OR",
                        ),
                        name="invitation_has_address",
                    ),
                ],
            },
        ),
    ]
