"""Every value of small worlds is computed again by plain arithmetic from what its evidence page hands out."""

from __future__ import annotations

import csv
import io
from datetime import timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from django.test import Client

from accounts_app.models import OfficialAccount, Region
from analytics_app.choices import MessageKind, ObservationKind
from analytics_app.indicators.registry import BY_ID, WITHOUT_INPUT
from analytics_app.models import IndicatorValue, Message, Score, Thread
from analytics_app.scoring.aggregate import Conduct, composite, scores_of
from analytics_app.scoring.bootstrap import Clustering, Subject, indicator_scores
from analytics_app.scoring.samples import Sample, unweighted
from analytics_app.selectors.region_indicators import Computed, compute_window
from analytics_app.selectors.region_score import basis_of, held_samples, origins_of
from analytics_app.selectors.window import RegionWindow, load_region_window
from analytics_app.services.observation_intake import take_observations
from analytics_app.services.score import score_region
from analytics_app.sources.observations import read_observations
from analytics_app.views.score_words import SLUGS
from tests.analytics_app.pages_world import FIRST_DAY, NOW, QUARTER_END, cover
from tests.analytics_app.selectors.test_peer_figures import LATER, START, add_posts, build_accounts
from tests.analytics_app.services.test_content_twin import code_posts, truth
from tests.analytics_app.services.test_content_twin import import_region as import_posts
from tests.analytics_app.services.test_judged_twin import account as judged_account  # noqa: F401
from tests.analytics_app.services.test_judged_twin import code_answers
from tests.analytics_app.services.test_score_twin import import_region as import_threads
from tests.by_hand import measure_of, score_of, x_of
from tests.cast import Cast
from tests.factories import (
    MembershipFactory,
    MessageFactory,
    OfficialAccountFactory,
    ThreadFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

OF_THREADS = {
    "response_rate", "response_speed", "after_hours_response", "deadline_compliance", "reply_equity",
}  # fmt: skip
OF_CONTENT = {
    "service_content_share", "persona_content_share", "evidence_share", "plain_language", "topic_diversity",
    "service_info_completeness", "update_regularity",
}  # fmt: skip
JUDGED = {"answer_quality", "privacy_safety"}
OBSERVED = {
    "participation_rate", "audience_engagement", "account_authenticity", "profile_completeness", "findability",
    "service_navigation", "information_lag", "cross_channel_integration", "content_accessibility",
    "channel_coverage", "original_information_share", "citizen_interaction_share",
}  # fmt: skip


@pytest.fixture
def reader(client: Client) -> Client:
    client.force_login(MembershipFactory(role="national_admin", region=None, user=UserFactory()).user)
    return client


def key_of(row: IndicatorValue | Score) -> str:
    return row.account.public_id if row.account else row.region.code


def told_by(client: Client, row: IndicatorValue, form: str = "json") -> Any:
    return client.get(f"/bukti/{key_of(row)}/{row.indicator}/?s.d.={row.as_of}&unduh={form}")


def recomputed(client: Client, region: Region) -> set[str]:
    """Asserts that each value, dimension and composite at the quarter's end follows; returns the indicators."""
    score_region(region, FIRST_DAY, NOW)
    of_region = {"as_of": QUARTER_END, "pool": "social", "status": "scored"}
    rows = IndicatorValue.objects.filter(region=region) | IndicatorValue.objects.filter(
        account__region=region
    )
    found, watcher = set(), without_conversations(Client())
    for row in rows.filter(**of_region).select_related("account", "region"):
        told = told_by(client, row).json()
        assert without_names(told_by(watcher, row).json()) == without_names(told), (
            row.indicator,
            key_of(row),
        )
        x = x_of(told)
        assert x == pytest.approx(row.x, rel=2e-6, abs=2e-6), (row.indicator, key_of(row))
        assert score_of(told, x) == pytest.approx(row.score, abs=1e-3), (row.indicator, key_of(row))
        found.add(row.indicator)
    slugs = {measure: slug for slug, measure in SLUGS.items()}
    scores = Score.objects.filter(region=region) | Score.objects.filter(account__region=region)
    for one in scores.filter(as_of=QUARTER_END, score__isnull=False).select_related("account", "region"):
        url = f"/bukti/{key_of(one)}/skor/{slugs[one.measure]}/?s.d.={one.as_of}&unduh=json"
        assert measure_of(client.get(url).json()) == pytest.approx(one.score, abs=1e-4), one.measure
    return found


def test_the_worlds_below_hold_every_indicator_that_can_be_stored() -> None:
    assert BY_ID.keys() - WITHOUT_INPUT.keys() == OF_THREADS | OF_CONTENT | JUDGED | OBSERVED


def test_values_of_threads(tmp_path: Path, reader: Client) -> None:
    assert recomputed(reader, import_threads(tmp_path)) >= OF_THREADS


def test_values_of_content_that_an_audit_corrects(
    tmp_path: Path,
    reader: Client,
    cast: Cast,
) -> None:
    region = import_posts(tmp_path)
    code_posts(cast, truth, truth)
    assert recomputed(reader, region) >= OF_CONTENT
    corrected = IndicatorValue.objects.get(
        region=region, indicator="service_content_share", as_of=QUARTER_END
    )
    assert "audit" in corrected.detail


def test_values_that_people_judged(judged_account: OfficialAccount, reader: Client, cast: Cast) -> None:  # noqa: F811
    code_answers(cast, 40, [("1111", "1111"), ("1001", "1001"), ("0001", "0001"), ("1101", "1100")])
    assert recomputed(reader, judged_account.region) >= JUDGED


# --- what was observed, and what is held against peers -------------------------------------------


def take(kind: ObservationKind, *lines: str) -> None:
    report = take_observations(read_observations("\n".join(lines).encode(), kind, is_json=False), kind, NOW)
    assert report.problems == ()


def observe(main: OfficialAccount, agency: OfficialAccount) -> None:
    """Profiles, searches, guides, source items, pictures and the register of a main account and an agency."""
    Kind, code = ObservationKind, main.region.code
    both = (main, agency)
    take(
        Kind.PROFILE,
        "platform,handle,taken_at,display_name,bio,verification,links,followers,following",
        *(
            f"{a.platform},{a.handle},2026-06-2{8 + n},Pemerintah {a.handle},Layanan warga @{both[n - 1].handle} "
            f"surel info{n}@contoh.go.id,{'government' if n else 'none'},-,{1000 + 7 * n},5"
            for n, a in enumerate(both)
        ),
    )
    take(
        Kind.SEARCH,
        "region_code,platform,query,rank,observed_at,handle",
        *(
            f"{code},x,cari {n},{n + 1 if n % 3 else '-'},2026-06-1{n},{both[n % 2].handle}"
            for n in range(10)
        ),
    )
    take(
        Kind.SERVICE,
        "platform,handle,service,in_remit,observed_at,taps,components,url,posted_on",
        *(
            f"{a.platform},{a.handle},{service},ya,2026-06-20,{1 + n + 3 * m},4,,"
            for n, a in enumerate(both)
            for m, service in enumerate(("ktp_ikd", "kartu_keluarga", "akta_pencatatan_sipil"))
        ),
    )
    posts = {a: list(Message.objects.filter(account=a, kind="original").order_by("created_at")) for a in both}
    take(
        Kind.SOURCE_ITEM,
        "platform,handle,reference,agency,submitted_at,is_emergency,message_id",
        *(
            f"{a.platform},{a.handle},butir-{n},Dinas,{(post.created_at - timedelta(hours=3 + n)).isoformat()},"
            f"{'ya' if n == 4 else 'tidak'},{post.platform_id if n % 4 else ''}"
            for a in both
            for n, post in enumerate(posts[a][:15])
        ),
    )
    take(
        Kind.MEDIA,
        "platform,handle,message_id,checked_at,alt_text,has_captions,caption_repeats_picture",
        *(
            f"{a.platform},{a.handle},{post.platform_id},2026-06-29,"
            f"{f'Warga ke-{n} antre di loket pelayanan' if n % (2 + place) else '-'},,"
            for place, a in enumerate(both)
            for n, post in enumerate(posts[a])
        ),
    )
    take(
        Kind.COMMENTS,
        "platform,handle,checked_at,posts_checked,posts_open,is_blocked",
        *(f"{a.platform},{a.handle},2026-06-25,20,{18 - 3 * n},tidak" for n, a in enumerate(both)),
    )
    take(Kind.REGISTER, "region_code,is_complete,checked_at,note", f"{code},ya,2026-06-25,dicocokkan")


def talk(account: OfficialAccount, first: int) -> None:
    """Replies to citizens who opened threads, mentions of them outside threads, and of nobody who is known."""
    for n, thread in enumerate(2 * list(Thread.objects.filter(account=account).order_by("pk"))):
        key = thread.author_key if n % 4 else f"tak dikenal {n}"
        MessageFactory(
            account=account, kind=MessageKind.REPLY, created_at=thread.opened_at + timedelta(hours=first + n),
            text=f"Sudah kami teruskan, nomor {n}.", in_reply_to_key=key, platform=account.platform,
        )  # fmt: skip
        if n % 2 and n % 4:
            MessageFactory(
                kind=MessageKind.REPLY, created_at=thread.opened_at + timedelta(hours=first + n + 1),
                author_key=thread.author_key, platform=account.platform,
                parent_platform_id=Message.objects.filter(account=account).latest("pk").platform_id,
            )  # fmt: skip


@pytest.fixture
def accounts() -> list[OfficialAccount]:
    return build_accounts()


@pytest.fixture
def watched(accounts: list[OfficialAccount]) -> OfficialAccount:
    """The main account of the first of seven governments, which has an agency account too, both looked at."""
    main = accounts[0]
    agency = OfficialAccountFactory(region=main.region, handle="dinas_contoh", platform="x", role="opd")
    cover(agency, until=LATER)
    add_posts(agency, 6, count=25, followers=700)
    for n, post in enumerate(Message.objects.filter(account__in=(main, agency)).order_by("pk")):
        words = " ".join(f"{chr(97 + n % 26) * (2 + k + n // 26)}" for k in range(6))
        Message.objects.filter(pk=post.pk).update(text=f"Pengumuman {words} untuk warga.")
        if n % 3 == 0:
            MessageFactory(
                account=post.account,
                kind=MessageKind.REPOST,
                created_at=post.created_at,
                platform="x",
                text="…",
            )
    observe(main, agency)
    talk(main, 2)
    # Somebody who also asks the agency is one citizen; one nobody can name is none.
    for n, author in enumerate([f"{main.pk}-0", f"{main.pk}-1", "orang baru", None]):
        opened = START + timedelta(days=3, hours=n)
        opening = MessageFactory(created_at=opened, author_key=author or "x", platform="x")
        ThreadFactory(
            key=f"dinas:{n}", account=agency, started_at=opened, message=opening, author_key=author,
            needs_response=bool(n),
        )  # fmt: skip
    return main


def test_values_of_what_was_observed_and_of_peers(
    watched: OfficialAccount,
    accounts: list[OfficialAccount],
    reader: Client,
) -> None:
    assert recomputed(reader, watched.region) >= OBSERVED


def test_relative_figures_take_part_in_the_interval_of_their_dimension(watched: OfficialAccount) -> None:
    window = load_region_window(watched.region, QUARTER_END)
    computed = compute_window(window)
    sizes = {"participation_rate": 13, "audience_engagement": 20, "information_lag": 28}
    for one in computed:
        held = {result.indicator: result for result in one.results}
        sample_of = samples_for(window, one)
        for name in sizes.keys() & sample_of.keys():
            assert unweighted(sample_of[name]) == pytest.approx(held[name].x), (one.account, name)
            assert one.account or sample_of[name].size == sizes[name]
    whole = next(one for one in computed if one.account is None)
    citizens = samples_for(window, whole)["participation_rate"]
    points = {result.indicator: result.score for result in whole.results if result.score is not None}
    subject = Subject(
        composite(scores_of(whole.results), Conduct()), points, {"participation_rate": citizens}, 7
    )
    scores = indicator_scores(subject, Clustering.ROOTS, 2000)["participation_rate"]
    # Exp(1) weights of thirteen root posts add up to a Gamma number, whose deviation is √13, as in Garwood's interval.
    ratios = 2 ** ((scores - 50) / 25)
    x = next(result.x for result in whole.results if result.indicator == "participation_rate")
    assert np.median(ratios) == pytest.approx(x, rel=0.04)
    low, high = np.percentile(ratios, [16, 84])
    assert (high - low) / 2 == pytest.approx(x / 13**0.5, rel=0.15)


def samples_for(window: RegionWindow, one: Computed) -> dict[str, Sample]:
    basis = basis_of(window, one.account)
    return held_samples(window, one, basis, origins_of(window, [basis]))


def test_lists_add_up_to_the_figure_and_are_the_same_as_files(
    watched: OfficialAccount, reader: Client
) -> None:
    score_region(watched.region, FIRST_DAY, NOW)
    rows = IndicatorValue.objects.filter(
        as_of=QUARTER_END, indicator__in=("participation_rate", "audience_engagement")
    )
    citizens = rows.get(region=watched.region, indicator="participation_rate")
    told = told_by(reader, citizens).json()
    assert len(told["authors"]) == citizens.numerator == citizens.n == 13  # twelve, and one of the agency's
    assert sum(one["thread_count"] for one in told["authors"]) == 2 * 12 + 3
    assert told["threads_without_author"] == 1
    reached = watched.region.population * sum(told["reach_millions"].values()) / told["residents_millions"]
    assert reached / 1000 == pytest.approx(citizens.denominator, abs=1e-6)
    page = reader.get(f"/bukti/{watched.region.code}/participation_rate/?s.d.={QUARTER_END}").content.decode()
    assert "Warga yang dihitung" in page
    assert all(
        one["threads"][0] in page for one in told["authors"]
    )  # thirteen of 25 a page, with their links
    supervisor = without_conversations(Client())  # who sees the same citizens, and no way to what they wrote
    page = supervisor.get(
        f"/bukti/{watched.region.code}/participation_rate/?s.d.={QUARTER_END}"
    ).content.decode()
    assert "Warga yang dihitung" in page
    assert "/utas/" not in page
    spoken = IndicatorValue.objects.get(
        region=watched.region, indicator="citizen_interaction_share", as_of=QUARTER_END
    )
    assert {one["message"] for one in told_by(supervisor, spoken).json()["messages"]} == {None}
    assert None not in {one["message"] for one in told_by(reader, spoken).json()["messages"]}
    for row in rows.filter(indicator="audience_engagement", account__region=watched.region):
        posts = told_by(reader, row).json()["posts"]
        assert sum(one["part"] == "counted" for one in posts) == row.n
    for row in rows.filter(status="scored", region=watched.region):
        told = told_by(reader, row).json()
        (name,) = {"authors", "posts"} & told.keys()
        lines = list(csv.DictReader(io.StringIO(told_by(reader, row, "csv").getvalue().decode("utf-8-sig"))))
        assert lines == [{key: in_cell(value) for key, value in one.items()} for one in told[name]]


def without_conversations(client: Client) -> Client:
    client.force_login(MembershipFactory(role="supervisor", region=None, user=UserFactory()).user)
    return client


def without_names(told: dict[str, Any]) -> dict[str, Any]:
    """What is told apart from which messages it was: that is told to whom may open them."""
    lists = {key: value for key, value in told.items() if key in ("messages", "posts")}
    return told | {key: [{**row, "message": None} for row in rows] for key, rows in lists.items()}


def in_cell(value: Any) -> str:
    if value is None:
        return ""
    return (
        " ".join(map(str, value)) if isinstance(value, list) else str(int(value) if value is True else value)
    )
