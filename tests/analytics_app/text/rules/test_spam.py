from datetime import UTC, datetime, timedelta
from time import process_time

import pytest

from analytics_app.text.classify import Task, classify
from analytics_app.text.normalise import template_text
from analytics_app.text.rules.spam import BOT, COPY, Written, find_copies

START = datetime(2026, 3, 2, 8, tzinfo=UTC)
PLEA = "mohon jalan di desa kami segera diperbaiki ya pak"


def written(id: int, author: str, text: str, minutes: float = 0, to: str | None = "kantor") -> Written:
    template = template_text(text)
    return Written(id, author, template, len(template.split()), START + timedelta(minutes=minutes), to)


@pytest.mark.parametrize(
    "text",
    ["Slot gacor maxwin klik link", "𝗦𝗹𝗼𝘁 𝗴𝗮𝗰𝗼𝗿 malam ini", "pinjaman cepat tanpa jaminan kak", "ѕlоt gасоr"],
)
def test_advertisements_are_spam_however_they_are_drawn(text: str) -> None:
    assert classify([text], [Task.SPAM])[0][Task.SPAM].value == "spam"


def test_a_complaint_is_no_spam() -> None:
    assert classify(["lampu jalan mati"], [Task.SPAM])[0][Task.SPAM].value == "wajar"


def test_the_same_text_by_three_people_in_a_day_is_a_coordinated_copy() -> None:
    same = [written(i, f"w{i}", f"@akun{i} {PLEA.upper()} {i} 🙏", i * 60) for i in range(3)]
    assert find_copies(same) == {0: COPY, 1: COPY, 2: COPY}


def test_two_people_short_texts_and_other_days_are_no_copies() -> None:
    assert find_copies(written(i, f"w{i}", PLEA) for i in range(2)) == {}
    assert find_copies(written(i, f"w{i}", "terima kasih min") for i in range(9)) == {}
    assert find_copies(written(i, f"w{i}", PLEA, i * 13 * 60) for i in range(3)) == {}


def test_what_people_say_to_different_accounts_is_the_same_by_chance() -> None:
    assert find_copies(written(i, f"w{i}", PLEA, to=f"kantor{i}") for i in range(9)) == {}
    assert find_copies(written(i, f"w{i}", PLEA, to=None) for i in range(9)) == {}
    often = [written(i, "w", PLEA, to=f"kantor{i}") for i in range(5)]
    assert find_copies(often) == dict.fromkeys(range(5), BOT)


def test_one_author_who_repeats_a_text_five_times_in_an_hour_is_a_bot() -> None:
    often = [written(i, "w", "cek profil kami", i * 10) for i in range(5)]
    assert find_copies(often) == dict.fromkeys(range(5), BOT)
    assert find_copies(often[:4]) == {}
    assert find_copies(written(i, "w", "cek profil kami", i * 30) for i in range(5)) == {}


def test_the_work_grows_with_the_messages_and_not_with_their_square() -> None:
    began = process_time()
    found = find_copies(written(i, f"w{i}", PLEA, i / 1000) for i in range(50_000))
    assert len(found) == 50_000
    assert process_time() - began < 5
