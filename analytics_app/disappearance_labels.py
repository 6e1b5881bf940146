"""Messages that disappeared, in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from analytics_app.choices import SOCIAL_PLATFORMS, Disappearance
from analytics_app.observation_labels import explain_file as explain_observation_file
from analytics_app.sources.disappearances import MAX_ROWS, DisappearanceProblem
from analytics_app.sources.observations import UnreadableFile

WORDS: Mapping[Disappearance, Any] = {
    Disappearance.DELETED_BY_AUTHOR: _("dihapus penulisnya"),
    Disappearance.DELETED_BY_ACCOUNT: _("dihapus akun resmi"),
    Disappearance.HIDDEN_BY_ACCOUNT: _("disembunyikan akun resmi"),
    Disappearance.AUTHOR_REMOVED: _("akun penulisnya ditutup platform"),
    Disappearance.UNKNOWN: _("hilang, sebabnya tidak diketahui"),
    Disappearance.RESTORED: _("ada lagi, atau pernyataan sebelumnya keliru"),
}
COLUMNS: Mapping[str, Any] = {
    "platform": _("x, instagram, facebook, tiktok, atau youtube"),
    "platform_id": _("id pesan di platformnya, seperti dalam berkas yang diimpor"),
    "what": _("salah satu kata di bawah ini"),
    "at": _("waktu dengan zonanya, misalnya 2026-06-30T09:00+07:00; kosong bila tidak diketahui"),
}
_REASONS: Mapping[str, Any] = {
    "missing_value": _("Kolom {column} kosong. Isilah kolom ini."),
    "unknown_choice": _("“{value}” pada {column} tidak dikenal. Pakai salah satu: {choices}."),
    "bad_id": _("“{value}” bukan id pesan. Salin id dari berkas yang diimpor, sebagai teks."),
    "bad_time": _("Waktu “{value}” pada {column} tidak terbaca. Tulis seperti 2026-06-30T09:00+07:00."),
    "no_zone": _("Waktu “{value}” tidak menyebut zonanya. Tambahkan +07:00, +08:00, atau +09:00."),
    "in_future": _("Waktu “{value}” pada {column} belum tiba. Periksa tanggal dan zonanya."),
    "malformed_row": _("Baris ini punya lebih banyak kolom daripada judulnya. Hapus yang lebih."),
    "not_an_object": _("Ini bukan objek JSON. Tulis satu objek per baris: {{…}}."),
}
_CHOICES = {
    "platform": ", ".join(one.value for one in SOCIAL_PLATFORMS),
    "what": ", ".join(one.value for one in Disappearance),
}


def explain(problem: DisappearanceProblem) -> str:
    """What is wrong with the row, and what to do."""
    choices = _CHOICES.get(problem.column, "")
    return str(_REASONS[problem.reason]).format(column=problem.column, value=problem.value, choices=choices)


def explain_line(problem: DisappearanceProblem) -> str:
    """The same with the line."""
    return gettext("Baris {line}: {text}").format(line=problem.line, text=explain(problem))


def explain_file(problem: UnreadableFile) -> str:
    """Why the whole file cannot be read, and what to do."""
    if problem.problem == "empty":
        return gettext("Berkas ini tidak menyebut pesan yang hilang. Pilih berkas lain.")
    if problem.problem == "not_text":
        return gettext("Berkas ini bukan teks. Simpan sebagai CSV UTF-8 atau JSON.")
    if problem.problem == "too_many_rows":
        words = gettext("Berkas memuat {where} baris; paling banyak {most}. Bagi menjadi beberapa berkas.")
        return words.format(where=problem.where, most=MAX_ROWS)
    return explain_observation_file(problem)
