"""Which keywords administrators have added to the taxonomy, now and before."""

from __future__ import annotations

from analytics_app.models import TaxonomyKeyword
from analytics_app.text.taxonomy.additions import NO_ADDITIONS, Addition, Additions


def current_additions() -> Additions:
    """The additions in use, with the number of the newest change. One query."""
    rows = list(list_keywords())
    if not rows:
        return NO_ADDITIONS
    change = max(max(row.added_change, row.removed_change or 0) for row in rows)
    kept = (row for row in rows if row.removed_change is None)
    return Additions(change, tuple(Addition(row.task, row.class_id, row.keyword) for row in kept))


def list_keywords() -> list[TaxonomyKeyword]:
    """Every keyword that was ever added, oldest first, with who did it. One query."""
    return list(TaxonomyKeyword.objects.select_related("added_by", "removed_by").order_by("added_change"))


def find_keyword(id: int) -> TaxonomyKeyword | None:
    """One added keyword. One query."""
    return TaxonomyKeyword.objects.filter(pk=id).first()
