"""One small figure of every kind, from invented rows; shared by the tests of all figures."""

from __future__ import annotations

from datetime import date, timedelta

from analytics_app.figures.demand import HourCell, demand_and_answers
from analytics_app.figures.heat import share_heat_map
from analytics_app.figures.mix import MonthMix, share_line, stacked_shares
from analytics_app.figures.originality import OriginalShare, original_share
from analytics_app.figures.regions import RegionPoint, national_spread, regions_with_intervals
from analytics_app.figures.relations import MonthRelations, relations_per_month
from analytics_app.figures.response_curve import response_curve
from analytics_app.figures.theme import Figure, Translate
from analytics_app.figures.volume import WeekVolume, volume_per_week

MONDAY = date(2026, 1, 5)

WEEKS = [
    WeekVolume(MONDAY, 10, 4, 20),
    WeekVolume(MONDAY + timedelta(7), None, None, None),
    WeekVolume(MONDAY + timedelta(14), 0, 0, 3),
]
SHARES = [
    OriginalShare(date(2026, 1, 1), 0.5, 40, 0.35, 0.65),
    OriginalShare(date(2026, 2, 1), None),
    OriginalShare(date(2026, 3, 1), 0.25, 20, 0.1, 0.45),
    OriginalShare(date(2026, 4, 1), 0.3, 20, 0.15, 0.5),
]
CURVE = [
    (0.0, 1.0, 1.0, 1.0),
    (5.0, 0.75, 0.6, 0.85),
    (24.0, 0.5, 0.35, 0.65),
    (60.0, 0.4, 0.3, 0.6),
    (90.0, 0.4, 0.3, 0.6),
]
CELLS = [
    HourCell(day, hour, None if hour < 5 else 3 + hour + day, None if hour < 8 else hour / 24)
    for day in range(7)
    for hour in range(24)
]
REGIONS = [
    RegionPoint("Kabupaten Contoh Utara", 0.62, 0.5, 0.7, 120),
    RegionPoint("Kabupaten Contoh Selatan", None),
    RegionPoint("Kota Contoh", 0.63, 0.55, 0.71, 90, is_this=True),
    RegionPoint("Kabupaten Contoh Timur", 0.05, 0.01, 0.2, 11),
]
MIX = [
    MonthMix(date(2026, 1, 1), 10, {"a": 7, "b": 3}),
    MonthMix(date(2026, 2, 1), None, {}),
    MonthMix(date(2026, 3, 1), 4, {"b": 4}),
]
RELATIONS = [
    MonthRelations(date(2026, 1, 1), 10, 30, 4, 2),
    MonthRelations(date(2026, 2, 1), None, None, None, None),
]


def every_figure(gettext: Translate = str) -> dict[str, Figure]:
    """Figures by name, with and without data."""
    return {
        "volume": volume_per_week(WEEKS, gettext),
        "volume_empty": volume_per_week([], gettext),
        "original_share": original_share(SHARES, gettext),
        "original_share_empty": original_share([], gettext),
        "response_curve": response_curve(CURVE, CURVE, gettext=gettext),
        "response_curve_empty": response_curve([], gettext=gettext),
        "demand": demand_and_answers(CELLS, gettext),
        "demand_empty": demand_and_answers([], gettext),
        "regions": regions_with_intervals(REGIONS, gettext),
        "regions_empty": regions_with_intervals([], gettext),
        "mix": stacked_shares(MIX, [("a", "x"), ("b", "x")], gettext),
        "heat": share_heat_map(["x", "x"], ["x", "x"], [[0.5, None], [0.0, 0.25]]),
        "heat_empty": share_heat_map([], [], []),
        "mix_empty": stacked_shares([], [], gettext),
        "share_line": share_line([(date(2026, 1, 1), 0.5, 40), (date(2026, 2, 1), None, 3)], "x"),
        "relations": relations_per_month(RELATIONS, gettext),
        "relations_empty": relations_per_month([], gettext),
        "spread": national_spread(REGIONS, gettext),
        "spread_empty": national_spread([], gettext),
    }
