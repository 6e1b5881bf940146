"""Writes indicators and scores of accounts and regions down, and knows which have to be computed again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cache, cached_property
from zoneinfo import ZoneInfo

from django.db import connection, transaction

from accounts_app.models import OfficialAccount, Region
from analytics_app.indicators.content import SERVICE_CONTENT_SHARE
from analytics_app.indicators.definition import METHOD_VERSION
from analytics_app.indicators.peers import PARTICIPATION_RATE
from analytics_app.indicators.registry import INDICATORS, WITHOUT_INPUT
from analytics_app.models import CoverageSpan, ImportBatch, IndicatorValue, PeerReading, Score
from analytics_app.periods import completed_quarters, local_day
from analytics_app.selectors.content_indicators import CODERS
from analytics_app.selectors.label_quality import Qualities, load_qualities
from analytics_app.selectors.peer_figures import PEER_LIST, PeerBook, PeerFigures
from analytics_app.selectors.region_indicators import Computed, compute_window
from analytics_app.selectors.region_score import SubjectScore, subject_scores
from analytics_app.selectors.relative_indicators import PEERS
from analytics_app.selectors.taxonomy import current_additions
from analytics_app.selectors.window import load_region_window, observed_by_account
from analytics_app.services.figure_rows import Computation, Written, supersede
from analytics_app.services.locks import LockSpace, hold
from analytics_app.services.score_processes import REGIONS_A_PROCESS, score_regions
from analytics_app.services.score_rows import SCORES, write_scores
from analytics_app.services.value_rows import VALUES, write_values
from analytics_app.services.versions import code_version, data_version

#: A new method version computes so many quarters again (method section 8), and the newest date.
QUARTERS_OF_NEW_METHOD = 8


def mark_concerned(batch: ImportBatch) -> None:
    """Marks the accounts whose coverage a batch states or shows: their figures have to be computed again."""
    with connection.cursor() as cursor:
        cursor.execute(_MARK, {"batch": batch.pk})


def mark_accounts(since: Mapping[int, date]) -> None:
    """Marks all accounts of these regions (id → first day that changed): their figures have to be computed again."""
    with connection.cursor() as cursor:
        for region_id, day in since.items():
            cursor.execute(_MARK_REGION, {"region": region_id, "day": day})


def score_stale(
    now: datetime, on_progress: Callable[[int, int], None] = lambda done, total: None, processes: int = 1
) -> int:
    """Computes every region with stale accounts at each date that the change reaches; returns how many regions.

    ``processes`` that score beside each other; one is this one.
    """
    with hold(LockSpace.SCORE):
        stale = Region.objects.filter(official_accounts__in=_stale_accounts()).distinct().order_by("code")
        regions = list(stale.values_list("pk", flat=True))
        on_progress(0, len(regions))
        for done, _ in enumerate(_score_each(regions, now, processes), start=1):
            on_progress(done, len(regions))
        # The last account of a region was moved to another one.
        watched = OfficialAccount.objects.values("region_id")
        for figures in (IndicatorValue.objects, Score.objects):
            supersede(figures.filter(region__isnull=False).exclude(region__in=watched), now)
        return len(regions)


def _score_each(regions: Sequence[int], now: datetime, processes: int) -> Iterator[int]:
    processes = min(processes, len(regions) // REGIONS_A_PROCESS)
    if processes > 1:
        yield from score_regions(regions, now, str(connection.settings_dict["NAME"]), processes)
        return
    reading = Reading()
    for region in regions:
        score_one(region, now, reading)
        yield region


class Reading:
    """What one run of scoring reads once, for all regions."""

    def __init__(self) -> None:
        self.book = PeerBook()

    @cached_property
    def qualities(self) -> Qualities:
        return load_qualities()


@cache
def shared_reading() -> Reading:
    """Of this process, which was started for one run."""
    return Reading()


def score_one(region_id: int, now: datetime, reading: Reading) -> None:
    """Computes one region as far as it is stale, in one transaction."""
    with transaction.atomic():
        region = Region.objects.get(pk=region_id)
        since = _take_stale(region)
        if since is not None:
            score_region(region, since, now, reading.qualities, reading.book)


def mark_for_new_method() -> int:
    """Marks the accounts of regions without values of this method version; returns how many accounts.

    ``score_stale`` then computes the last quarters beside what the version before said. Regions without some indicator
    (one that was declared, or given its input, since they were scored), or without dimensions and composite, are
    computed at every date again.
    """
    stored = [one.id for one in INDICATORS if one.id not in WITHOUT_INPUT]
    with connection.cursor() as cursor:
        cursor.execute(_MARK_UNSCORED, {"method": METHOD_VERSION})
        marked = int(cursor.rowcount)
        cursor.execute(_MARK_INCOMPLETE, {"method": METHOD_VERSION, "indicators": stored})
        return marked + int(cursor.rowcount)


def mark_for_new_codes(now: datetime) -> int:
    """Marks the accounts of regions whose figures rest on what coders had said earlier; returns how many accounts.

    What coders say of a label concerns every region, so this is asked once a day and not after every code. It
    reaches as far back as a new method does.
    """
    since = local_day(now, ZoneInfo("UTC")) - timedelta(days=92 * QUARTERS_OF_NEW_METHOD)
    coders = load_qualities().fingerprint
    with connection.cursor() as cursor:
        cursor.execute(_MARK_EARLIER_CODES, {"coders": coders, "since": since, "method": METHOD_VERSION})
        return int(cursor.rowcount)


def mark_for_moved_peers(now: datetime) -> int:
    """Marks regions whose peers' figures have moved since they were compared with them; returns how many regions.

    One batch may move the median of a whole group, so this is asked once a day and not after every batch.
    """
    book, since = PeerBook(), local_day(now, ZoneInfo("UTC")) - timedelta(days=92 * QUARTERS_OF_NEW_METHOD)
    rows = IndicatorValue.objects.filter(
        indicator=PARTICIPATION_RATE.id, region__isnull=False, method_version=METHOD_VERSION, as_of__gte=since
    ).select_related("region")
    moved: dict[int, date] = {}
    for row in rows.order_by("-as_of"):
        if row.region is not None and row.detail.get(PEERS) != book.of(row.region, row.as_of).digest():
            moved[row.region.pk] = row.as_of  # the earliest stays
    mark_accounts(moved)
    return len(moved)


def mark_due(now: datetime) -> int:
    """Marks regions that have dates by now which were not computed yet; returns how many regions.

    New data mark what they change themselves. What time alone brings is the end of a quarter and, where coverage is
    stated beyond today, the newest day.
    """
    since: dict[int, date] = {}
    for region in Region.objects.filter(official_accounts__isnull=False).distinct():
        known = set(IndicatorValue.objects.filter(region=region).values_list("as_of", flat=True).distinct())
        if missing := set(score_dates(region, now)) - known:
            since[region.pk] = min(missing)
    mark_accounts(since)
    return len(since)


def _stale_accounts() -> Iterable[int]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT account_id FROM analytics_app_stalescore")
        return [row[0] for row in cursor.fetchall()]


def _take_stale(region: Region) -> date | None:
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM analytics_app_stalescore s USING accounts_app_officialaccount a "
            "WHERE a.id = s.account_id AND a.region_id = %s RETURNING s.since",
            [region.pk],
        )
        return min((row[0] for row in cursor.fetchall()), default=None)


def score_region(
    region: Region,
    since: date,
    now: datetime,
    qualities: Qualities | None = None,
    book: PeerBook | None = None,
) -> Written:
    """Writes what changed of a region's figures at its dates from ``since`` on; figures of dates it lost hold no more.

    A later file can also bring dates before ``since``: quarters that ended between two captures. Under a new method
    the last quarters are computed too, beside the figures of the method before.
    """
    by = Computation(now, data_version(), code_version(), current_additions().change)
    dates = score_dates(region, now)
    lost = [supersede(table.of_region(region).exclude(as_of__in=dates), now) for table in (VALUES, SCORES)]
    written = Written(superseded=sum(lost))
    rows = IndicatorValue.objects.filter(region=region)
    known = set(rows.values_list("as_of", flat=True).distinct())
    known_now = set(rows.filter(method_version=METHOD_VERSION).values_list("as_of", flat=True).distinct())
    peers = book or PeerBook()
    recent = set(dates[-QUARTERS_OF_NEW_METHOD - 1 :])
    for as_of in dates:
        if as_of >= since or as_of not in known or (as_of in recent and as_of not in known_now):
            written += _write(region, as_of, compute_figures(region, as_of, qualities, peers), by)
    return written


@dataclass(frozen=True, slots=True)
class Figures:
    """Everything that is computed of a region and its accounts at one date."""

    values: list[Computed]
    scores: list[SubjectScore]
    peers: PeerFigures


def compute_figures(
    region: Region, as_of: date, qualities: Qualities | None = None, book: PeerBook | None = None
) -> Figures:
    """Indicators, dimensions and composites, computed from one reading of what is stored."""
    window, book = load_region_window(region, as_of, qualities), book or PeerBook()
    values = compute_window(window, book)
    return Figures(values, subject_scores(window, values), book.of(region, as_of))


def score_at(region: Region, as_of: date, now: datetime) -> tuple[Figures, Written | None]:
    """The region's figures at one date, written where figures of it stand at that date (None: they do not)."""
    figures = compute_figures(region, as_of)
    if as_of not in score_dates(region, now):
        return figures, None
    with hold(LockSpace.SCORE), transaction.atomic():
        by = Computation(now, data_version(), code_version(), current_additions().change)
        return figures, _write(region, as_of, figures, by)


