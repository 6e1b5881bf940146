"""What the pages of a region and of an account have in common: figures row, charts, period selector."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts_app import access
from accounts_app.models import OfficialAccount, Region
from accounts_app.permissions import Permission
from analytics_app.choices import Status
from analytics_app.indicators.registry import BY_ID, INDICATORS, WITHOUT_INPUT
from analytics_app.selectors.subject_page import SubjectPage
from analytics_app.selectors.values import SOCIAL, Subject, Value
from analytics_app.views.charts import curve_chart, demand_chart, originality_chart, volume_chart
from analytics_app.views.periods import PARAMETER
from analytics_app.views.wording import (
    definition_unit,
    period_words,
    provisional_words,
    reason_words,
    say,
)

#: Complaint channels carry no posts; these are all they can be measured by.
RESPONSE_INDICATORS = ("response_rate", "response_speed", "after_hours_response")


def may_see_some_threads(
    reader: access.Visitor, subject: Subject, accounts: Sequence[OfficialAccount] = ()
) -> bool:
    """Whether the reader may see the threads behind the subject's figures, or those of one of its accounts."""
    if access.may(reader, Permission.READ_EVIDENCE, subject):
        return True
    return any(access.may(reader, Permission.READ_EVIDENCE, account) for account in accounts)


def evidence_url(subject: Subject, indicator: str, as_of: date, pool: str = SOCIAL) -> str:
    """The evidence page of one value."""
    key = subject.code if isinstance(subject, Region) else subject.public_id
    channel = "&kanal=1" if isinstance(subject, Region) and pool != SOCIAL else ""
    return f"{reverse('evidence', args=[key, indicator])}?{PARAMETER}={as_of.isoformat()}{channel}"


def value_cards(
    subject: Subject, page: SubjectPage, reader: access.Visitor, pool: str = SOCIAL
) -> list[dict[str, Any]]:
    """One card an indicator that has an input, in order; with evidence for whom may open it."""
    opens = access.may(reader, Permission.READ_EVIDENCE, subject)
    computed = tuple(item.id for item in INDICATORS if item.id not in WITHOUT_INPUT)
    names = RESPONSE_INDICATORS if pool != SOCIAL else computed
    return [
        value_card(
            item.id,
            page.value(item.id, pool),
            page.as_of,
            evidence_url(subject, item.id, page.as_of, pool) if opens else "",
        )
        for item in INDICATORS
        if item.id in names
    ]


def value_card(indicator: str, value: Value | None, as_of: date, href: str = "") -> dict[str, Any]:
    """What the figure component needs of one value, and the words around it."""
    definition = BY_ID[indicator]
    reason, remedy = reason_words(value, WITHOUT_INPUT.get(indicator))
    status = Status.NOT_OBSERVABLE if indicator in WITHOUT_INPUT else Status.INSUFFICIENT
    return {
        "name": say(definition.name),
        "formula": say(definition.formula),
        "result": value if value is not None else {"status": status, "x": None, "n": None},
        "unit": definition_unit(definition),
        "period": period_words(as_of),
        "coverage": value.coverage if value else None,
        "score": value.score if value and value.status == Status.SCORED else None,
        "reason": reason,
        "remedy": remedy,
        "provisional": provisional_words(value),
        "bounds": bounds_of(value),
        "href": href,
    }


def bounds_of(value: Value | None) -> list[float] | None:
    """Low and high of a response figure where too many threads disappeared for unknown reasons, else None."""
    if value is None or value.x is None:
        return None
    bounds = value.detail.get("bounds_if_deleted") or {}
    return bounds.get(_BOUNDS.get(value.indicator, ""))


def unobserved() -> list[dict[str, str]]:
    """The indicators without an input: name, formula and why."""
    return [
        {
            "name": say(item.name),
            "formula": say(item.formula),
            "reason": reason_words(None, WITHOUT_INPUT[item.id])[0],
        }
        for item in INDICATORS
        if item.id in WITHOUT_INPUT
    ]


#: Which bound in the detail belongs to which indicator.
_BOUNDS = {"response_rate": "f72", "response_speed": "rmst72", "after_hours_response": "f24"}


def subject_charts(page: SubjectPage, pool: str = SOCIAL) -> dict[str, Any]:
    """The four figures of a page; None where there is nothing to draw."""
    return {
        "volume": volume_chart(page.weeks),
        "originality": originality_chart(page.months),
        "curve": curve_chart(page.value("response_rate", pool)),
        "demand": demand_chart(page.hours),
    }


def shared_context(page: SubjectPage) -> dict[str, Any]:
    """Words that stand below figures and in the footer."""
    version = next((value.method_version for value in page.values.values()), None)
    return {
        "data_until": page.as_of,
        "method_version": version,
        "period": period_words(page.as_of),
    }


def breadcrumb(reader: access.Visitor, region: Region, *tail: tuple[str, str]) -> list[dict[str, str]]:
    """Regions, the province, the region, and whatever follows; the last has no address.

    The province has none for those who may read only what lies in it.
    """
    items = [{"words": _("Wilayah"), "url": reverse("region-list")}]
    if (province := region.parent) is not None:
        is_open = access.may(reader, Permission.READ_FIGURES, province)
        url = reverse("region", args=[province.code]) if is_open else ""
        items.append({"words": province.name, "url": url})
    items.append({"words": region.name, "url": reverse("region", args=[region.code])})
    items += [{"words": words, "url": url} for words, url in tail]
    items[-1]["url"] = ""
    return items
