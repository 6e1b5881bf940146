"""Indicators that are read off profiles, searches, links and guides: statuses, and rules against gaming."""

from datetime import date, timedelta

import pytest

from analytics_app.choices import Platform, Status
from analytics_app.indicators.accessibility import MediaPost, content_accessibility
from analytics_app.indicators.channels import (
    AccountLink,
    LinkKind,
    Presence,
    channel_coverage,
    cross_channel_integration,
)
from analytics_app.indicators.findability import SearchObservation, findability, standard_queries
from analytics_app.indicators.guides import (
    CORE_SERVICES,
    Guide,
    service_info_completeness,
    service_navigation,
)
from analytics_app.indicators.profile import (
    ProfileElement,
    ProfileSnapshot,
    Verification,
    account_authenticity,
    profile_completeness,
)
from analytics_app.indicators.result import WhyNot

DAY = date(2026, 6, 30)


def ago(days: int) -> date:
    return DAY - timedelta(days=days)


# --- profiles ------------------------------------------------------------------------------------


def test_without_a_snapshot_nothing_is_said_of_a_profile() -> None:
    late = [ProfileSnapshot(DAY + timedelta(days=1), is_registered=True)]
    for result in (account_authenticity(late, DAY), profile_completeness([], DAY)):
        assert (result.status, result.reason, result.score) == (
            Status.NOT_OBSERVABLE,
            WhyNot.NO_PROFILE,
            None,
        )


@pytest.mark.parametrize(("days", "status"), [(30, Status.SCORED), (31, Status.STALE)])
def test_a_snapshot_older_than_thirty_days_is_stale(days: int, status: Status) -> None:
    snapshot = ProfileSnapshot(ago(days), is_registered=True, elements={ProfileElement.NAME: True})
    assert account_authenticity([snapshot], DAY).status is status
    assert profile_completeness([snapshot], DAY).status is status


def test_a_profile_that_shows_nothing_is_not_a_bad_one() -> None:
    result = account_authenticity([ProfileSnapshot(DAY)], DAY)
    assert (result.status, result.reason) == (Status.NOT_OBSERVABLE, WhyNot.NOTHING_READABLE)


def test_the_newest_snapshot_counts_and_agreement_is_told() -> None:
    old = ProfileSnapshot(ago(60), is_registered=False)
    same = [ProfileSnapshot(ago(n), is_registered=True, verification=Verification.NONE) for n in (5, 1)]
    result = account_authenticity([*same, old], DAY)
    assert result.x == pytest.approx(62.5)
    assert result.detail == {"snapshots": 3, "snapshots_that_agree": 2}
    assert result.interval is None


def test_a_link_that_failed_three_checks_running_is_absent() -> None:
    def share(checks: list[bool]) -> float | None:
        elements = {ProfileElement.WEBSITE: True, ProfileElement.NAME: True}
        snapshot = ProfileSnapshot(DAY, elements=elements, link_checks={ProfileElement.WEBSITE: checks})
        return profile_completeness([snapshot], DAY).x

    assert share([]) == share([False, False]) == share([False, False, False, True]) == 1.0
    assert share([True, False, False, False]) == 0.5


# --- searches ------------------------------------------------------------------------------------


def test_queries_name_the_level_of_the_region() -> None:
    assert standard_queries("Bogor", "kota")[:2] == ("kota bogor", "pemkot bogor")
    assert len(set(standard_queries("Bogor", "kota")) & set(standard_queries("Bogor", "kabupaten"))) == 0


def test_an_unseen_query_is_missing_and_one_without_the_account_is_zero() -> None:
    seen = [SearchObservation(f"q{n}", Platform.X, 1, DAY) for n in range(4)]
    assert findability(seen, ago(89), DAY).reason == WhyNot.BELOW_MINIMUM
    assert findability([], ago(89), DAY).reason == WhyNot.NO_SEARCH
    for rank in (None, 11):
        result = findability([*seen, SearchObservation("q4", Platform.X, rank, DAY)], ago(89), DAY)
        assert result.x == 0.8


def test_the_newest_look_at_a_query_counts_and_only_inside_the_window() -> None:
    seen = [SearchObservation(f"q{n}", Platform.X, 2, ago(1)) for n in range(5)]
    old = [SearchObservation("q0", Platform.X, 1, ago(9)), SearchObservation("q9", Platform.X, 1, ago(200))]
    assert findability([*seen, *old], ago(89), DAY).x == 0.5


# --- guides --------------------------------------------------------------------------------------


