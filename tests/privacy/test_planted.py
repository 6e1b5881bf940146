"""Personal data planted in a message: looked for wherever somebody else could meet it, and found nowhere."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from redis import Redis

from accounts_app.models import AuditEvent
from analytics_app import tasks
from analytics_app.models import Thread
from analytics_app.services.intake import ImportSettings, inspect_file, open_batch
from tests.access.expectations import ROUTES, Scene
from tests.access.scene import build_scene
from tests.analytics_app.services.histories import import_file
from tests.asked import watching
from tests.cast import PEOPLE, Cast, build_cast

pytestmark = pytest.mark.django_db

NIK, PHONE, EMAIL, HANDLE = "3327014107900001", "081234567890", "budi.warga@contoh.invalid", "budi_rahasia"
PLANTED = (NIK, PHONE, EMAIL, HANDLE)
TEXT = f"@contoh_pemalang jalan rusak, NIK {NIK} hp {PHONE} {EMAIL} bersama @{HANDLE}"


def _write(path: Path) -> Path:
    path.write_text(
        "id,created_at,username,text,in_reply_to_username,url\n"
        f'1,2026-06-02T08:00:00Z,{HANDLE},"{TEXT}",,https://x.com/{HANDLE}/status/1\n'
        f'2,entah kapan,{HANDLE},"{TEXT}",,\n'
        f'3,2026-06-02T09:00:00Z,contoh_pemalang,"@{HANDLE} Baik, kami catat {PHONE}",{HANDLE},\n'
        + "".join(f"{n},2026-06-03T0{n % 9}:00:00Z,warga{n},@contoh_pemalang halo,,\n" for n in range(10, 40))
    )
    return path


def _found(text: str) -> list[str]:
    return [needle for needle in PLANTED if needle in text]


def _body(response: object) -> str:
    parts = response.streaming_content if getattr(response, "streaming", False) else [response.content]  # type: ignore[attr-defined]
    return b"".join(parts).decode("utf-8", "replace")


def test_no_log_line_tells_it(tmp_path: Path, caplog: pytest.LogCaptureFixture):
    """Stands first: for the others the file is in already."""
    cast = build_cast()
    with caplog.at_level(logging.DEBUG):
        import_file(_write(tmp_path / f"aduan {PHONE}.csv"), ImportSettings(platform="x", region=cast.home))
    lines = [record.getMessage() for record in caplog.records if not record.name.startswith("django.db")]
    assert _found("\n".join(lines)) == []


@pytest.fixture(scope="module")
def cast(db_of_file: None) -> Cast:
    return build_cast()


@pytest.fixture(scope="module")
def planted(cast: Cast, tmp_path_factory: pytest.TempPathFactory) -> Thread:
    path = tmp_path_factory.mktemp("planted") / f"aduan {PHONE}.csv"
    import_file(_write(path), ImportSettings(platform="x", region=cast.home))
    return Thread.objects.get(opened_message__platform_id="1")


@pytest.fixture(scope="module")
def scene(cast: Cast, planted: Thread) -> Scene:
    scene = build_scene(cast)
    scene.things["home_thread"], scene.things["home_batch"] = planted, planted.opened_message.first_batch  # type: ignore[index]
    return scene


@pytest.mark.parametrize("person", PEOPLE)
def test_no_page_and_no_download_shows_it_to_anybody(scene: Scene, person: str):
    """Every page that is read, of every region, the thread itself and the rejected rows included."""
    client, found = Client(), []
    if user := getattr(scene.cast, person):
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    for name, route in ROUTES.items():
        if route.method == "post":
            continue
        address = reverse(name, kwargs=route.resolved("kwargs", scene)) + route.query
        with watching() as asked:
            found += _shown(client, address)
        for form in ("csv", "json") if "unduh" in asked else ():
            found += _shown(client, f"{address}{'&' if route.query else '?'}unduh={form}")
    assert found == []


def _shown(client: Client, address: str) -> list[tuple[str, str]]:
    return [(address, needle) for needle in _found(_body(client.get(address)))]


def test_neither_the_cache_nor_the_queue_holds_it(cast: Cast, planted: Thread, tmp_path: Path):
    client = Client()
    client.force_login(cast.staff_home, backend="django.contrib.auth.backends.ModelBackend")
    for address in ("home", "region-list", "account-list", "import-list"):
        client.get(reverse(address), follow=True)
    client.get(reverse("region", args=[cast.home.code]))
    client.get(reverse("thread", args=[planted.public_id]))
    path = _write(tmp_path / f"lagi {HANDLE}.csv")
    wanted = ImportSettings(platform="x", region=cast.home, source="lagi")
    tasks.import_batch.delay(open_batch(path, wanted, inspect_file(path, wanted)).pk)
    redis, held = Redis.from_url(settings.REDIS_URL), []
    for key in redis.scan_iter():
        kind = redis.type(key)
        value = redis.dump(key) if kind != b"list" else b"".join(redis.lrange(key, 0, -1))
        held.append(key + (value or b""))
    redis.delete("celery")
    assert held
    assert _found(b"\n".join(held).decode("utf-8", "replace")) == []


def test_the_audit_log_does_not_hold_it_either(cast: Cast, planted: Thread):
    client = Client()
    client.force_login(cast.staff_home, backend="django.contrib.auth.backends.ModelBackend")
    address = reverse("thread-identity", args=[planted.public_id])
    shown = client.post(address, {"apa": "teks", "alasan": f"menelepon warga {PHONE}"}).content.decode()
    assert set(_found(shown)) == set(PLANTED)  # the one page that is for it
    assert _found(str(list(AuditEvent.objects.values()))) == []