def _write(region: Region, as_of: date, figures: Figures, by: Computation) -> Written:
    _keep_readings(figures)
    values = write_values(region, as_of, _storable(figures.values), by)
    return values + write_scores(region, as_of, figures.scores, by)


def _keep_readings(figures: Figures) -> None:
    """The lists of peers that the values name; one that is kept already stays as it is."""
    named = {result.detail.get(PEER_LIST) for one in figures.values for result in one.results}
    lists = {digest: listed for digest, listed in figures.peers.lists().items() if listed and digest in named}
    rows = [PeerReading(digest=digest, figures=dict(listed)) for digest, listed in lists.items()]
    PeerReading.objects.bulk_create(rows, ignore_conflicts=True)


def _storable(computed: Iterable[Computed]) -> list[Computed]:
    """Without the indicators that nothing stored can feed: their reason stands in the registry."""
    return [
        replace(one, results=tuple(result for result in one.results if result.indicator not in WITHOUT_INPUT))
        for one in computed
    ]


def score_dates(region: Region, now: datetime) -> list[date]:
    """The ends of completed quarters that were covered, and the last covered day ("data sampai")."""
    zone = ZoneInfo(region.zone)
    accounts = list(OfficialAccount.objects.filter(region=region).values_list("pk", flat=True))
    observed = [
        span for side in ("posts", "replies") for span in observed_by_account(accounts, side=side).values()
    ]
    firsts = [o.first_at for o in observed if o.first_at is not None]
    lasts = [o.last_at for o in observed if o.last_at is not None]
    if not firsts or not lasts:
        return []
    today = local_day(now, zone)
    # A span that ends at midnight ends with the day before.
    last = min(local_day(max(lasts) - timedelta(microseconds=1), zone), today)
    quarters = completed_quarters(local_day(min(firsts), zone) - timedelta(days=91), last + timedelta(days=1))
    ends = {quarter.last_day for quarter in quarters if quarter.last_day >= local_day(min(firsts), zone)}
    return sorted(ends | {last})


