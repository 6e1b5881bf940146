"""The links of the newest profiles are asked once a week; a second run asks nothing."""

from __future__ import annotations

from datetime import timedelta
from http.server import ThreadingHTTPServer

import pytest
from django.conf import settings

from accounts_app.models import OfficialAccount
from analytics_app.choices import ObservationKind
from analytics_app.models import LinkCheck, StaleScore
from analytics_app.services import link_checks
from analytics_app.services.link_checks import check_links
from analytics_app.services.observation_intake import take_observations
from analytics_app.sources.observations import read_observations
from govmonitor.celery import app
from tests.analytics_app.pages_world import NOW
from tests.analytics_app.services.test_public_web import Site, allow, at, server  # noqa: F401
from tests.factories import OfficialAccountFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def account() -> OfficialAccount:
    return OfficialAccountFactory(handle="pemkab_contoh", platform="x")


def show(links: str, taken_at: str = "2026-07-01") -> None:
    text = f"platform,handle,taken_at,links\nx,pemkab_contoh,{taken_at},{links}\n"
    kind = ObservationKind.PROFILE
    report = take_observations(read_observations(text.encode(), kind, is_json=False), kind, NOW)
    assert report.added == 1
    StaleScore.objects.all().delete()


def test_each_link_of_the_newest_profile_is_asked_once_a_week(
    account: OfficialAccount,
    server: ThreadingHTTPServer,  # noqa: F811
) -> None:
    show(at(server, "/lama"), "2026-06-01")
    show(f"{at(server, '/a')} {at(server, '/gone')} http://10.0.0.1/")
    assert check_links(NOW, allowed=allow(server)) == 3
    rows = {row.url.rpartition("/")[2]: row for row in LinkCheck.objects.all()}
    assert {name: (row.outcome, row.status_code) for name, row in rows.items()} == {
        "a": ("ok", 200),
        "gone": ("status", 404),
        "": ("refused", None),
    }
    assert rows["a"].names_account is True
    assert rows[""].names_account is None
    assert StaleScore.objects.filter(account=account).exists()
    asked = len(Site.seen)
    assert check_links(NOW + timedelta(hours=1), allowed=allow(server)) == 0
    assert len(Site.seen) == asked == 2
    assert check_links(NOW + timedelta(days=7), allowed=allow(server)) == 3
    assert LinkCheck.objects.count() == 6


def test_a_link_of_several_accounts_is_asked_once_and_a_host_only_so_often(
    account: OfficialAccount,
    server: ThreadingHTTPServer,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    OfficialAccountFactory(handle="pemkab_lain", platform="x")
    show(f"{at(server, '/a')} {at(server, '/b')} {at(server, '/c')}")
    text = f"platform,handle,taken_at,links\nx,pemkab_lain,2026-07-01,{at(server, '/a')}\n"
    kind = ObservationKind.PROFILE
    take_observations(read_observations(text.encode(), kind, is_json=False), kind, NOW)
    monkeypatch.setattr(link_checks, "MAX_A_HOST", 2)
    assert check_links(NOW, allowed=allow(server)) == 3
    assert [path for path, _ in Site.seen] == ["/a", "/b"]
    assert check_links(NOW, allowed=allow(server)) == 1  # the rest in the next run
    assert [path for path, _ in Site.seen] == ["/a", "/b", "/c"]


def test_a_name_that_leads_nowhere_is_never_asked(
    account: OfficialAccount, monkeypatch: pytest.MonkeyPatch
) -> None:
    def ask(url: str, **_: object) -> None:
        raise AssertionError(url)

    show(
        "https://33-27.contoh.go.id.example/ https://example.com/a http://lapor.test:80/ https://a.invalid./"
    )
    monkeypatch.setattr(link_checks, "ask", ask)
    assert check_links(NOW) == 0
    assert not LinkCheck.objects.exists()
    show("https://contoh.example.go.id/", "2026-07-02")  # only looks like one
    with pytest.raises(AssertionError, match=r"example\.go\.id"):
        check_links(NOW)


def test_it_runs_every_week_and_no_setting_opens_the_own_network() -> None:
    entry = app.conf.beat_schedule["check-links"]
    assert entry["task"] == "analytics_app.tasks.check_links"
    assert not [name for name in dir(settings) if "ALLOWED_LINK" in name or "PRIVATE" in name]
