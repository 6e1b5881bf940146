import pytest

from analytics_app.choices import MessageKind, Status
from analytics_app.indicators.intervals import wilson
from analytics_app.indicators.originality import is_alert_source, is_original, original_information_share
from analytics_app.indicators.result import WhyNot


@pytest.mark.parametrize(
    ("kind", "length", "expected"),
    [
        (MessageKind.ORIGINAL, 0, True),
        (MessageKind.QUOTE, 40, True),
        (MessageKind.QUOTE, 39, False),
        (MessageKind.REPOST, 200, False),
    ],
)
def test_quote_is_original_from_forty_characters_of_its_own(
    kind: MessageKind, length: int, expected: bool
) -> None:
    assert is_original(kind, length) is expected


def test_share_of_originals_with_wilson_interval() -> None:
    result = original_information_share(30, 10, carries_reposts=True, platform_has_reposts=True)
    assert (result.x, result.score, result.interval) == (0.75, 100, wilson(30, 40))


def test_platform_without_reposts_is_not_applicable_before_anything_else() -> None:
    result = original_information_share(0, 0, carries_reposts=False, platform_has_reposts=False)
    assert (result.status, result.reason) == (Status.NOT_APPLICABLE, WhyNot.PLATFORM_HAS_NONE)


def test_source_that_cannot_carry_reposts_is_not_observable_never_one() -> None:
    result = original_information_share(50, 0, carries_reposts=False, platform_has_reposts=True)
    assert (result.status, result.x) == (Status.NOT_OBSERVABLE, None)


def test_fewer_than_thirty_posts_have_no_value() -> None:
    result = original_information_share(29, 0, carries_reposts=True, platform_has_reposts=True)
    assert (result.status, result.reason, result.n) == (Status.INSUFFICIENT, WhyNot.BELOW_MINIMUM, 29)


def test_reposted_warnings_are_recognised_by_their_source() -> None:
    assert is_alert_source("infoBMKG")
    assert is_alert_source("bpbd_contoh")
    assert not is_alert_source("pemkab_contoh")
