"""Factories for database tests. Names and texts are made up; every default can be overridden."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from typing import Any

import factory
from factory.django import DjangoModelFactory

from accounts_app import pseudonyms
from accounts_app.choices import AccountPlatform, AccountRole, AccountStatus, RegionLevel, Role, Zone
from accounts_app.models import Agency, Membership, OfficialAccount, Region, User
from analytics_app.choices import MessageKind, ParentState, Platform, SourceFormat
from analytics_app.models import ImportBatch, Message, MessageLink, Thread

NOON = datetime(2026, 3, 2, 5, 0, tzinfo=UTC)  # a Monday, 12:00 in Jakarta


class RegionFactory(DjangoModelFactory[Region]):
    """A kabupaten in the WIB zone; a code without a dot makes a province."""

    class Meta:
        model = Region
        django_get_or_create = ("code",)

    code = factory.Sequence(
        lambda n: f"{90 + n // 99 % 10}.{n % 99 + 1:02d}"
    )  # two digits, however many tests ran
    level = factory.LazyAttribute(
        lambda region: RegionLevel.REGENCY if "." in region.code else RegionLevel.PROVINCE
    )
    name = factory.LazyAttribute(lambda region: f"{region.level.label} Contoh {region.code}")
    zone = Zone.WIB
    population = 1_000_000


class AgencyFactory(DjangoModelFactory[Agency]):
    class Meta:
        model = Agency
        django_get_or_create = ("region", "name")

    region = factory.SubFactory(RegionFactory)
    name = "Diskominfo"


class OfficialAccountFactory(DjangoModelFactory[OfficialAccount]):
    """An attested main account on X; keys follow from handle and platform_user_id."""

    class Meta:
        model = OfficialAccount

    region = factory.SubFactory(RegionFactory)
    agency = factory.SubFactory(AgencyFactory, region=factory.SelfAttribute("..region"))
    platform = AccountPlatform.X
    handle = factory.Sequence(lambda n: f"akun_contoh_{n}")
    role = AccountRole.MAIN
    status = AccountStatus.ATTESTED
    handle_key = factory.LazyAttribute(lambda a: pseudonyms.handle_key(a.platform, a.handle))
    user_key = factory.LazyAttribute(
        lambda a: (
            pseudonyms.user_key(a.platform, a.platform_user_id) if getattr(a, "platform_user_id", "") else ""
        )
    )


class UserFactory(DjangoModelFactory[User]):
    """A person who can be signed in with ``client.force_login``; with ``password=…`` also through the form."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"orang{n}@contoh.invalid")

    @classmethod
    def _create(cls, model_class: type[User], *args: Any, password: str | None = None, **kwargs: Any) -> User:
        return model_class.objects.create_user(password=password, **kwargs)


class MembershipFactory(DjangoModelFactory[Membership]):
    """Staff of a region; ``region=None`` needs a national role."""

    class Meta:
        model = Membership

    user = factory.SubFactory(UserFactory)
    region = factory.SubFactory(RegionFactory)
    role = Role.STAFF


class ImportBatchFactory(DjangoModelFactory[ImportBatch]):
    """A finished import of a generic table."""

    class Meta:
        model = ImportBatch

    state = ImportBatch.State.DONE
    source = "contoh"
    format = SourceFormat.TABLE
    file_name = "contoh.csv"
    file_size = 1_000
    file_sha256 = factory.Sequence(lambda n: hashlib.sha256(f"berkas {n}".encode()).hexdigest())
    settings_sha256 = hashlib.sha256(b"").hexdigest()


class MessageFactory(DjangoModelFactory[Message]):
    """A citizen's original message on X at noon; ``account=…`` makes it an official one.

    ``concerns=[account, …]`` links it to official accounts (an official message is linked to its author anyway).
    """

    class Meta:
        model = Message
        skip_postgeneration_save = True

    platform = Platform.X
    platform_id = factory.Sequence(lambda n: str(1_900_000_000_000_000_000 + n))
    kind = MessageKind.ORIGINAL
    text = "Lampu jalan di simpang contoh padam, mohon diperiksa."
    created_at = NOON
    parent_state = ParentState.NONE
    needs_rebuild = False
    author_key = factory.LazyAttributeSequence(lambda message, n: _author_key(message, n))

    @factory.post_generation
    def concerns(message: Message, create: bool, extracted: Any, **kwargs: Any) -> None:
        accounts = {account.pk: account for account in [*(extracted or []), message.account] if account}
        if create:
            MessageLink.objects.bulk_create(
                MessageLink(message=message, account=account) for account in accounts.values()
            )


def _author_key(message: Any, n: int) -> str:
    account = getattr(message, "account", None)
    if account is None:
        return pseudonyms.handle_key(message.platform, f"warga_contoh_{n}")
    return account.user_key or account.handle_key


class ThreadFactory(DjangoModelFactory[Thread]):
    """One citizen's message to an official account that waits for its first answer."""

    class Meta:
        model = Thread

    class Params:
        message = factory.LazyAttribute(
            lambda thread: MessageFactory(created_at=thread.started_at, concerns=[thread.account])
        )

    key = factory.Sequence(lambda n: f"x:contoh:{n}")
    public_id = factory.LazyAttribute(
        lambda thread: "u" + hashlib.sha256(thread.key.encode()).hexdigest()[:11]
    )
    account = factory.SubFactory(OfficialAccountFactory)
    region = factory.SelfAttribute("account.region")
    platform = Platform.X
    started_at = NOON
    opened_at = factory.SelfAttribute("started_at")
    opened_message = factory.SelfAttribute("message")
    author_key = factory.SelfAttribute("message.author_key")
    needs_response = True
    time_precision = "exact"