# Unstated spans of one source are joined, so this one also moves what lies between the one before and itself.
_MARK = f"""
INSERT INTO analytics_app_stalescore (account_id, since)
SELECT s.account_id, min((LEAST(s.start_at, b.end_at) AT TIME ZONE 'UTC')::date - 1)
FROM {CoverageSpan._meta.db_table} s CROSS JOIN LATERAL (
    SELECT max(o.end_at) AS end_at FROM {CoverageSpan._meta.db_table} o
    WHERE o.account_id = s.account_id AND o.source = s.source AND o.batch_id <> s.batch_id
      AND NOT s.is_stated AND NOT o.is_stated AND o.start_at <= s.start_at) b
WHERE s.batch_id = %(batch)s AND s.account_id IS NOT NULL GROUP BY 1
ON CONFLICT (account_id) DO UPDATE SET since = LEAST(analytics_app_stalescore.since, excluded.since)
"""

_MARK_REGION = """
INSERT INTO analytics_app_stalescore (account_id, since)
SELECT id, %(day)s FROM accounts_app_officialaccount WHERE region_id = %(region)s
ON CONFLICT (account_id) DO UPDATE SET since = LEAST(analytics_app_stalescore.since, excluded.since)
"""
_MARK_INCOMPLETE = """
INSERT INTO analytics_app_stalescore (account_id, since)
SELECT a.id, '1970-01-01'::date FROM accounts_app_officialaccount a
WHERE a.region_id IN (
    SELECT v.region_id FROM analytics_app_indicatorvalue v
    WHERE v.region_id IS NOT NULL AND v.superseded_at IS NULL AND v.method_version = %(method)s AND v.pool = 'social'
    GROUP BY 1 HAVING count(DISTINCT v.indicator) FILTER (WHERE v.indicator = ANY(%(indicators)s))
        < cardinality(%(indicators)s::text[])
        OR NOT EXISTS (SELECT 1 FROM analytics_app_score s
                       WHERE s.region_id = v.region_id AND s.superseded_at IS NULL
                         AND s.method_version = %(method)s))
ON CONFLICT (account_id) DO UPDATE SET since = excluded.since WHERE analytics_app_stalescore.since > excluded.since
"""
_MARK_EARLIER_CODES = f"""
INSERT INTO analytics_app_stalescore (account_id, since)
SELECT a.id, %(since)s FROM accounts_app_officialaccount a
WHERE a.region_id IN (
    SELECT v.region_id FROM analytics_app_indicatorvalue v
    WHERE v.region_id IS NOT NULL AND v.superseded_at IS NULL AND v.method_version = %(method)s
      AND v.pool = 'social' AND v.indicator = '{SERVICE_CONTENT_SHARE.id}' AND v.as_of >= %(since)s
      AND COALESCE(v.detail->>'{CODERS}', '') <> %(coders)s)
ON CONFLICT (account_id) DO UPDATE SET since = LEAST(analytics_app_stalescore.since, excluded.since)
"""
_MARK_UNSCORED = """
INSERT INTO analytics_app_stalescore (account_id, since)
SELECT a.id, '9999-12-31'::date FROM accounts_app_officialaccount a
WHERE EXISTS (SELECT 1 FROM analytics_app_indicatorvalue v
              WHERE v.region_id = a.region_id AND v.superseded_at IS NULL)
  AND NOT EXISTS (SELECT 1 FROM analytics_app_indicatorvalue v
                  WHERE v.region_id = a.region_id AND v.superseded_at IS NULL
                    AND v.method_version = %(method)s)
ON CONFLICT (account_id) DO NOTHING
"""
