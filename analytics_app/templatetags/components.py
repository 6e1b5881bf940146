"""Components that need a little arithmetic or wording before they can be drawn. README: templates/components."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Any

from django import template
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts_app.access import may
from accounts_app.permissions import Permission
from analytics_app.figures.tilemap import SCORE_CUTS, SHARE_CUTS, Tile, colour_step, tile_halves
from analytics_app.labels import NO_VALUE, PROVISIONAL_OTHER, WHY_NOT
from analytics_app.templatetags.numbers import in_unit, interval_in_unit

register = template.Library()

#: (url name, words, needs sign-in, shown on public pages). An address counts as current below its own path. Entries
#: in NAVIGATION_PERMISSIONS are for those who have one of these somewhere.
NAVIGATION = (
    ("home", gettext_lazy("Beranda"), True, False),
    ("region-list", gettext_lazy("Wilayah"), True, False),
    ("comparison", gettext_lazy("Bandingkan"), True, False),
    ("public-national", gettext_lazy("Publik"), False, True),
    ("import-list", gettext_lazy("Impor"), True, False),
    ("account-list", gettext_lazy("Akun resmi"), True, False),
    ("coding-list", gettext_lazy("Penyandian"), True, False),
    ("audit-log", gettext_lazy("Jejak audit"), True, False),
    ("job-list", gettext_lazy("Pekerjaan"), True, False),
    ("official-account", gettext_lazy("Cek akun"), False, True),
    ("method", gettext_lazy("Metode"), False, True),
)
NAVIGATION_PERMISSIONS = {
    "home": (Permission.READ_FIGURES,),
    "region-list": (Permission.READ_FIGURES,),
    "comparison": (Permission.READ_FIGURES,),
    "account-list": (Permission.READ_FIGURES,),
    "audit-log": (Permission.READ_LOG,),
    "coding-list": (Permission.CODE, Permission.LEAD_CODING),
    "import-list": (Permission.IMPORT,),
    "job-list": (Permission.ADMINISTER,),
}


def _get(source: Any, name: str, default: Any = None) -> Any:
    """One field of a record, a model row or a mapping."""
    if isinstance(source, Mapping):
        return source.get(name, default)
    return getattr(source, name, default)


@register.inclusion_tag("components/measure.html", takes_context=True)
def measure(
    context: template.Context,
    result: Any,
    unit: str = "number",
    places: int | None = None,
    period: str = "",
    coverage: float | None = None,
    reason: str = "",
    remedy: str = "",
    provisional_reason: str = "",
    size: str = "",
    href: str = "",
    bar: bool = True,
    scale_low: float = 0.0,
    scale_high: float | None = None,
    accent: bool = False,
) -> dict[str, Any]:
    """Number, interval, n, period, coverage, always in that order; or why there is no number.

    ``result`` has the fields of records.IndicatorResult (object or mapping): status, x, interval, n, provisional.
    ``unit``: percent (x from 0 to 1), score, hours, count, number. ``reason`` and ``remedy`` replace the
    standard words of the status; ``scale_high`` is the right end of the bar (1 for percent, 100 for score,
    72 for hours unless told).
    """
    x, status = _get(result, "x"), str(_get(result, "status", "scored"))
    shared = {
        "request": context.get("request"),
        "size": size,
        "href": href,
        "n": _get(result, "n"),
        "period": period,
        "coverage": _get(result, "coverage") if coverage is None else coverage,
    }
    if x is None or status in NO_VALUE:
        title, usual_reason, usual_remedy = NO_VALUE.get(status, NO_VALUE["insufficient"])
        known_reason = WHY_NOT.get(str(_get(result, "reason") or ""), (usual_reason, ""))[0]
        return {
            **shared,
            "is_none": True,
            "title": title,
            "reason": reason or known_reason,
            "remedy": remedy or usual_remedy,
        }
    limits = _get(result, "interval") or result  # stored values have the limits beside x
    low, high, level = (_get(limits, name) for name in ("low", "high", "level"))
    known = {
        **shared,
        "is_none": False,
        "number": in_unit(x, unit, places),
        "is_provisional": bool(_get(result, "provisional", False)),
        "provisional_reason": provisional_reason or PROVISIONAL_OTHER,
        "interval": "" if low is None else interval_in_unit(low, high, unit, places),
        "level": "" if level is None else f"{level * 100:.0f}",
    }
    if bar and low is not None:
        known["bar"] = interval_bar(
            x, low, high, scale_low, _scale_end(unit, scale_high, high), accent=accent
        )
    return known


def _scale_end(unit: str, told: float | None, high: float) -> float:
    usual = {"percent": 1.0, "score": 100.0, "hours": 72.0}.get(unit, high or 1.0)
    return usual if told is None else told


@register.inclusion_tag("components/interval_bar.html")
def interval_bar(
    x: float,
    low: float,
    high: float,
    scale_low: float = 0.0,
    scale_high: float = 1.0,
    reference: float | None = None,
    accent: bool = False,
    label: str = "",
) -> dict[str, Any]:
    """├──●──┤ from ``low`` to ``high`` on a scale; ``reference`` draws the peers' value as a grey mark.

    Positions are percentages of the width as text, because numbers in templates are localised.
    """
    width = (scale_high - scale_low) or 1.0

    def at(value: float) -> str:
        share = min(1.0, max(0.0, (value - scale_low) / width))
        return f"{1 + 98 * share:.2f}%"

    return {
        "x": at(x),
        "low": at(low),
        "high": at(high),
        "reference": None if reference is None else at(reference),
        "accent": accent,
        "label": label,
    }


@register.inclusion_tag("components/navigation.html", takes_context=True)
def navigation(context: template.Context, public: bool = False) -> dict[str, Any]:
    """The main menu: entries whose page exists and which this reader may open; the current one is marked."""
    user, request = context.get("user"), context.get("request")
    is_signed_in = bool(user and user.is_authenticated)
    items = []
    for name, words, needs_sign_in, is_public in NAVIGATION:
        if (needs_sign_in and (public or not is_signed_in)) or (public and not is_public):
            continue
        needed = NAVIGATION_PERMISSIONS.get(name)
        if needed and not any(may(user, permission) for permission in needed):
            continue
        try:
            url = reverse(name)
        except NoReverseMatch:
            continue
        items.append({"url": url, "words": words})
    current = _current(context.get("nav_current"), items, request)
    return {"items": [{**item, "is_current": item["url"] == current} for item in items]}


def _current(told: str | None, items: Sequence[Mapping[str, Any]], request: HttpRequest | None) -> str:
    """The entry with the longest address that starts the request's path; ``nav_current`` (a url name) wins."""
    if told:
        return reverse(told)
    path = request.path if request else ""
    fitting = [
        item["url"]
        for item in items
        if path == item["url"] or (item["url"] != "/" and path.startswith(item["url"]))
    ]
    return max(fitting, key=len, default="")


