from analytics_app.choices import Status
from analytics_app.indicators.interaction import citizen_interaction_share
from analytics_app.indicators.intervals import wilson
from analytics_app.indicators.result import WhyNot


def test_share_of_edges_to_citizens() -> None:
    result = citizen_interaction_share(20, 40, 10)
    assert (result.x, result.n, result.score, result.interval) == (0.5, 40, 60, wilson(20, 40))


def test_thirty_per_cent_unknown_is_still_a_value_and_more_is_not() -> None:
    assert citizen_interaction_share(20, 70, 30).status is Status.SCORED
    result = citizen_interaction_share(20, 69, 31)
    assert (result.status, result.reason, result.score) == (
        Status.INSUFFICIENT,
        WhyNot.UNKNOWN_ADDRESSEES,
        None,
    )
    assert result.detail["bounds"] == [0.20, 0.51]


def test_fewer_than_thirty_known_edges_have_no_value() -> None:
    assert citizen_interaction_share(10, 29, 0).reason == WhyNot.BELOW_MINIMUM


def test_no_edge_is_no_case_and_no_bounds() -> None:
    result = citizen_interaction_share(0, 0, 0)
    assert (result.reason, result.detail["bounds"]) == (WhyNot.NO_CASES, None)


def test_source_without_replies_is_not_observable() -> None:
    assert citizen_interaction_share(0, 0, 0, carries_replies=False).status is Status.NOT_OBSERVABLE
