"""The catalogue of docs/method.md, written from the declarations.

``python -m analytics_app.indicators.catalogue docs/method.md`` writes it anew between its two marks.
"""

from __future__ import annotations

import sys
from pathlib import Path

from analytics_app.indicators.definition import Dimension, IndicatorDefinition, Scale
from analytics_app.indicators.diagnostics import DIAGNOSTICS
from analytics_app.indicators.registry import INDICATORS, INTERNAL, WITHOUT_INPUT

BEGIN, END = "<!-- catalogue: begin -->", "<!-- catalogue: end -->"
_TITLES = {
    Dimension.USABILITY: "Usability (U)",
    Dimension.INFORMATION: "Information quality (I)",
    Dimension.SERVICE_INTERACTION: "Service interaction quality (S)",
    Dimension.INTERNAL: "Internal, for the agency alone",
}


def as_markdown() -> str:
    """All indicators by dimension, heaviest first, then the diagnostics."""
    declared = (*INDICATORS, *INTERNAL)
    parts = []
    for dimension, title in _TITLES.items():
        listed = sorted(
            (one for one in declared if one.dimension is dimension), key=lambda one: (-one.weight, one.id)
        )
        parts += [f"### {title}", *(_entry(one) for one in listed)]
    diagnostics = [f"- **{one.name.en}** (`{one.id}`): {one.formula.en}." for one in DIAGNOSTICS]
    return "\n\n".join([*parts, "### Diagnostics, shown and never scored", "\n".join(diagnostics)])


def _entry(one: IndicatorDefinition) -> str:
    knots = "; ".join(f"{_number(x)} → {_number(score)}" for x, score in one.shown_knots)
    scale = " (straight lines over log₂)" if one.scale is Scale.LOG2 else ""
    lines = [
        f"#### {one.name.en} · {one.name.id}",
        "",
        f"`{one.id}` · weight {one.weight} · {', '.join(one.webqual_items)}",
        "",
        f"- **Formula**: {one.formula.en}.",
        f"- **Value to score**{scale}: {knots}. {one.anchors.en}",
        f"- **At least** {one.min_n} {one.sample.en}. {one.missing.en}",
        f"- **Gaming**: {one.gaming.en}. **Against it**: {one.countermeasure.en}.",
        f"- **Evidence** (paper: quotation): {' · '.join(one.evidence)}",
    ]
    if one.id in WITHOUT_INPUT:
        lines.append(f"- **Not observable yet**: `{WITHOUT_INPUT[one.id]}`.")
    return "\n".join(lines)


def _number(value: float) -> str:
    return f"{value:.4g}"


def with_catalogue(text: str) -> str:
    """The document with what stands between the marks written anew."""
    before, rest = text.split(BEGIN, 1)
    return f"{before}{BEGIN}\n\n{as_markdown()}\n\n{END}{rest.split(END, 1)[1]}"


if __name__ == "__main__":
    path = Path(sys.argv[1])
    path.write_text(with_catalogue(path.read_text()))
