"""Shares of own posts against plain counting over the list of posts that was imported."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zlib import crc32

import pytest
from django.utils import timezone

from accounts_app.choices import AccountRole
from accounts_app.models import Region, User
from analytics_app.choices import LabelTask
from analytics_app.models import Code, CodingItem, Label, Message, StaleScore
from analytics_app.scoring.samples import Mean, Sample, unweighted
from analytics_app.selectors.region_indicators import compute_region
from analytics_app.selectors.region_score import basis_of, origins_of, samples_of
from analytics_app.selectors.window import load_region_window
from analytics_app.services.intake import ImportSettings
from analytics_app.services.label_corrections import correct_label
from analytics_app.services.labelling import label_pending, mark_all
from analytics_app.text.classify import Task
from tests.analytics_app.services.coding_world import new_coder, new_task
from tests.analytics_app.services.histories import import_file
from tests.cast import Cast
from tests.factories import OfficialAccountFactory, RegionFactory

pytestmark = pytest.mark.django_db

AS_OF = date(2026, 6, 30)
FIRST = date(2026, 4, 2)
MAIN, AGENCY = "contoh_utama", "contoh_dinas"


@dataclass(frozen=True)
class Post:
    """One post as a person would judge it. ``guide``: how many components its text holds; None: no guide."""

    by: str
    at: datetime
    text: str
    function: str
    verifiable: bool = False
    plain: bool = False
    guide: int | None = None

    @property
    def is_inside(self) -> bool:
        return (self.at + timedelta(hours=7)).date() >= FIRST


#: A post with room for words of its own, and what a person says of it.
KINDS: Sequence[tuple[str, dict[str, Any]]] = (
    (
        "Jadwal perekaman KTP di kecamatan {}: bawa KK asli, daftar lewat loket, gratis.",
        {"function": "layanan", "plain": True, "guide": 3},
    ),
    ("Jadwal layanan samsat keliling di pasar {} pukul 8.00.", {"function": "layanan"}),
    ("Bupati menghadiri peresmian gedung serbaguna di {}.", {"function": "seremonial_pencitraan"}),
    (
        "Cegah demam berdarah dengan menguras bak mandi, tercatat 48 kasus bulan ini di {}.",
        {"function": "edukasi_informasi", "verifiable": True},
    ),
    ("Selamat pagi sahabat, potret senja dari {}.", {"function": "lain"}),
)
_SYLLABLES = ("ba", "ce", "di", "fo", "gu", "ha", "je", "ki", "lo", "mu")


def _words(n: int) -> str:
    """Four words that no other post has."""
    digits = [_SYLLABLES[int(digit)] for digit in f"{n:04d}"]
    return " ".join("".join(digits[place:] + digits[:place]) + "xyzw"[place] for place in range(4))


def posts() -> list[Post]:
    """Main account: many services; agency: few. Every seventh is said again four days later and counts once."""
    start = datetime(2026, 3, 20, 3, tzinfo=UTC)
    found = []
    for n in range(200):
        by = MAIN if n % 3 == 0 else AGENCY
        kind = (n * n + n // 7) % 5 if by == MAIN else (n + n // 11) % 7 % 5
        words, judged = KINDS[kind]
        found.append(Post(by, start + timedelta(hours=12 * n), words.format(_words(n)), **judged))
    return found


def write(folder: Path) -> Path:
    rows = [(post.at, post.by, post.text) for post in posts()]
    again = [(post.at + timedelta(days=4), post.by, post.text) for post in posts()[::7]]
    ends = [
        (datetime(2026, month, day, tzinfo=UTC), who, f"Halo {who} {month}")
        for month, day in ((1, 1), (7, 31))
        for who in (MAIN, AGENCY)
    ]
    lines = [
        f'{i},{at.isoformat()},{who},"{text}"'
        for i, (at, who, text) in enumerate([*rows, *again, *ends], 1000)
    ]
    path = folder / "unggahan.csv"
    path.write_text("\n".join(["id,created_at,username,text", *lines]) + "\n")
    return path


@pytest.fixture
def region(kept_region: Region) -> Region:
    return deepcopy(kept_region)


@pytest.fixture(scope="module")
def kept_region(db_of_file: None, tmp_path_factory: pytest.TempPathFactory) -> Region:
    return import_region(tmp_path_factory.mktemp("dunia"))


def import_region(folder: Path) -> Region:
    region = RegionFactory(code="33.27")
    OfficialAccountFactory(region=region, handle=MAIN, role=AccountRole.MAIN)
    OfficialAccountFactory(region=region, handle=AGENCY, role=AccountRole.AGENCY)
    import_file(write(folder), ImportSettings(platform="x"))
    return region


def counted(by: str | None) -> list[Post]:
    return [post for post in posts() if post.is_inside and by in (None, post.by)]


def half_main(values: Sequence[tuple[str, float]]) -> float:
    """The mean of the main account's mean and the others'."""
    groups = [[x for who, x in values if (who == MAIN) is is_main] for is_main in (True, False)]
    means = [sum(group) / len(group) for group in groups if group]
    return sum(means) / len(means)


def expected(by: str | None) -> dict[str, tuple[float, int]]:
    """Indicator → (value, n)."""
    own = counted(by)
    service = [post for post in own if post.function == "layanan"]
    sober = [post for post in own if post.function != "seremonial_pencitraan"]
    guides = [post for post in service if post.guide is not None]
    return {
        name: (half_main([(post.by, float(hit)) for post, hit in cases]), len(cases))
        for name, cases in {
            "service_content_share": [(post, post.function == "layanan") for post in own],
            "persona_content_share": [(post, post.function == "seremonial_pencitraan") for post in own],
            "evidence_share": [(post, post.verifiable) for post in sober],
            "plain_language": [(post, post.plain) for post in service],
            "service_info_completeness": [(post, (post.guide or 0) / 6) for post in guides],
        }.items()
    }


def results(region: Region, by: str | None) -> dict[str, Any]:
    (subject,) = [
        one
        for one in compute_region(region, AS_OF)
        if (one.account.handle if one.account else None) == by and one.pool == "social"
    ]
    return {result.indicator: result for result in subject.results}


@pytest.mark.parametrize("by", [MAIN, AGENCY, None])
def test_shares_are_those_of_plain_counting_and_provisional(region: Region, by: str | None) -> None:
    found = results(region, by)
    for name, (x, n) in expected(by).items():
        if n >= 30:
            assert found[name].x == pytest.approx(x), name
            assert found[name].interval.low < x < found[name].interval.high
        assert found[name].n == n, name
        assert found[name].provisional, name
    assert found["service_content_share"].reason == "labels_not_audited"
    assert found["service_info_completeness"].reason == "components_in_text_only"


def resampled(region: Region) -> dict[str, Sample]:
    """What the bootstrap draws from."""
    window = load_region_window(region, AS_OF)
    basis = basis_of(window, None)
    return samples_of(window, basis, origins_of(window, [basis]))


def test_samples_of_the_bootstrap_have_the_same_figures(region: Region) -> None:
    samples = resampled(region)
    for name, (x, n) in expected(None).items():
        assert unweighted(samples[name]) == pytest.approx(x), name
        assert samples[name].size == n


def test_a_correction_moves_topic_and_function(region: Region) -> None:
    before = results(region, AGENCY)
    message = Message.objects.get(text=next(p.text for p in counted(AGENCY) if p.function == "lain"))
    correct_label(message, Task.FUNCTION, "layanan", by=None, at=timezone.now())
    correct_label(message, Task.TOPIC, "kesehatan", by=None, at=timezone.now())
    after = results(region, AGENCY)
    assert after["service_content_share"].numerator == before["service_content_share"].numerator + 1
    topics = [one["topic_diversity"].detail["topics"]["kesehatan"] for one in (before, after)]
    assert topics[1] == topics[0] + 1


def test_posts_that_nobody_labelled_are_unknown_and_not_zero(region: Region) -> None:
    Label.objects.all().delete()
    found = results(region, None)
    for name in expected(None):
        assert (found[name].status.value, found[name].reason, found[name].x) == (
            "not_observable",
            "no_labels",
            None,
        )
    assert found["topic_diversity"].reason == "no_labels"


# --- what coders found ---------------------------------------------------------------------------


def code_posts(cast: Cast, one: Any, other: Any) -> list[CodingItem]:
    """A random sample of the window's posts, each coded by two strangers: ``one`` and ``other`` of the text."""
    task = new_task(cast.national_admin, label=LabelTask.FUNCTION, size=120, first_day=FIRST, last_day=AS_OF)
    items = list(CodingItem.objects.filter(task=task).order_by("order"))
    texts = dict(Message.objects.filter(pk__in=[i.message_id for i in items]).values_list("pk", "text"))
    coders: list[tuple[User, Any]] = [(new_coder("satu"), one), (new_coder("dua"), other)]
    Code.objects.bulk_create(
        Code(item=item, coder=coder, action=Code.Action.CODE, code_class=judge(texts[item.message_id]))
        for item in items
        for coder, judge in coders
    )
    return items


