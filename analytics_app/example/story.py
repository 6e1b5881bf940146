"""What happened on one account on one day: its posts, and the threads that grew under them later.

Everything follows from (account, day): a world that reaches one day further holds the same messages and that day's.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from hashlib import blake2b
from math import exp, log
from random import Random
from zoneinfo import ZoneInfo

from analytics_app.choices import MessageKind, Platform
from analytics_app.example.accounts import ExampleAccount, number_of
from analytics_app.example.behaviour import Hours
from analytics_app.example.words.citizens import (
    CHATTER,
    NEEDS_ANSWER,
    NUDGES,
    Wish,
    draw_wish,
    write_message,
    write_thanks,
)
from analytics_app.example.words.officials import (
    AUTOMATIC,
    TABLE_ANSWERS,
    PostKind,
    write_answer,
    write_post,
    write_template,
)
from analytics_app.example.words.phrases import fill, pick

_X_EPOCH_MS = 1_288_834_974_657
_HOURS = (
    1.0,
    0.6,
    0.4,
    0.3,
    0.4,
    1.0,
    2.2,
    3.2,
    3.6,
    3.4,
    3.2,
    3.0,
    3.4,
    3.0,
    2.8,
    2.8,
    3.0,
    3.2,
    3.6,
    4.4,
    4.8,
    4.2,
    3.0,
    1.8,
)  # fmt: skip  how many citizens write in each local hour
_POST_HOURS = (0, 0, 0, 0, 0, 0, 1, 3, 6, 7, 6, 4, 3, 4, 5, 5, 4, 3, 2, 2, 1.5, 0.6, 0.2, 0)
_WEEKDAYS = (1.15, 1.1, 1.05, 1.05, 1.0, 0.85, 0.8)
_WORDS = (
    "mangga", "salak", "duku", "jambu", "sirsak", "kecapi", "nangka", "manggis", "rambutan", "sawo", "belimbing",
    "delima", "markisa", "kelapa", "pepaya", "cempedak", "kedondong", "matoa", "langsat", "gandaria",
)  # fmt: skip
#: Shares of the days with a post: people agree on their words; a machine writes.
_PETITION, _MACHINE = 0.001, 0.0006
_MACHINE_TIMES = 6
_DAYS_LATER = (0.62, 0.22, 0.09, 0.04, 0.02, 0.01)


@dataclass(frozen=True, slots=True)
class Line:
    """One message of the world. ``likes`` and ``shares`` are what the first capture saw."""

    account: ExampleAccount
    id: str
    kind: MessageKind
    text: str
    at: datetime  # UTC
    author: str
    author_id: str
    parent: str | None = None
    conversation: str | None = None
    reply_to: str | None = None
    likes: int = 0
    shares: int = 0
    answered_at: datetime | None = None
    answer: str | None = None


def happenings(account: ExampleAccount, day: date, partners: Sequence[str], helper: str | None) -> list[Line]:
    """Posts of that day, threads under them and mentions of that day, with all that followed.

    ``partners`` are institutions that the account may name; ``helper`` is a sister account that sometimes answers.
    """
    return list(_Day(account, day, partners, helper).tell())


class _Day:
    def __init__(
        self, account: ExampleAccount, day: date, partners: Sequence[str], helper: str | None
    ) -> None:
        self.account = account
        self.way = account.behaviour
        self.day = day
        self.partners = partners
        self.helper = helper
        self.zone = ZoneInfo(account.place.zone)
        self.rng = Random(f"contoh-1:{account.platform}:{account.handle}:{day.isoformat()}")
        self.count = 0
        self.lead = f"[{account.place.name}]"
        self.is_x = account.platform is Platform.X

    def tell(self) -> Iterator[Line]:
        if self.account.platform is Platform.CHANNEL:
            yield from self._table_rows()
            return
        posts = list(self._posts())
        yield from posts
        own = [post for post in posts if post.kind is not MessageKind.REPOST]
        appeal = [self.rng.paretovariate(1.3) for _ in own]
        expected = self.way.threads * _WEEKDAYS[self.day.weekday()] * self._weather()
        mentions = 0.45 if self.is_x else 0.0
        if own:
            scale = (1 - mentions) * expected / max(self.way.posts, 0.2)
            for post, weight in zip(own, appeal, strict=True):
                for _ in range(self._poisson(scale * min(weight, 25) / 2.6)):
                    yield from self._thread(post)
        for _ in range(self._poisson(mentions * expected)):
            yield from self._thread(None)
        if own:
            yield from self._same_words(own[0])

    # --- posts ---

    def _posts(self) -> Iterator[Line]:
        rate = self.way.posts * (self.way.weekend if self.day.weekday() >= 5 else 1.0)
        for _ in range(self._poisson(rate) if rate < 0.9 else max(1, self._poisson(rate))):
            at = self._local(self._hour(_POST_HOURS))
            if self.is_x and self.rng.random() < self.way.repost_share:
                yield self._repost(at)
            else:
                yield self._post(at)

    def _post(self, at: datetime) -> Line:
        rng = self.rng
        if self.way.repeats_itself and rng.random() < 0.6:
            rng = Random(f"{self.account.handle}:{self.day.toordinal() // 9}")  # the same again for days
        share = rng.random()
        kind = PostKind.OTHER
        if share < self.way.service_share:
            kind = PostKind.SERVICE
        elif share < self.way.service_share + self.way.ceremony_share:
            kind = PostKind.CEREMONY
        elif share < self.way.service_share + self.way.ceremony_share + 0.22:
            kind = PostKind.EDUCATION
        text = write_post(kind, rng, self.lead)
        if self.partners and self.rng.random() < self.way.mentions_institutions:
            text = f"{text} @{pick(self.partners, self.rng)}"
        likes = int(self.rng.paretovariate(0.9) * 4)
        return self._own(text, at, MessageKind.ORIGINAL, likes=min(likes, 9_000), shares=min(likes // 6, 900))

    def _repost(self, at: datetime) -> Line:
        text = write_post(PostKind.OTHER, self.rng, "")
        return self._own(f"RT @contoh_info_nusantara: {text.strip()}", at, MessageKind.REPOST)

    def _own(
        self,
        text: str,
        at: datetime,
        kind: MessageKind,
        *,
        under: Line | None = None,
        likes: int = 0,
        shares: int = 0,
    ) -> Line:
        id = self._id(at)
        return Line(
            self.account,
            id,
            kind,
            text,
            at,
            self.account.handle,
            self.account.user_id,
            parent=under.id if under else None,
            conversation=under.conversation if under else id,
            reply_to=under.author if under else None,
            likes=likes,
            shares=shares,
        )

    # --- threads ---

    def _thread(self, post: Line | None) -> Iterator[Line]:
        rng = self.rng
        wish = draw_wish(rng)
        opening = self._opening(post, wish)
        yield opening
        answers = list(self._answers(opening, wish, post))
        answered = min((line.at for line in answers if line.text.find(AUTOMATIC) < 0), default=None)
        if wish in NEEDS_ANSWER and rng.random() < 0.13:
            nudge_at = opening.at + timedelta(hours=rng.uniform(2, 40))
            if answered is None or nudge_at < answered:
                yield self._comment(opening, fill(pick(NUDGES, rng), rng), nudge_at, opening.author)
        if post is not None and rng.random() < 0.08:
            at = opening.at + timedelta(hours=rng.expovariate(0.2))
            yield self._comment(opening, fill(pick(CHATTER, rng), rng), at, self._citizen())
        yield from answers
        if answered is not None and rng.random() < 0.24:
            at = answered + timedelta(hours=0.2 + rng.expovariate(0.3))
            yield self._comment(
                answers[-1], write_thanks(self.account.place.code, rng), at, opening.author, opening
            )

    def _same_words(self, post: Line) -> Iterator[Line]:
        """On rare days several people send the same words, on others one account sends them over and over."""
        rng = Random(f"contoh-serupa:{self.account.platform}:{self.account.handle}:{self.day.isoformat()}")
        chance = rng.random()
        if chance < _PETITION:
            yield from self._petition(post, rng)
        elif chance < _PETITION + _MACHINE:
            yield from self._machine(post, rng)

    def _petition(self, post: Line, rng: Random) -> Iterator[Line]:
        text, at = write_message(Wish.COMPLAINT, self.account.place.code, rng), post.at
        for author in sorted({self._citizen() for _ in range(9)}):
            at += timedelta(minutes=rng.uniform(10, 90))
            opening = self._written(post, text, at, author)
            yield opening
            yield from self._answers(opening, Wish.COMPLAINT, post)

    def _machine(self, post: Line, rng: Random) -> Iterator[Line]:
        text, at = write_message(Wish.GRUMBLE, self.account.place.code, rng), post.at
        author = self._citizen()
        for _ in range(_MACHINE_TIMES):
            at += timedelta(minutes=rng.uniform(1, 8))
            yield self._written(post, text, at, author)

    def _opening(self, post: Line | None, wish: Wish) -> Line:
        at = self._after(post.at) if post else self._local(self._hour(_HOURS))
        return self._written(
            post, write_message(wish, self.account.place.code, self.rng), at, self._citizen()
        )

    def _written(self, post: Line | None, text: str, at: datetime, author: str) -> Line:
        """What a citizen writes under a post, or to the account."""
        id = self._id(at)
        parent = post.id if post else None
        if self.is_x:
            text = f"@{self.account.handle} {text}" if post or self.rng.random() < 0.8 else text
            if f"@{self.account.handle}" not in text:
                text = f"{text} @{self.account.handle}"
        trick = self.rng.random()
        if post is not None and trick < 0.006:
            parent = self._id(at - timedelta(days=2))  # a post that was deleted before the capture
        elif post is not None and trick < 0.008:
            parent = id  # a scraper's mistake: the message names itself
        return Line(
            self.account,
            id,
            MessageKind.REPLY if post else MessageKind.ORIGINAL,
            text,
            at,
            author,
            number_of(author, 11),
            parent=parent,
            conversation=post.id if post else id,
            reply_to=self.account.handle if post else None,
            likes=int(self.rng.paretovariate(1.6)) - 1,
        )

    def _comment(
        self, under: Line, text: str, at: datetime, author: str, opening: Line | None = None
    ) -> Line:
        """A citizen's further message under another one."""
        return Line(
            self.account,
            self._id(at),
            MessageKind.REPLY,
            f"@{under.author} {text}" if self.is_x else text,
            at,
            author,
            number_of(author, 11),
            parent=(opening or under).id if not self.is_x else under.id,
            conversation=under.conversation,
            reply_to=under.author,
        )

    # --- answers ---

    def _answers(self, opening: Line, wish: Wish, post: Line | None) -> Iterator[Line]:
        rng = self.rng
        if self.way.has_automatic_reply and wish is not Wish.SPAM:
            yield self._reply(opening, post, AUTOMATIC, opening.at + timedelta(seconds=rng.uniform(2, 45)))
        rate = self.way.answer_rate_on(opening.at.astimezone(self.zone).date())
        if wish is Wish.PRAISE:
            rate *= 0.35
        elif wish not in NEEDS_ANSWER:
            rate *= 0.04
        if rng.random() >= rate:
            return
        hours = rng.lognormvariate(log(self.way.median_hours), self.way.sigma)
        at = self._working(opening.at + timedelta(hours=min(hours, 24 * 40)))
        if rng.random() < 0.002:
            at = opening.at - timedelta(minutes=rng.uniform(1, 9))  # a clock that was wrong
        is_template = rng.random() < self.way.template_share
        text = write_template(rng) if is_template else write_answer(wish, rng)
        yield self._reply(opening, post, text, at, by_helper=rng.random() < 0.12)
        if rng.random() < 0.07:
            later = self._working(at + timedelta(hours=rng.uniform(3, 60)))
            yield self._reply(opening, post, write_answer(wish, rng), later)

    def _reply(
        self, opening: Line, post: Line | None, text: str, at: datetime, *, by_helper: bool = False
    ) -> Line:
        names = self.is_x or self.rng.random() < 0.6
        line = self._own(f"@{opening.author} {text}" if names else text, at, MessageKind.REPLY, under=opening)
        if post is not None and names and not self.is_x and self.rng.random() < 0.25:
            line = replace(line, parent=post.id)  # in a flat list of comments the post stands for all
        if by_helper and self.helper is not None:
            line = replace(line, author=self.helper, author_id=number_of(f"x:{self.helper}", 12))
        return line

    def _working(self, at: datetime) -> datetime:
        """The instant itself, or when somebody next sits at the account."""
        local = at.astimezone(self.zone)
        hour = local.hour + local.minute / 60
        if self.way.hours is Hours.NIGHT:
            if hour >= 18.5 or hour < 0.5:
                return at
            return self._on(local.date(), self.rng.uniform(18.5, 23.5))
        if self.way.hours is Hours.ANY:
            return at if hour >= 5.5 else self._on(local.date(), self.rng.uniform(5.5, 8))
        if local.weekday() < 5 and 7.5 <= hour < 16:
            return at
        if self.rng.random() < 0.12:
            return at  # now and then somebody answers from home
        day = local.date() if hour < 7.5 else local.date() + timedelta(days=1)
        while day.weekday() >= 5:
            day += timedelta(days=1)
        return self._on(day, 7.5 + min(6.0, self.rng.expovariate(0.8)))

    # --- complaint tables ---

    def _table_rows(self) -> Iterator[Line]:
        rng = self.rng
        for number in range(self._poisson(self.way.threads * _WEEKDAYS[self.day.weekday()])):
            wish = Wish.COMPLAINT
            while (other := draw_wish(rng)) in NEEDS_ANSWER and rng.random() < 0.4:
                wish = other
            at = self._local(self._hour(_HOURS))
            line = Line(
                self.account,
                f"{self.day:%y%m%d}{number + 1:03d}",
                MessageKind.COMPLAINT,
                write_message(wish, self.account.place.code, rng),
                at,
                "",
                "",
            )
            if rng.random() < self.way.answer_rate:
                hours = rng.lognormvariate(log(self.way.median_hours), self.way.sigma)
                answered = self._working(at + timedelta(hours=hours))
                if rng.random() < 0.002:
                    answered = at - timedelta(minutes=12)
                line = replace(line, answered_at=answered, answer=fill(pick(TABLE_ANSWERS, rng), rng))
            yield line

    # --- chance and time ---

    def _weather(self) -> float:
        """Some days are loud: rain from December to February, and now and then a post that everybody shares."""
        rain = 1.3 if self.day.month in (12, 1, 2) else 1.0
        return rain * (5.0 if self.rng.random() < 0.008 else 1.0)

    def _poisson(self, mean: float) -> int:
        limit, product, n = exp(-min(mean, 60.0)), self.rng.random(), 0
        while product > limit:
            product *= self.rng.random()
            n += 1
        return n

    def _hour(self, weights: Sequence[float]) -> float:
        return self.rng.choices(range(24), weights)[0] + self.rng.random()

    def _after(self, at: datetime) -> datetime:
        """When a comment on a post of that time comes: most the same day, in the hours when people write."""
        later = self.rng.choices(range(len(_DAYS_LATER)), _DAYS_LATER)[0]
        if later == 0:
            return at + timedelta(hours=0.02 + self.rng.expovariate(0.35))
        return self._on(at.astimezone(self.zone).date() + timedelta(days=later), self._hour(_HOURS))

    def _local(self, hour: float) -> datetime:
        return self._on(self.day, hour)

    def _on(self, day: date, hour: float) -> datetime:
        midnight = datetime.combine(day, time.min, self.zone)
        return (midnight + timedelta(seconds=int(hour * 3600))).astimezone(UTC)

    def _citizen(self) -> str:
        """One of the region's people; a few write often."""
        crowd = 60 + int(400 * self.way.threads)
        number = int(crowd * self.rng.random() ** 1.6)
        word = _WORDS[number % len(_WORDS)]
        return f"wargacontoh_{word}{number}_{self.account.place.code.replace('.', '_')}"

    def _id(self, at: datetime) -> str:
        """An id as the platform gives them; X's holds its time."""
        self.count += 1
        text = f"{self.account.platform}:{self.account.handle}:{self.day}:{self.count}"
        if not self.is_x:
            return number_of(text, 16)
        low = int.from_bytes(blake2b(text.encode(), digest_size=3).digest(), "big") & 0x3FFFFF
        return str(((int(at.timestamp() * 1000) - _X_EPOCH_MS) << 22) | low)
