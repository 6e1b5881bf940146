"""The audit log in the reader's words."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts_app.audit.actions import AuditAction
from accounts_app.audit.seal import Problem
from accounts_app.choices import AccountPlatform, AccountRole, AccountStatus, Role

_PROBLEMS = {
    "missing_seal": gettext_lazy("segel hari ini hilang"),
    "broken_seal": gettext_lazy("segelnya tidak cocok dengan segel sebelumnya"),
    "anchor": gettext_lazy("segelnya bukan yang dahulu dicatat di tempat lain"),
    "changed": gettext_lazy("barisnya diubah"),
    "removed": gettext_lazy("barisnya hilang"),
    "added": gettext_lazy("barisnya ditambahkan belakangan"),
}
_KINDS = {
    "officialaccount": gettext_lazy("akun resmi"),
    "registry": gettext_lazy("daftar akun resmi"),
    "region": gettext_lazy("wilayah"),
    "agency": gettext_lazy("perangkat daerah"),
    "user": gettext_lazy("pengguna"),
    "membership": gettext_lazy("keanggotaan"),
    "invitation": gettext_lazy("undangan"),
    "importbatch": gettext_lazy("impor"),
    "comparison": gettext_lazy("perbandingan"),
    "disappearance": gettext_lazy("pesan yang hilang"),
    "publication": gettext_lazy("publikasi"),
    "thread": gettext_lazy("percakapan"),
    "auditlog": gettext_lazy("jejak audit"),
    "evidence": gettext_lazy("bukti"),
    "codingtask": gettext_lazy("tugas penyandian"),
    "retention": gettext_lazy("masa simpan"),
    "pseudonyms": gettext_lazy("nama samaran"),
    "datasubject": gettext_lazy("seorang warga"),
    "breach": gettext_lazy("kebocoran data"),
}
_FIELDS = {
    "status": gettext_lazy("status"),
    "handle": gettext_lazy("nama akun"),
    "agency": gettext_lazy("perangkat daerah"),
    "role": gettext_lazy("peran"),
    "region": gettext_lazy("wilayah"),
    "platform": gettext_lazy("platform"),
    "platform_user_id": gettext_lazy("id pengguna di platform"),
    "monitored_from": gettext_lazy("dipantau sejak"),
    "monitored_until": gettext_lazy("dipantau sampai"),
    "valid_from": gettext_lazy("berlaku sejak"),
    "valid_until": gettext_lazy("berlaku sampai"),
    "reason": gettext_lazy("alasan"),
    "population": gettext_lazy("penduduk"),
    "population_year": gettext_lazy("tahun data penduduk"),
    "population_source": gettext_lazy("sumber data penduduk"),
    "name": gettext_lazy("nama"),
    "aliases": gettext_lazy("nama lain"),
    "email": gettext_lazy("alamat surel"),
    "full_name": gettext_lazy("nama lengkap"),
    "reads_conversations": gettext_lazy("boleh membaca percakapan"),
    "is_active": gettext_lazy("aktif"),
    "is_staff": gettext_lazy("akses administrasi"),
}
_VALUES = {
    **{f"platform={one.value}": one.label for one in AccountPlatform},
    **{f"status={one.value}": one.label for one in AccountStatus},
    **{f"role={one.value}": one.label for one in (*AccountRole, *Role)},
}


def action_words(action: str) -> str:
    """What was done; an action that is not known any more keeps its name."""
    return str(AuditAction(action).label) if action in AuditAction.values else action


def kind_words(kind: str) -> str:
    """What kind of thing it was done to."""
    return str(_KINDS.get(kind, kind))


def role_words(roles: list[str]) -> str:
    """``["staff 33.27"]`` as “Staf Diskominfo 33.27”."""
    words = []
    for held in roles:
        role, _space, code = held.partition(" ")
        words.append(f"{Role(role).label if role in Role.values else role} {code}".strip())
    return ", ".join(words)


def change_words(old: dict[str, Any] | None, new: dict[str, Any] | None) -> list[tuple[str, str, str]]:
    """(field, before, after) of every field that either names."""
    names = list(dict.fromkeys([*(old or {}), *(new or {})]))
    return [
        (
            str(_FIELDS.get(name, name)),
            _value_words(name, (old or {}).get(name)),
            _value_words(name, (new or {}).get(name)),
        )
        for name in names
    ]


def explain_problem(problem: Problem) -> str:
    """The first thing that is wrong with the log, as a sentence."""
    what = _PROBLEMS[problem.what]
    if problem.event_id is None:
        return _("Jejak audit rusak pada {day} (UTC): {what}.").format(day=problem.day, what=what)
    return _("Jejak audit rusak pada {day} (UTC), baris {id}: {what}.").format(
        day=problem.day, id=problem.event_id, what=what
    )


def _value_words(name: str, value: Any) -> str:
    if value in (None, "", []):
        return ""
    if isinstance(value, bool):
        return _("ya") if value else _("tidak")
    return str(_VALUES.get(f"{name}={value}", value))