@register.inclusion_tag("components/sort_link.html", takes_context=True)
def sort_link(context: template.Context, key: str, words: str, parameter: str = "urut") -> dict[str, Any]:
    """A column head that sorts: a plain link ``?urut=key`` / ``?urut=-key`` that keeps the other parameters."""
    request = context["request"]
    now = request.GET.get(parameter, "")
    query = request.GET.copy()
    query[parameter] = f"-{key}" if now == key else key
    query.pop("page", None)
    state = {key: "ascending", f"-{key}": "descending"}.get(now, "none")
    return {"words": words, "url": f"?{query.urlencode()}", "state": state}


@register.simple_tag(takes_context=True)
def sort_state(context: template.Context, key: str, parameter: str = "urut") -> str:
    """The value of aria-sort for a column head: ascending, descending or none."""
    now = context["request"].GET.get(parameter, "")
    return {key: "ascending", f"-{key}": "descending"}.get(now, "none")


@register.simple_tag(takes_context=True)
def page_query(context: template.Context, number: int) -> str:
    """The query string of another page of the same list."""
    query = context["request"].GET.copy()
    query["page"] = str(number)
    return f"?{query.urlencode()}"


@register.inclusion_tag("components/figure.html")
def figure(
    figure_id: str,
    figure: Mapping[str, Any] | None,
    title: str,
    subtitle: str = "",
    source: str = "",
    data_until: Any = None,
    height: int = 320,
    columns: Iterable[str] = (),
    rows: Iterable[Sequence[Any]] = (),
    is_example: bool = False,
    empty: str = "",
    level: int = 3,
) -> dict[str, Any]:
    """A chart with its words and a table of the same numbers, which is all there is without JavaScript.

    ``figure`` is the dict of a function in analytics_app/figures (its ``height`` wins over the argument);
    None or no data shows ``empty`` as a designed state. ``rows`` are already formatted cells, the first of each
    row its head.
    """
    body = list(rows)
    return {
        "figure_id": figure_id,
        "figure": figure,
        "title": title,
        "subtitle": subtitle,
        "source": source,
        "data_until": data_until,
        "height": int((figure or {}).get("layout", {}).get("height", height)),
        "columns": list(columns),
        "rows": body,
        "is_example": is_example,
        "empty": empty or _("Belum ada data untuk grafik ini."),
        "tag": f"h{level}",
    }


