"""Publications are prepared when the right of reply has passed, frozen, and stay what they were."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from analytics_app import tasks
from analytics_app.models import IndicatorValue, JobRun, QuarterSnapshot
from analytics_app.selectors.data_version import forget_data_version
from analytics_app.selectors.public_pages import load_public_region
from analytics_app.selectors.publication import list_changed
from analytics_app.services import score
from analytics_app.services.jobs import Job, WorkState, list_work
from analytics_app.services.publishing import NothingToPublish, publish_quarter, withdraw_quarter
from analytics_app.services.snapshots import freeze_anew, prepare_due
from tests.analytics_app.pages_world import NOW, QUARTER_END, build, restate
from tests.cast import Cast
from tests.factories import OfficialAccountFactory
from tests.worker import running_worker

READY = date(2026, 7, 14)


def values_of(region):
    return IndicatorValue.objects.filter(region=region, as_of=QUARTER_END)


def _shown(page):
    values = {name: value and (value.x, value.n, value.status) for name, value in page.values.items()}
    return values, [(value.as_of, value.x, value.n) for value in page.trend], page.counts


@pytest.fixture
def world(cast: Cast) -> Cast:
    account = OfficialAccountFactory(region=cast.province, handle="contoh_jateng")
    build(account, answered=14, waiting=6)
    restate(values_of(cast.province).filter(provisional=True), provisional=False, reason="")
    return cast


@pytest.mark.django_db
def test_a_quarter_is_prepared_once_its_right_of_reply_has_passed_and_once_only(world: Cast) -> None:
    assert prepare_due(READY - timedelta(days=1), NOW) == 0
    assert prepare_due(READY, NOW) == 1
    assert prepare_due(READY, NOW) == 0
    snapshot = QuarterSnapshot.objects.get()
    assert (snapshot.region, snapshot.quarter_end) == (world.province, QUARTER_END)
    assert snapshot.value_ids == sorted(values_of(world.province).values_list("pk", flat=True))
    assert len(snapshot.score_ids) > 0


@pytest.mark.django_db
def test_what_was_published_stays_and_the_public_is_told_what_changed(world: Cast) -> None:
    prepare_due(READY, NOW)
    publish_quarter(world.province, QUARTER_END, by=world.national_admin)
    before = load_public_region(world.province, QUARTER_END, is_example=False)
    assert before is not None
    assert before.changed == []
    restate(values_of(world.province).filter(indicator="response_rate"), x=0.123456, n=99)
    after = load_public_region(world.province, QUARTER_END, is_example=False)
    assert after is not None
    assert _shown(after) == _shown(before)
    ((published, current),) = after.changed
    assert published.x == before.values["response_rate"].x
    assert (current.x, current.n) == (0.123456, 99)
    forget_data_version()
    page = Client().get(reverse("public-province", args=[world.province.code])).content.decode()
    assert "Ralat" in page
    assert "12" in page


@pytest.mark.django_db
def test_a_draft_can_be_frozen_anew_until_it_is_public_and_withdrawing_thaws_it(world: Cast) -> None:
    prepare_due(READY, NOW)
    restate(values_of(world.province).filter(indicator="response_rate"), x=0.25)
    assert len(list_changed(world.province, QUARTER_END)) == 1
    freeze_anew(world.province, QUARTER_END, NOW)
    assert list_changed(world.province, QUARTER_END) == []
    publish_quarter(world.province, QUARTER_END, by=world.national_admin)
    restate(values_of(world.province).filter(indicator="response_rate"), x=0.5)
    freeze_anew(world.province, QUARTER_END, NOW)
    assert len(list_changed(world.province, QUARTER_END)) == 1
    withdraw_quarter(world.province, QUARTER_END)
    assert not QuarterSnapshot.objects.exists()


@pytest.mark.django_db
def test_nothing_is_published_while_the_agency_may_reply(world: Cast, monkeypatch) -> None:
    monkeypatch.setattr(timezone, "localdate", lambda: READY - timedelta(days=1))
    with pytest.raises(NothingToPublish):
        publish_quarter(world.province, QUARTER_END, by=world.national_admin)


@pytest.mark.django_db
def test_time_alone_brings_a_date_that_is_computed_once(world: Cast) -> None:
    later = NOW + timedelta(days=200)
    assert score.mark_due(later) == 0  # nothing was stated beyond the end of the data
    gone = datetime(2026, 12, 31, tzinfo=UTC)
    world.province.official_accounts.get().spans.update(end_at=gone)
    assert score.mark_due(later) == 1
    score.score_stale(later)
    assert score.mark_due(later) == 0
    assert date(2026, 9, 30) in IndicatorValue.objects.filter(region=world.province).values_list(
        "as_of", flat=True
    )


@pytest.mark.django_db
def test_the_page_of_jobs_tells_what_ran_what_waits_and_what_failed(world: Cast, monkeypatch) -> None:
    states = {one.job: one for one in list_work(READY)}
    assert states[Job.SNAPSHOTS].state is WorkState.NEVER
    assert states[Job.SNAPSHOTS].waiting == 1
    monkeypatch.setattr(tasks.snapshots, "prepare_due", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        tasks.prepare_publications()
    client = Client()
    client.force_login(world.national_admin)
    page = client.get(reverse("job-list")).content.decode()
    assert "ZeroDivisionError" in page
    assert "Coba lagi" in page
    monkeypatch.undo()
    tasks.prepare_publications()
    done = JobRun.objects.get(job=Job.SNAPSHOTS)
    assert (done.done, done.total, done.error) == (1, 1, "")
    JobRun.objects.filter(job=Job.SNAPSHOTS).update(finished_at=None)  # as a killed process leaves it
    assert {one.job: one.state for one in list_work(READY)}[Job.SNAPSHOTS] is WorkState.STOPPED


@pytest.mark.django_db(transaction=True)
def test_a_killed_worker_leaves_whole_snapshots_and_the_next_one_makes_the_rest() -> None:
    from tests.cast import build_cast

    cast = build_cast()
    for region in (cast.province, cast.home, cast.sister, cast.away):
        for quarter in range(40):
            end = date(2015 + quarter // 4, (3, 6, 9, 12)[quarter % 4], (31, 30, 30, 31)[quarter % 4])
            IndicatorValue.objects.create(
                region=region, pool="social", indicator="response_rate", as_of=end, status="scored", x=0.5, n=50,
                score=50, coverage=1, method_version="1", taxonomy_version="1", calendar_version="1", computed_at=NOW,
            )  # fmt: skip
    with running_worker("--concurrency", "1", "--pool", "solo") as worker:
        tasks.prepare_publications.delay()
        while not QuarterSnapshot.objects.exists():
            assert worker.poll() is None
        worker.kill()
        worker.wait()
    made = set(QuarterSnapshot.objects.values_list("pk", flat=True))
    with running_worker("--concurrency", "1", "--pool", "solo") as worker:
        tasks.prepare_publications.delay()
        assert worker.stdout is not None
        next(line for line in worker.stdout if "prepare_publications" in line and "succeeded" in line)
    assert QuarterSnapshot.objects.count() == 160
    assert made <= set(QuarterSnapshot.objects.values_list("pk", flat=True))
    assert all(len(ids) == 1 for ids in QuarterSnapshot.objects.values_list("value_ids", flat=True))
