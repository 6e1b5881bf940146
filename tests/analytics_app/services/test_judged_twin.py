"""Personal data incidents and coded answers, against plain counting."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts_app.models import OfficialAccount, User
from analytics_app.choices import LabelTask, MessageKind
from analytics_app.indicators.agreement import krippendorff_nominal
from analytics_app.models import Code, CodingItem, IndicatorValue, Label, Message, StaleScore
from analytics_app.scoring.samples import unweighted
from analytics_app.selectors.label_quality import load_qualities
from analytics_app.selectors.region_indicators import compute_region
from analytics_app.selectors.region_score import basis_of, origins_of, samples_of
from analytics_app.selectors.window import load_region_window
from analytics_app.services.label_corrections import correct_label
from analytics_app.services.labelling import label_pending, mark_all
from analytics_app.services.score import mark_for_new_codes
from analytics_app.text.classify import Task
from tests.analytics_app.pages_world import NOW, QUARTER_END, cover, score
from tests.analytics_app.services.coding_world import new_coder, new_task
from tests.cast import Cast
from tests.factories import MessageFactory

pytestmark = pytest.mark.django_db

SHOWN = "Baik, data [NIK] atas nama Bapak sudah kami perbarui."
ASKED = "Mohon tuliskan NIK dan nomor HP di kolom komentar ya."
PLAIN = "Terima kasih, sudah kami teruskan ke dinas terkait."


@pytest.fixture
def account(cast: Cast) -> OfficialAccount:
    """1,000 replies of a quarter: every hundredth shows data, one asks for some."""
    account = cast.home_account
    cover(account)
    start = datetime(2026, 4, 3, tzinfo=UTC)
    replies = [
        MessageFactory.build(
            account=account,
            kind=MessageKind.REPLY,
            text=SHOWN if n % 100 == 0 else ASKED if n == 7 else PLAIN,
            created_at=start + timedelta(hours=2 * n),
            author_key=account.handle_key,
        )
        for n in range(1000)
    ]
    Message.objects.bulk_create(replies)
    mark_all()
    label_pending()
    return account


def result(account: OfficialAccount, indicator: str) -> Any:
    found = {one.indicator: one for one in compute_region(account.region, QUARTER_END)[0].results}
    return found[indicator]


def test_incidents_are_counted_until_a_person_rejects_them(account: OfficialAccount) -> None:
    found = result(account, "privacy_safety")
    assert (found.x, found.numerator, found.n) == (11.0, 11, 1000)
    assert (found.provisional, found.reason, found.detail["confirmed"]) == (
        True, "incidents_not_confirmed", 0,
    )  # fmt: skip
    candidates = list(Message.objects.filter(labels__task="incident").order_by("created_at"))
    for message in candidates[1:]:
        value = "ditampilkan" if message.text == SHOWN else None
        correct_label(message, Task.INCIDENT, value, by=None, at=timezone.now())
    found = result(account, "privacy_safety")
    assert (found.x, found.detail["confirmed"], found.reason) == (10.0, 9, "incidents_not_confirmed")
    correct_label(candidates[0], Task.INCIDENT, "ditampilkan", by=None, at=timezone.now())
    found = result(account, "privacy_safety")
    # What the rules miss nobody has measured.
    assert (found.x, found.detail["confirmed"], found.reason) == (10.0, 10, "labels_not_audited")
    window = load_region_window(account.region, QUARTER_END)
    basis = basis_of(window, None)
    sample = samples_of(window, basis, origins_of(window, [basis]))["privacy_safety"]
    assert unweighted(sample) == pytest.approx(10.0)


def test_an_incident_once_seen_stays_whatever_stands_there_now(account: OfficialAccount) -> None:
    Message.objects.filter(text__in=(SHOWN, ASKED)).update(text=PLAIN)
    mark_all()
    label_pending()
    assert result(account, "privacy_safety").numerator == 11
    Label.objects.filter(task="incident").update(version="aturan-lama")  # other rules may take it back
    mark_all()
    label_pending()
    assert result(account, "privacy_safety").numerator == 0


# --- answers -------------------------------------------------------------------------------------


def code_answers(cast: Cast, n: int, two: list[tuple[str, str]]) -> None:
    """A random sample of answers, coded by two strangers; the pairs of codes follow each other in turn."""
    task = new_task(
        cast.national_admin,
        label=LabelTask.ANSWER,
        size=n,
        first_day=date(2026, 4, 3),
        last_day=QUARTER_END,
    )
    coders: list[User] = [new_coder("satu"), new_coder("dua")]
    Code.objects.bulk_create(
        Code(item=item, coder=coder, action=Code.Action.CODE, code_class=code)
        for item in CodingItem.objects.filter(task=task)
        for coder, code in zip(coders, two[item.order % len(two)], strict=True)
    )


def test_coded_answers_give_their_mean_share_of_points(account: OfficialAccount, cast: Cast) -> None:
    assert result(account, "answer_quality").reason == "no_coders"
    pairs = [("1111", "1111"), ("1001", "1001"), ("0001", "0001"), ("1101", "1100")]
    code_answers(cast, 40, pairs)
    found = result(account, "answer_quality")
    shares = [sum(map(int, one + other)) / 8 for one, other in pairs]
    assert found.x == pytest.approx(sum(shares) / 4)
    units = [[one[k], other[k]] for one, other in pairs * 10 for k in range(4)]
    assert found.detail["alpha"] == pytest.approx(krippendorff_nominal(units))
    assert (found.n, found.provisional) == (40, False)
    # The page lists the answers with their points; they add up to the figure.
    score(account.region)
    client = Client()
    client.force_login(cast.national_supervisor)
    url = reverse("evidence", args=[account.region.code, "answer_quality"])
    assert "dari 4 butir" in client.get(url).getvalue().decode()
    inputs = client.get(f"{url}?unduh=json").json()
    assert sum(row["points"] for row in inputs["posts"]) / 4 == pytest.approx(inputs["result"]["numerator"])


def test_coders_who_disagree_about_answers_leave_them_unreliable(
    account: OfficialAccount, cast: Cast
) -> None:
    code_answers(cast, 40, [("1111", "0000"), ("0000", "1111"), ("1010", "0101")])
    assert result(account, "answer_quality").status.value == "unreliable"


def test_what_coders_say_marks_every_figure_that_rested_on_less(account: OfficialAccount, cast: Cast) -> None:
    score(account.region)
    StaleScore.objects.all().delete()
    assert mark_for_new_codes(NOW) == 0
    code_answers(cast, 40, [("1111", "1111"), ("0001", "0001")])
    assert mark_for_new_codes(NOW) == account.region.official_accounts.count()
    score(account.region)
    StaleScore.objects.all().delete()
    assert mark_for_new_codes(NOW) == 0
    rows = IndicatorValue.objects.filter(region=account.region, indicator="service_content_share")
    assert rows.get(as_of=QUARTER_END, superseded_at=None).detail["coders"] == load_qualities().fingerprint