def machine(text: str) -> str:
    return next((post.function for post in posts() if post.text == text), "lain")


def truth(text: str) -> str:
    """People take every fifth service post for information, and every sixth greeting for service."""
    said, place = machine(text), crc32(text.encode())
    if said == "layanan" and place % 5 == 0:
        return "edukasi_informasi"
    return "layanan" if said == "lain" and place % 6 == 0 else said


def test_an_audit_corrects_the_share_and_takes_the_reservation_away(region: Region, cast: Cast) -> None:
    items = code_posts(cast, truth, truth)
    texts = dict(Message.objects.filter(pk__in=[i.message_id for i in items]).values_list("pk", "text"))
    pairs = [(truth(texts[i.message_id]), machine(texts[i.message_id])) for i in items]
    true = [said for code, said in pairs if code == "layanan"]
    rest = [said for code, said in pairs if code != "layanan"]
    se, sp = true.count("layanan") / len(true), 1 - rest.count("layanan") / len(rest)
    assert se < 1
    assert sp < 1
    observed, _ = expected(None)["service_content_share"]
    found = results(region, None)["service_content_share"]
    assert found.x == pytest.approx((observed + sp - 1) / (se + sp - 1))
    assert (found.provisional, found.reason) == (False, None)
    assert (found.detail["sensitivity"], found.detail["specificity"]) == pytest.approx((se, sp))
    sample = resampled(region)["service_content_share"]
    assert isinstance(sample, Mean)
    assert sample.audit is not None
    assert unweighted(sample) == pytest.approx(observed)
    # The rules over texts stay unaudited, whatever is known of the function.
    assert results(region, None)["evidence_share"].reason == "text_rules_not_audited"


def test_coders_who_disagree_take_the_value_away(region: Region, cast: Cast) -> None:
    code_posts(cast, machine, lambda text: "lain" if len(text) % 2 else "layanan")
    found = results(region, None)
    for name in expected(None):
        assert (found[name].status.value, found[name].x) == ("unreliable", None), name
    assert found["topic_diversity"].status.value == "scored"


def test_labels_no_better_than_chance_are_unreliable_not_unaudited(region: Region, cast: Cast) -> None:
    def opposite(text: str) -> str:
        return "lain" if machine(text) == "layanan" else "layanan"

    code_posts(cast, opposite, opposite)
    found = results(region, None)["service_content_share"]
    assert (found.status.value, found.reason) == ("unreliable", "classifier_too_weak")


def test_new_labels_make_new_figures(region: Region) -> None:
    """Whoever labels anew marks the accounts whose figures rest on it, from the first day on."""
    StaleScore.objects.all().delete()
    mark_all()
    label_pending()
    first = min(post.at for post in posts()).date()
    accounts = region.official_accounts.values_list("pk", flat=True)
    found = dict(StaleScore.objects.values_list("account_id", "since"))
    assert set(found) == set(accounts)
    assert max(found.values()) <= first
