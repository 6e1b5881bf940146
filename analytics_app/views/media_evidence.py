"""The list of posts with pictures and videos behind their accessibility: what somebody saw, and what counts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest
from django.utils.translation import gettext as _

from analytics_app.selectors.media_indicator import MediaCase
from analytics_app.views.wording import account_words

ROWS_A_PAGE = 25
EXCERPT = 140


def media_list(request: HttpRequest, cases: Sequence[MediaCase]) -> dict[str, Any]:
    """What the template needs of one page; the posts are public anyway."""
    page_obj = Paginator(cases, ROWS_A_PAGE).get_page(request.GET.get("page"))
    rows = [
        {
            "day": case.post.local_day,
            "account": account_words(case.account),
            "excerpt": case.post.text[:EXCERPT],
            "alt_text": _("tidak terlihat")
            if case.media.alt_text is None
            else case.media.alt_text or _("tidak ada"),
            "captions": _seen(case.media.has_captions),
            "repeats": _seen(case.media.caption_repeats_picture),
            "part": _("tidak terbaca, tidak dihitung")
            if case.is_accessible is None
            else _seen(case.is_accessible),
        }
        for case in page_obj.object_list
    ]
    return {"media": rows, "page_obj": page_obj, "has_media_list": True}


def media_inputs(cases: Sequence[MediaCase]) -> list[dict[str, Any]]:
    """The same for a computation by hand: main accounts and others each weigh half, accounts of a group alike."""
    return [
        {
            "account": f"{case.account.platform}:{case.account.handle}",
            "role": case.account.role,
            "local_day": case.post.local_day.isoformat(),
            "alt_text": case.media.alt_text,
            "has_captions": case.media.has_captions,
            "caption_repeats_picture": case.media.caption_repeats_picture,
            "is_accessible": case.is_accessible,
        }
        for case in cases
    ]


def _seen(value: bool | None) -> str:
    return _("tidak terlihat") if value is None else _("ya") if value else _("tidak")
