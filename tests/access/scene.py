"""What the addresses name: things of the home and of the away government. Add here what a new page needs."""

from datetime import date

from accounts_app import invitations
from accounts_app.choices import Role
from accounts_app.grants import Offer
from accounts_app.models import Breach, Invitation, Region
from analytics_app.choices import Status
from analytics_app.models import IndicatorValue, Publication
from tests.access.expectations import PUBLISHED_QUARTER_END, QUARTER_END, Scene
from tests.cast import Cast
from tests.factories import NOON, ImportBatchFactory, MembershipFactory, ThreadFactory


def build_scene(cast: Cast) -> Scene:
    """The cast with its things."""
    for region in (cast.province, cast.home, cast.away):
        for day in (QUARTER_END, PUBLISHED_QUARTER_END):
            _response_rate(region, day)
    Publication.objects.create(
        region=cast.province, quarter_end=PUBLISHED_QUARTER_END, published_by=cast.national_admin
    )
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
            "home_thread": ThreadFactory(account=cast.home_account),
            "away_thread": ThreadFactory(account=cast.away_account),
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


def _invitation(cast: Cast, region: Region) -> Invitation:
    offer = Offer(Role.STAFF, region)
    return invitations.invite(cast.national_admin, f"baru-{region.code}@contoh.invalid", offer)[0]