def test_a_guide_is_reached_by_two_taps_or_by_a_recent_post_with_three_components() -> None:
    cases = {
        Guide("kia", taps=2): True,
        Guide("kia", taps=3): False,
        Guide("kia", taps=1, components=0): False,  # an empty page
        Guide("kia", taps=1, is_alive=False): False,
        Guide("kia", posted_on=ago(364), components=3): True,
        Guide("kia", posted_on=ago(365), components=6): False,
        Guide("kia", posted_on=ago(1), components=2): False,
    }
    assert {guide: guide.is_reachable(DAY) for guide in cases} == cases


def test_navigation_counts_services_in_the_remit_once() -> None:
    guides = [Guide("kia", taps=1), Guide("kia", taps=2), Guide("sim", taps=1)]
    result = service_navigation(CORE_SERVICES, guides, DAY)
    assert (result.x, result.n) == (0.1, 10)
    assert service_navigation(None, guides, DAY).reason == WhyNot.NO_GUIDES
    assert service_navigation(("kia", "bansos"), guides, DAY).reason == WhyNot.BELOW_MINIMUM


def test_completeness_of_equal_posts_keeps_an_interval() -> None:
    result = service_info_completeness([3] * 12, 1, provisional_reason=None)
    assert result.interval is not None
    assert result.interval.low < 0.5 < result.interval.high
    assert not result.provisional
    assert service_info_completeness(None, 1).status is Status.NOT_OBSERVABLE


# --- channels ------------------------------------------------------------------------------------


def test_a_mention_counts_with_two_posts_on_two_days() -> None:
    once = AccountLink("a", "b", LinkKind.MENTION, (DAY, DAY))
    twice = AccountLink("b", "a", LinkKind.MENTION, (DAY, ago(1)))
    result = cross_channel_integration("a", {"a", "b", "c"}, [once, twice], sees_follows=False)
    assert (result.numerator, result.denominator, result.x) == (1, 4, 0.25)
    assert result.detail == {
        "is_partial": True,
        "links": [["b", "a"]],
        "missing_links": [["a", "b"], ["a", "c"], ["c", "a"]],
    }


def test_a_lone_account_has_nothing_to_integrate() -> None:
    assert cross_channel_integration("a", {"a"}, []).status is Status.NOT_APPLICABLE
    assert cross_channel_integration("a", {"b"}, None).status is Status.NOT_OBSERVABLE


def test_a_mirror_with_comments_closed_or_silent_does_not_count_as_presence() -> None:
    closed = Presence(Platform.YOUTUBE, DAY, False)
    silent = Presence(Platform.YOUTUBE, ago(30), True)
    assert channel_coverage([closed, silent], DAY, is_registry_complete=True).x == 0
    assert channel_coverage([closed], DAY, is_registry_complete=False).reason == WhyNot.REGISTRY_INCOMPLETE


def test_a_platform_whose_comments_nobody_looked_at_counts_with_a_doubt() -> None:
    unseen, seen = Presence(Platform.X, DAY, None), Presence(Platform.X, DAY, True)
    result = channel_coverage([unseen], DAY, is_registry_complete=True)
    assert (result.numerator, result.provisional, result.reason) == (25.2, True, "comments_not_seen")
    assert not channel_coverage([unseen, seen], DAY, is_registry_complete=True).provisional
    unwatched = Presence(Platform.TIKTOK, None, True, is_watched=False)
    assert channel_coverage([seen, unwatched], DAY, is_registry_complete=True).reason == WhyNot.COVERAGE
    posted = Presence(Platform.TIKTOK, ago(3), True, is_watched=False)
    assert channel_coverage([seen, posted], DAY, is_registry_complete=True).numerator == 25.2 + 108


# --- media ---------------------------------------------------------------------------------------


def test_generic_or_repeated_alt_text_counts_as_absent() -> None:
    same = [MediaPost(alt_text="Foto kegiatan pemerintah kota") for _ in range(5)]
    good = [MediaPost(alt_text=f"Warga antre di loket nomor {n} pagi ini") for n in range(10)]
    short = [MediaPost(alt_text="gambar") for _ in range(5)]
    captions = [MediaPost(has_captions=True), MediaPost(caption_repeats_picture=True)]
    assert content_accessibility([*same, *good, *short, *captions]).numerator == 12
    fewer = content_accessibility([*same[:3], *good, *short, *captions])
    assert fewer.numerator == 15  # three of twenty are not more than a fifth


def test_media_that_nobody_could_read_is_not_observable() -> None:
    assert content_accessibility([MediaPost()] * 30).status is Status.NOT_OBSERVABLE
    assert content_accessibility(None).status is Status.NOT_OBSERVABLE
    assert content_accessibility([]).reason == WhyNot.NO_CASES
    mixed = content_accessibility([MediaPost()] * 5 + [MediaPost(has_captions=False)] * 20)
    assert (mixed.x, mixed.n, mixed.detail["not_readable"]) == (0.0, 20, 5)
