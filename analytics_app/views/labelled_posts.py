"""The list of posts behind an indicator of content: what each was taken for, and who says so."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest
from django.utils.timezone import localtime
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from accounts_app.models import Region
from analytics_app.choices import LabelTask
from analytics_app.formats import decimal, percent
from analytics_app.indicators.guides import COMPONENTS, SERVICE_INFO_COMPLETENESS
from analytics_app.indicators.rollup import MAIN
from analytics_app.indicators.shares import case_weights
from analytics_app.indicators.topics import TOPIC_DIVERSITY
from analytics_app.periods import window, zone_of
from analytics_app.selectors.judged_messages import JUDGED, list_judged
from analytics_app.selectors.labelled_posts import TASK_OF, LabelledRow, Part, list_labelled_posts
from analytics_app.selectors.values import Subject
from analytics_app.text.classify import Label, LabelSource, Task
from analytics_app.text.coding.codebook import CODEBOOKS
from analytics_app.text.rules.incidents import ASKED, SHOWN
from analytics_app.views.labels import correction_url, may_correct

ROWS_A_PAGE = 25
EXCERPT = 140

PARTS: Mapping[Part, Any] = {
    Part.HIT: gettext_lazy("dihitung, memenuhi"),
    Part.MISS: gettext_lazy("dihitung, tidak memenuhi"),
    Part.OUTSIDE: gettext_lazy("di luar hitungan"),
    Part.REPEAT: gettext_lazy("tidak dihitung: mengulang 30 hari sebelumnya"),
    Part.CONFIRMED: gettext_lazy("kejadian, dikonfirmasi orang"),
    Part.WAITING: gettext_lazy("kejadian, belum dikonfirmasi orang"),
}
SOURCES: Mapping[str, Any] = {
    LabelSource.RULE: gettext_lazy("aturan"),
    LabelSource.MODEL: gettext_lazy("model"),
    LabelSource.PERSON: gettext_lazy("orang"),
}
_BOOKS: Mapping[Task, LabelTask] = {
    Task.FUNCTION: LabelTask.FUNCTION,
    Task.SERVICE: LabelTask.SERVICE,
    Task.TOPIC: LabelTask.TOPIC,
}
INCIDENTS: Mapping[str, Any] = {
    SHOWN: gettext_lazy("data pribadi ditampilkan"),
    ASKED: gettext_lazy("data pribadi diminta di ruang terbuka"),
}


def has_labelled_posts(indicator: str) -> bool:
    """Whether the indicator rests on labels of own posts."""
    return indicator in TASK_OF or indicator in JUDGED


def labelled_rows(subject: Subject, region: Region, indicator: str, as_of: date) -> list[LabelledRow]:
    """All posts of the window, newest first."""
    if indicator in JUDGED:
        return list_judged(subject, indicator, as_of)
    zone = zone_of(region.zone)
    return list_labelled_posts(subject, indicator, window(as_of, zone), zone)


def labelled_posts(
    request: HttpRequest, region: Region, indicator: str, rows: Sequence[LabelledRow]
) -> dict[str, Any]:
    """What the template needs of one page of the list; the posts are public anyway."""
    zone = zone_of(region.zone)
    page_obj = Paginator(rows, ROWS_A_PAGE).get_page(request.GET.get("page"))
    return {
        "labelled_posts": [
            {
                "row": row,
                "created_at": localtime(row.created_at, zone),
                "excerpt": _("(pesan pribadi)") if row.text is None else row.text[:EXCERPT],
                "label": class_words(row.label),
                "origin": origin_words(row.label),
                "part": _part_words(indicator, row),
                "correct_url": correction_url(request, row.message_id, row.task)
                if row.task and may_correct(request.user, row.account)
                else "",
            }
            for row in page_obj.object_list
        ],
        "is_judged": indicator in JUDGED,
        "groups": _groups(indicator, rows),
        "guide_groups": _guide_groups(indicator, rows),
        "topics": _topics(indicator, rows),
        "part_counts": [(_count_words(indicator, part), n) for part, n in _counts(rows).items()],
        "page_obj": page_obj,
        "zone": region.get_zone_display(),
    }


def _by_group(rows: Sequence[LabelledRow]) -> tuple[list[LabelledRow], list[LabelledRow]] | None:
    """The counted posts of the main accounts and of all others, where both weigh half; else None."""
    counted = [row for row in rows if row.part in (Part.HIT, Part.MISS)]
    own, others = (
        [row for row in counted if (row.account.role == MAIN) is is_main] for is_main in (True, False)
    )
    return (own, others) if own and others else None


def _groups(indicator: str, rows: Sequence[LabelledRow]) -> dict[str, int] | None:
    """Hits and cases of both groups, where the value is the mean of their shares; else None."""
    found = (
        None if indicator in (*JUDGED, TOPIC_DIVERSITY.id, SERVICE_INFO_COMPLETENESS.id) else _by_group(rows)
    )
    if found is None:
        return None
    own, others = found
    hits = [sum(row.part is Part.HIT for row in group) for group in found]
    return {"main_hits": hits[0], "main": len(own), "other_hits": hits[1], "other": len(others)}


def _guide_groups(indicator: str, rows: Sequence[LabelledRow]) -> dict[str, int] | None:
    """Components and guides of both groups, where the value is the mean of theirs."""
    found = _by_group(rows) if indicator == SERVICE_INFO_COMPLETENESS.id else None
    if found is None:
        return None
    parts = [sum(int(row.points or 0) for row in group) for group in found]
    return {"main_parts": parts[0], "main": len(found[0]), "other_parts": parts[1], "other": len(found[1])}


def _topics(indicator: str, rows: Sequence[LabelledRow]) -> list[dict[str, Any]]:
    """Posts of each useful topic and its share p, in which both groups weigh half; the most frequent first."""
    if indicator != TOPIC_DIVERSITY.id:
        return []
    counted = [row for row in rows if row.part is Part.HIT]
    weights = case_weights([row.account.role == MAIN for row in counted])
    shares: dict[str, float] = {}
    for row, weight in zip(counted, weights, strict=True):
        topic = class_words(row.label)
        shares[topic] = shares.get(topic, 0.0) + weight
    posts = Counter(class_words(row.label) for row in counted)
    ordered = sorted(shares.items(), key=lambda item: (-item[1], item[0]))
    return [{"name": name, "posts": posts[name], "share": percent(share, 2)} for name, share in ordered]


def _counts(rows: Sequence[LabelledRow]) -> dict[Part, int]:
    """How many messages do what, in the order of PARTS; what none does is left out."""
    counts = Counter(row.part for row in rows)
    return {part: counts[part] for part in PARTS if counts[part]}


def _count_words(indicator: str, part: Part) -> str:
    """What has no hits and misses is just counted."""
    has_shares = indicator not in (TOPIC_DIVERSITY.id, SERVICE_INFO_COMPLETENESS.id, *JUDGED)
    return _("dihitung") if part is Part.HIT and not has_shares else str(PARTS[part])


def recompute_rows(rows: Sequence[LabelledRow]) -> list[dict[str, Any]]:
    """The same list for whoever computes the figure again; no text."""
    return [
        {
            "account": row.account.public_id,
            "role": row.account.role,
            "message": row.platform_id,
            "local_day": row.local_day.isoformat(),
            "label": row.label.value if row.label else None,
            "source": row.label.source if row.label else None,
            "version": row.label.version if row.label else None,
            "confidence": row.label.confidence if row.label else None,
            "part": row.part.value,
            "points": row.points,
        }
        for row in rows
    ]


def account_inputs(indicator: str, rows: Sequence[LabelledRow]) -> list[dict[str, Any]]:
    """What each account adds: the value before any correction is Σ weight · numerator / denominator.

    Empty for what is no mean over posts.
    """
    if indicator in (TOPIC_DIVERSITY.id, *JUDGED):
        return []
    counted = [row for row in rows if row.part in (Part.HIT, Part.MISS)]
    weights = case_weights([row.account.role == MAIN for row in counted])
    found: dict[str, dict[str, Any]] = {}
    for row, weight in zip(counted, weights, strict=True):
        account = f"{row.account.platform}:{row.account.handle.lower()}"
        empty = {
            "account": account,
            "role": row.account.role,
            "numerator": 0,
            "denominator": 0,
            "weight": 0.0,
        }
        own = found.setdefault(account, empty)
        is_guide = indicator == SERVICE_INFO_COMPLETENESS.id
        own["numerator"] += row.points if is_guide else int(row.part is Part.HIT)
        own["denominator"] += len(COMPONENTS) if is_guide else 1
        own["weight"] += weight
    return list(found.values())


def class_words(label: Label | None) -> str:
    """The class in the reader's language; without a label a dash."""
    if label is None or label.value is None:
        return "–"
    if label.task == Task.INCIDENT:
        return str(INCIDENTS[label.value])
    found = CODEBOOKS[_BOOKS[Task(label.task)]].find(label.value)
    if found is None:
        return label.value.replace("_", " ")
    return found.name_id if (get_language() or "id").startswith("id") else found.name_en


def service_words(services: Sequence[str]) -> list[str]:
    """Names of services in the reader's language."""
    return [class_words(Label(Task.SERVICE, one, None, LabelSource.PERSON, "")) for one in services]


def origin_words(label: Label | None) -> str:
    """Who gave the label, which version, and how sure it was."""
    if label is None:
        return ""
    words = [str(SOURCES[LabelSource(label.source)])]
    if label.source != LabelSource.PERSON:
        words.append(label.version)
    if label.confidence is not None:
        words.append(_("keyakinan %(share)s") % {"share": percent(label.confidence)})
    return " · ".join(words)


def _part_words(indicator: str, row: LabelledRow) -> str:
    if row.points is not None and indicator in JUDGED:
        return _("dihitung: %(n)s dari 4 butir") % {"n": decimal(row.points, 1)}
    if row.points is not None:
        return _("dihitung: %(n)s dari 6 komponen") % {"n": row.points}
    if row.part is Part.HIT and indicator == TOPIC_DIVERSITY.id:
        return _("dihitung")
    return str(PARTS[row.part])
