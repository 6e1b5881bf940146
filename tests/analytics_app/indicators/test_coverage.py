from analytics_app.indicators.coverage import SourceCoverage, pool_sources


def test_coverage_is_the_smaller_of_days_and_known_posts() -> None:
    assert SourceCoverage("a", 0.9, 0.7, 1).share == 0.7
    assert SourceCoverage("a", 0.9, None, 1).share == 0.9


def test_source_below_eighty_per_cent_leaves_and_the_rest_must_hold_eighty_per_cent() -> None:
    good, poor = SourceCoverage("good", 0.8, None, 80), SourceCoverage("poor", 0.79, None, 20)
    assert pool_sources([good, poor]).kept == ("good",)
    assert pool_sources([good, poor]).dropped == ("poor",)
    assert pool_sources([good, poor]).is_sufficient
    assert not pool_sources([good, SourceCoverage("poor", 0.79, None, 21)]).is_sufficient


def test_no_source_is_not_sufficient() -> None:
    assert not pool_sources([]).is_sufficient
