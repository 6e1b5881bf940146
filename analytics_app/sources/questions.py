"""What a file does not say about itself and a person must, before it is read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from analytics_app.sources.time_columns import TimeColumn


@dataclass(frozen=True)
class Question:
    """Something the file does not say and a person must. ``option`` is the command-line name of the answer."""

    code: str
    text: str
    remedy: str
    option: str
    columns: tuple[str, ...] = ()


def list_questions(
    columns: Sequence[str], mapping: Mapping[str, str], times: Sequence[TimeColumn], *, knows_platform: bool
) -> tuple[Question, ...]:
    """What has to be answered before a table with these columns, this mapping and these times can be read."""
    mapped = set(mapping.values())
    found: list[Question] = []
    for field, what in (("text", "isi pesan"), ("created_at", "waktu dibuat")):
        if field not in mapped:
            found.append(
                Question(
                    "mapping",
                    f"Kolom mana yang memuat {what}?",
                    f"Petakan satu kolom ke {field}.",
                    "--map",
                    tuple(column for column in columns if column),
                )
            )
    found += _time_questions(times)
    if not knows_platform:
        found.append(
            Question(
                "platform",
                "Dari platform mana pesan-pesan ini? Berkasnya tidak menyebutkan.",
                "Pilih x, instagram, facebook, tiktok, youtube, atau channel.",
                "--platform",
            )
        )
    return tuple(found)


def _time_questions(times: Sequence[TimeColumn]) -> list[Question]:
    found: list[Question] = []
    undecidable = tuple(column.column for column in times if column.is_undecidable)
    if undecidable:
        found.append(
            Question(
                "date_order",
                f"Tanggal di kolom {', '.join(undecidable)} bisa dibaca dua cara: hari dulu atau bulan dulu?",
                "Pilih dmy (31/12/2024) atau mdy (12/31/2024).",
                "--date-order",
                undecidable,
            )
        )
    zoneless = tuple(column.column for column in times if column.zoneless)
    if zoneless:
        found.append(
            Question(
                "zone",
                f"Waktu di kolom {', '.join(zoneless)} tidak menyebut zona. Zona waktu mana?",
                "Pilih WIB, WITA, WIT, UTC, atau nama IANA; sebaran jam membantu mengenalinya.",
                "--zone",
                zoneless,
            )
        )
    by_field = {column.field: column for column in times}
    created = by_field.get("created_at")
    if created and created.relative * 2 > created.values and "extracted_at" not in by_field:
        found.append(
            Question(
                "reference_time",
                f"Waktu di kolom {created.column} nisbi (misalnya “3 minggu yang lalu”), tetapi terhadap kapan?",
                "Sertakan kolom waktu pengambilan data dan petakan ke extracted_at.",
                "--map",
                (created.column,),
            )
        )
    return found
