from analytics_app.sources.time_columns import TimeColumn, TimeScan


def verdict(*values: str, given: str | None = None) -> TimeColumn:
    scan = TimeScan("tanggal", "created_at")
    for value in values:
        scan.add(value)
    return scan.result(given)


def test_one_day_beyond_twelve_decides_the_whole_column() -> None:
    assert verdict("9/24/2021", "12/08/21", "1/2/2021").order == "mdy"
    assert verdict("03/12/2024 13.20", "14/12/2023 13.31").order == "dmy"


def test_dates_that_could_be_both_are_undecidable_until_a_person_decides() -> None:
    assert verdict("03/12/2024", "04/05/2024").is_undecidable
    decided = verdict("03/12/2024", given="dmy")
    assert (decided.is_undecidable, decided.order, decided.order_is_given) == (False, "dmy", True)


def test_a_few_contradictions_are_errors_and_many_a_question() -> None:
    assert verdict(*["24/09/2021"] * 19, "09/24/2021").order == "dmy"
    assert verdict(*["24/09/2021"] * 4, "09/24/2021").is_undecidable


def test_dates_that_read_the_same_both_ways_raise_no_question() -> None:
    assert not verdict("05/05/2024", "06/06/2024").is_undecidable
    assert not verdict("2024-05-06", "6 Mei 2024").is_undecidable


def test_zone_less_hours_are_counted_as_stated() -> None:
    scan = TimeScan("waktu", "created_at")
    for value in (
        "2022-01-01 00:29:00",
        "2022-01-01 01:10:00",
        "2022-01-02 01:59:00",
        "2022-01-01T05:00:00Z",
        "",
    ):
        scan.add(value)
    assert (scan.hours[0], scan.hours[1], sum(scan.hours)) == (1, 2, 3)
    assert (scan.result(None).zoneless, scan.result(None).values) == (3, 4)


def test_a_column_of_midnights_carries_no_clock() -> None:
    assert not verdict("2024-01-01 00:00:00", "2024-01-02 00:00:00").has_clock
    assert verdict("2024-01-01 00:00:00", "2024-01-02 00:01:00").has_clock
