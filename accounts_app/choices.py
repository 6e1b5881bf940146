"""Closed vocabularies of the registry and of who may do what."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class RegionLevel(TextChoices):
    PROVINCE = "provinsi", _("Provinsi")
    REGENCY = "kabupaten", _("Kabupaten")
    CITY = "kota", _("Kota")


class Zone(TextChoices):
    """The three legal time zones of Indonesia, by their IANA names."""

    WIB = "Asia/Jakarta", "WIB"
    WITA = "Asia/Makassar", "WITA"
    WIT = "Asia/Jayapura", "WIT"


class AccountPlatform(TextChoices):
    X = "x", "X"
    INSTAGRAM = "instagram", "Instagram"
    FACEBOOK = "facebook", "Facebook"
    TIKTOK = "tiktok", "TikTok"
    YOUTUBE = "youtube", "YouTube"
    CHANNEL = "channel", _("Kanal aduan")


class AccountRole(TextChoices):
    """What an official account is for (method section 3); HEAD accounts never count in a region's score."""

    MAIN = "utama", _("Akun utama")
    AGENCY = "opd", _("Perangkat daerah")
    DISTRICT = "kecamatan_desa", _("Kecamatan atau desa")
    HEAD = "kepala_daerah", _("Kepala daerah")


#: Roles whose replies count as a response of the government (method section 12).
COUNTING_ROLES = (AccountRole.MAIN, AccountRole.AGENCY, AccountRole.DISTRICT)


class AccountStatus(TextChoices):
    DRAFT = "draft", _("Draf")
    ATTESTED = "attested", _("Disahkan")
    ARCHIVED = "archived", _("Diarsipkan")


class Role(TextChoices):
    """What a person may do; granted per region through a membership."""

    NATIONAL_ADMIN = "national_admin", _("Administrator nasional")
    SUPERVISOR = "supervisor", _("Pengawas")
    STAFF = "staff", _("Staf Diskominfo")
    AGENCY_USER = "agency_user", _("Pengguna perangkat daerah")
    CODER = "coder", _("Penyandi")
    AUDITOR = "auditor", _("Auditor")
