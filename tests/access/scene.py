"""What the addresses name: things of the home and of the away government. Add here what a new page needs."""

from datetime import date

from accounts_app.choices import Role
from accounts_app.members import invitations
from accounts_app.members.grants import Offer
from accounts_app.models import Breach, Invitation, Region
from analytics_app.choices import ScoreStatus, Status
from analytics_app.indicators.definition import METHOD_VERSION
from analytics_app.models import (
    CodingTask,
    IndicatorValue,
    PeerComparison,
    Publication,
    Score,
    SensitivityRun,
    TaxonomyKeyword,
)
from tests.access.expectations import PUBLISHED_QUARTER_END, QUARTER_END, Scene
from tests.analytics_app.services.coding_world import new_task, write_messages
from tests.cast import Cast
from tests.factories import NOON, ImportBatchFactory, MembershipFactory, ThreadFactory


def build_scene(cast: Cast) -> Scene:
    """The cast with its things."""
    for region in (cast.province, cast.home, cast.away):
        for day in (QUARTER_END, PUBLISHED_QUARTER_END):
            _response_rate(region, day)
            _composite(region, day)
    Publication.objects.create(
        region=cast.province, quarter_end=PUBLISHED_QUARTER_END, published_by=cast.national_admin
    )
    tasks = {name: _coding_task(cast, name) for name in ("home", "away")}
    return Scene(
        cast,
        things={
            "home_account": cast.home_account,
            "away_account": cast.away_account,
            "home_batch": ImportBatchFactory(region=cast.home),
            "away_batch": ImportBatchFactory(region=cast.away),
            "home_member": MembershipFactory(region=cast.home),
            "away_member": MembershipFactory(region=cast.away),
            "home_invitation": _invitation(cast, cast.home),
            "away_invitation": _invitation(cast, cast.away),
            "breach": Breach.objects.create(title="contoh", discovered_at=NOON),
            "keyword": TaxonomyKeyword.objects.create(
                task="problem",
                class_id="waktu_lambat",
                keyword="lama tak kunjung",
                added_change=1,
                added_at=NOON,
            ),
            "sensitivity_run": _sensitivity_run(),
            "home_thread": ThreadFactory(account=cast.home_account),
            "away_thread": ThreadFactory(account=cast.away_account),
            "home_coding_task": tasks["home"],
            "away_coding_task": tasks["away"],
        },
    )


def _response_rate(region: Region, day: date) -> None:
    IndicatorValue.objects.create(
        region=region,
        pool=IndicatorValue.Pool.SOCIAL,
        indicator="response_rate",
        as_of=day,
        status=Status.SCORED,
        x=0.5,
        numerator=50,
        denominator=100,
        n=100,
        low=0.4,
        high=0.6,
        level=0.95,
        score=50,
        coverage=1,
        method_version="1",
        taxonomy_version="1",
        calendar_version="1",
        computed_at=NOON,
    )


def _sensitivity_run() -> SensitivityRun:
    """Of a group that nobody of the scene is in."""
    comparison = PeerComparison.objects.create(
        group="kota-0-0",
        level="kota",
        as_of=QUARTER_END,
        why_not="few_members",
        seed=1,
        inputs="contoh",
        method_version=METHOD_VERSION,
        computed_at=NOON,
    )
    return SensitivityRun.objects.create(comparison=comparison, asked_at=NOON)


def _composite(region: Region, day: date) -> None:
    Score.objects.create(
        region=region,
        measure=Score.Measure.COMPOSITE,
        as_of=day,
        status=ScoreStatus.MISSING_DIMENSION,
        seed=1,
        method_version="1",
        taxonomy_version="1",
        calendar_version="1",
        computed_at=NOON,
    )


def _coding_task(cast: Cast, name: str) -> CodingTask:
    """One message of the government, to be coded."""
    write_messages(getattr(cast, f"{name}_account"), 1)
    return new_task(cast.national_admin, public_id=f"tugas{name}222", regions=[getattr(cast, name)])


def _invitation(cast: Cast, region: Region) -> Invitation:
    offer = Offer(Role.STAFF, region)
    return invitations.invite(cast.national_admin, f"baru-{region.code}@contoh.invalid", offer)[0]