@register.inclusion_tag("components/tile_map.html")
def tile_map(
    values: Mapping[str, Any],
    unit: str = "percent",
    label: str = "",
    this: str = "",
    cuts: Sequence[float] | None = None,
) -> dict[str, Any]:
    """The 38 provinces as tiles: ``values`` maps Kemendagri codes to {x, url, reason}; x None is hatched.

    Coordinates are text, because numbers in templates are localised.
    """
    limits = tuple(cuts or (SCORE_CUTS if unit == "score" else SHARE_CUTS))
    halves = tile_halves({code: _get(value, "x") for code, value in values.items()}, limits)
    drawn = [
        {
            "view_box": half.view_box,
            "tiles": [_drawn_tile(tile, values.get(tile.code), unit, this) for tile in half.tiles],
        }
        for half in halves
    ]
    return {"halves": drawn, "label": label, "legend": _legend(limits, unit)}


#: Long names keep to their tile whatever the font.
_SQUEEZED = mark_safe(' textLength="52" lengthAdjust="spacingAndGlyphs"')


def _drawn_tile(tile: Tile, value: Any, unit: str, this: str) -> dict[str, Any]:
    x = _get(value, "x")
    words = _("data kurang") if x is None else in_unit(x, unit)
    reason = _get(value, "reason", "")
    return {
        "name": tile.name,
        "short": tile.short,
        "number": "" if x is None else in_unit(x, unit),
        "title": f"{tile.name}: {words}" + (f" ({reason})" if x is None and reason else ""),
        "url": _get(value, "url", ""),
        "step": "none" if tile.step is None else str(tile.step),
        "is_this": tile.code == this,
        "squeeze": _SQUEEZED if len(tile.short) > 7 else "",
        "place": f"translate({tile.x:.0f} {tile.y:.0f})",
    }


def _legend(cuts: Sequence[float], unit: str) -> list[dict[str, str]]:
    """One entry a colour class: "< 15 %", "15–30 %", …, "≥ 90 %"."""
    first = {"step": str(colour_step(cuts[0] - 1, cuts)), "words": f"< {in_unit(cuts[0], unit, 0)}"}
    between = [
        {"step": str(colour_step(low, cuts)), "words": interval_in_unit(low, high, unit, 0)}
        for low, high in pairwise(cuts)
    ]
    last = {"step": str(colour_step(cuts[-1], cuts)), "words": f"≥ {in_unit(cuts[-1], unit, 0)}"}
    return [first, *between, last]


@register.simple_tag(takes_context=True)
def term_id(context: template.Context) -> str:
    """The next unused id for a definition on this page; counted on the request, so the same page twice is equal."""
    request = context["request"]
    request.term_count = getattr(request, "term_count", 0) + 1
    return f"istilah-{request.term_count}"


@register.inclusion_tag("components/term.html", takes_context=True)
def term(context: template.Context, word: str, definition: str) -> dict[str, str]:
    """A word with its definition where it stands; opens on click or Enter, without JavaScript."""
    return {"id": term_id(context), "word": word, "definition": definition}


@register.inclusion_tag("components/field.html")
def field(bound_field: Any) -> dict[str, Any]:
    """One field of a Django form: label, help, control, error, tied together for screen readers."""
    widget = bound_field.field.widget
    kind = getattr(widget, "input_type", "")
    is_many = getattr(widget, "allow_multiple_selected", False)
    ids = [f"{bound_field.auto_id}_help"] if bound_field.help_text else []
    ids += [f"{bound_field.auto_id}_error"] if bound_field.errors else []
    attributes = {"aria-describedby": " ".join(ids)} if ids else {}
    if bound_field.errors:
        attributes["aria-invalid"] = "true"
    return {
        "field": bound_field,
        "control": bound_field.as_widget(attrs=attributes),
        "is_checkbox": kind == "checkbox" and not is_many,
        "is_group": kind == "radio" or (kind == "checkbox" and is_many),
        "is_optional": not bound_field.field.required,
    }
