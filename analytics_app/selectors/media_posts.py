"""The posts with pictures and videos behind a stored figure of accessibility."""

from __future__ import annotations

from datetime import date

from accounts_app.models import Region
from analytics_app.selectors.media_indicator import MediaCase, cases_of
from analytics_app.selectors.region_indicators import serving_accounts
from analytics_app.selectors.values import Subject
from analytics_app.selectors.window import load_region_window


def list_media(subject: Subject, as_of: date) -> list[MediaCase]:
    """The posts behind the stored figure, newest first, by the rules that counted them."""
    region = subject if isinstance(subject, Region) else subject.region
    window = load_region_window(region, as_of)
    own = (
        serving_accounts([w for w in window.accounts if not w.is_channel])
        if isinstance(subject, Region)
        else [w for w in window.accounts if w.account.pk == subject.pk]
    )
    cases = [case for w in own for case in cases_of(window, w)]
    return sorted(cases, key=lambda case: (case.post.local_day, case.post.id), reverse=True)
