import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import accounts_app.models.user
import accounts_app.public_ids


def grant_to_application(apps, schema_editor):
    """Tables belong to the owner's role; the application's role may read and write rows and nothing else.

    Default privileges cover every table that a later migration creates.
    """
    owner = schema_editor.connection.settings_dict["USER"]
    role = settings.DATABASE_APP_ROLE
    if role == owner:  # a server with one role only: nothing to grant
        return
    name = schema_editor.quote_name(role)
    for statement in (
        f"GRANT USAGE ON SCHEMA public TO {name}",
        f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {name}",
        f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {name}",
        f"ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {name}",
        f"ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO {name}",
    ):
        schema_editor.execute(statement)
    if schema_editor.connection.pg_version >= 170000:
        # The importer refreshes the planner's statistics after it brought many rows; before 17 only an owner can.
        schema_editor.execute(f"ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT MAINTAIN ON TABLES TO {name}")


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [
        migrations.RunPython(grant_to_application, migrations.RunPython.noop),
        migrations.CreateModel(
            name="User",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                (
                    "is_superuser",
                    models.BooleanField(
                        default=False,
                        help_text="Designates that this user has all permissions without explicitly assigning them.",
                        verbose_name="superuser status",
                    ),
                ),
                ("first_name", models.CharField(blank=True, max_length=150, verbose_name="first name")),
                ("last_name", models.CharField(blank=True, max_length=150, verbose_name="last name")),
                (
                    "is_staff",
                    models.BooleanField(
                        default=False,
                        help_text="Designates whether the user can log into this admin site.",
                        verbose_name="staff status",
                    ),
                ),
                (
                    "is_active",
                    models.BooleanField(
                        default=True,
                        help_text="Designates whether this user should be treated as active. Unselect this instead of deleting accounts.",
                        verbose_name="active",
                    ),
                ),
                (
                    "date_joined",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="date joined"),
                ),
                ("email", models.EmailField(max_length=254, unique=True, verbose_name="alamat surel")),
                ("full_name", models.CharField(blank=True, max_length=150, verbose_name="nama lengkap")),
                (
                    "groups",
                    models.ManyToManyField(
                        blank=True,
                        help_text="The groups this user belongs to. A user will get all permissions granted to each of their groups.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.group",
                        verbose_name="groups",
                    ),
                ),
                (
                    "user_permissions",
                    models.ManyToManyField(
                        blank=True,
                        help_text="Specific permissions for this user.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.permission",
                        verbose_name="user permissions",
                    ),
                ),
            ],
            options={
                "verbose_name": "pengguna",
                "verbose_name_plural": "pengguna",
            },
            managers=[
                ("objects", accounts_app.models.user.UserManager()),
            ],
        ),
        migrations.CreateModel(
            name="Region",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=8, unique=True, verbose_name="kode Kemendagri")),
                ("name", models.CharField(max_length=120, verbose_name="nama")),
                (
                    "level",
                    models.CharField(
                        choices=[("provinsi", "Provinsi"), ("kabupaten", "Kabupaten"), ("kota", "Kota")],
                        max_length=10,
                        verbose_name="tingkat",
                    ),
                ),
                ("bps_code", models.CharField(blank=True, max_length=8, verbose_name="kode BPS")),
                ("population", models.PositiveIntegerField(blank=True, null=True, verbose_name="penduduk")),
                (
                    "population_year",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="Kosong: sumber tidak menyebutkan tahunnya.",
                        null=True,
                        verbose_name="tahun data penduduk",
                    ),
                ),
                (
                    "population_source",
                    models.CharField(blank=True, max_length=120, verbose_name="sumber data penduduk"),
                ),
                (
                    "area_km2",
                    models.DecimalField(
                        blank=True, decimal_places=3, max_digits=12, null=True, verbose_name="luas (km²)"
                    ),
                ),
                (
                    "zone",
                    models.CharField(
                        choices=[
                            ("Asia/Jakarta", "WIB"),
                            ("Asia/Makassar", "WITA"),
                            ("Asia/Jayapura", "WIT"),
                        ],
                        max_length=20,
                        verbose_name="zona waktu",
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="accounts_app.region",
                        verbose_name="induk",
                    ),
                ),
            ],
            options={
                "verbose_name": "wilayah",
                "verbose_name_plural": "wilayah",
                "ordering": ["code"],
            },
        ),
        migrations.CreateModel(
            name="Agency",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="nama")),
                ("aliases", models.TextField(blank=True, verbose_name="nama lain")),
                (
                    "region",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="agencies",
                        to="accounts_app.region",
                        verbose_name="wilayah",
                    ),
                ),
            ],
            options={
                "verbose_name": "perangkat daerah",
                "verbose_name_plural": "perangkat daerah",
                "ordering": ["region__code", "name"],
            },
        ),
        migrations.CreateModel(
            name="OfficialAccount",
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
                    "platform",
                    models.CharField(
                        choices=[
                            ("x", "X"),
                            ("instagram", "Instagram"),
                            ("facebook", "Facebook"),
                            ("tiktok", "TikTok"),
                            ("youtube", "YouTube"),
                            ("channel", "Kanal aduan"),
                        ],
                        max_length=10,
                        verbose_name="platform",
                    ),
                ),
                ("handle", models.CharField(help_text="Tanpa @.", max_length=100, verbose_name="nama akun")),
                (
                    "platform_user_id",
                    models.CharField(blank=True, max_length=64, verbose_name="id pengguna di platform"),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("utama", "Akun utama"),
                            ("opd", "Perangkat daerah"),
                            ("kecamatan_desa", "Kecamatan atau desa"),
                            ("kepala_daerah", "Kepala daerah"),
                        ],
                        max_length=16,
                        verbose_name="peran",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[("draft", "Draf"), ("attested", "Disahkan"), ("archived", "Diarsipkan")],
                        default="draft",
                        max_length=10,
                        verbose_name="status",
                    ),
                ),
                ("monitored_from", models.DateField(blank=True, null=True, verbose_name="dipantau sejak")),
                ("monitored_until", models.DateField(blank=True, null=True, verbose_name="dipantau sampai")),
                ("handle_key", models.CharField(editable=False, max_length=32)),
                ("user_key", models.CharField(blank=True, editable=False, max_length=32)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="official_accounts",
                        to="accounts_app.agency",
                        verbose_name="perangkat daerah",
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="official_accounts",
                        to="accounts_app.region",
                        verbose_name="wilayah",
                    ),
                ),
            ],
            options={
                "verbose_name": "akun resmi",
                "verbose_name_plural": "akun resmi",
                "ordering": ["region__code", "role", "handle"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("platform", "channel"), _negated=True),
                        fields=("platform", "handle_key"),
                        name="account_handle_unique",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("platform", "channel")),
                        fields=("region", "handle_key"),
                        name="channel_handle_unique",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            models.Q(("user_key", ""), _negated=True),
                            models.Q(("platform", "channel"), _negated=True),
                        ),
                        fields=("platform", "user_key"),
                        name="account_user_unique",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Membership",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
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
                ("valid_from", models.DateField(blank=True, null=True, verbose_name="berlaku sejak")),
                ("valid_until", models.DateField(blank=True, null=True, verbose_name="berlaku sampai")),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "granted_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="memberships",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="pengguna",
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        blank=True,
                        help_text="Kosong: seluruh Indonesia (hanya administrator nasional, pengawas, auditor).",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memberships",
                        to="accounts_app.region",
                        verbose_name="wilayah",
                    ),
                ),
            ],
            options={
                "verbose_name": "keanggotaan",
                "verbose_name_plural": "keanggotaan",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("user", "region", "role"), name="membership_unique", nulls_distinct=False
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("region__isnull", False),
                            ("role__in", ["national_admin", "supervisor", "auditor"]),
                            _connector="OR",
                        ),
                        name="membership_without_region_is_national",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("role", "national_admin"), _negated=True),
                            ("region__isnull", True),
                            _connector="OR",
                        ),
                        name="national_admin_is_national",
                    ),
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="agency",
            constraint=models.UniqueConstraint(fields=("region", "name"), name="agency_unique_in_region"),
        ),
    ]
