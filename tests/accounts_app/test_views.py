"""The registry's pages."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from accounts_app.choices import AccountStatus
from accounts_app.models import OfficialAccount
from accounts_app.signals import registry_changed
from tests.cast import Cast
from tests.factories import OfficialAccountFactory

pytestmark = pytest.mark.django_db

HEADER = "region_code,agency,platform,handle,role\n"


@pytest.fixture
def announced(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The accounts that pages announced; nobody else listens."""
    monkeypatch.setattr(registry_changed, "receivers", [])
    registry_changed.sender_receivers_cache.clear()
    heard: list[int] = []

    def listen(sender: object, account_ids: list[int], **kwargs: object) -> None:
        heard.extend(account_ids)

    registry_changed.connect(listen, weak=False)
    return heard


def _sign_in(client: Client, user) -> None:
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")


def _upload(client: Client, text: str):
    return client.post(reverse("account-import"), {"file": SimpleUploadedFile("akun.csv", text.encode())})


def test_the_list_shows_the_accounts_of_ones_regions_and_no_others(client: Client, cast: Cast):
    _sign_in(client, cast.staff_home)
    page = client.get(reverse("account-list")).content.decode()
    assert "@contoh_pemalang" in page
    assert "@contoh_makassar" not in page


def test_search_and_status_narrow_the_list(client: Client, cast: Cast):
    OfficialAccountFactory(region=cast.home, handle="arsip_lama", status=AccountStatus.ARCHIVED)
    _sign_in(client, cast.national_admin)

    def listed(query: str) -> set[str]:
        response = client.get(reverse("account-list") + query)
        return {account.handle for account in response.context["page_obj"]}

    assert listed("") == {"contoh_pemalang", "contoh_makassar"}
    assert listed("?q=@CONTOH_pem") == {"contoh_pemalang"}
    assert listed("?status=archived") == {"arsip_lama"}
    assert listed("?wilayah=73.71") == {"contoh_makassar"}
    assert listed("?q=tidakada") == set()


def test_the_number_of_queries_does_not_grow_with_the_list(
    client: Client, cast: Cast, django_assert_max_num_queries
):
    OfficialAccountFactory.create_batch(40, region=cast.home)
    _sign_in(client, cast.staff_home)
    with django_assert_max_num_queries(10):
        assert client.get(reverse("account-list")).content.count(b"data-label") > 200


def test_staff_register_accounts_of_their_own_region_only(client: Client, cast: Cast, announced: list[int]):
    _sign_in(client, cast.staff_home)
    response = _upload(
        client, HEADER + "33.27,Dinas A,x,baru,opd\n73.71,Dinas B,x,asing,opd\n99,C,x,ketiga,opd\n"
    )
    created = OfficialAccount.objects.get(handle="baru")
    assert announced == [created.pk]
    assert not OfficialAccount.objects.filter(handle__in=["asing", "ketiga"]).exists()
    assert [(row.line, row.reason) for row, _text in response.context["rejected"]] == [
        (3, "forbidden_region"),
        (4, "unknown_region"),
    ]
    assert all(text in response.content.decode() for _row, text in response.context["rejected"])


def test_the_same_file_again_announces_nothing(client: Client, cast: Cast, announced: list[int]):
    _sign_in(client, cast.national_admin)
    _upload(client, HEADER + "73.71,Dinas B,x,baru,opd\n")
    assert len(announced) == 1
    _upload(client, HEADER + "73.71,Dinas B,x,baru,opd\n")
    assert len(announced) == 1


def test_a_file_that_is_no_registry_is_refused_beside_the_field(
    client: Client, cast: Cast, announced: list[int]
):
    _sign_in(client, cast.national_admin)
    for text in ("nama,umur\nA,1\n", HEADER + '33.27,"Dinas,x,rusak,opd\n'):
        response = _upload(client, text)
        assert response.status_code == 200
        assert response.context["form"].errors["file"]
    assert announced == []
    assert not OfficialAccount.objects.filter(handle="rusak").exists()


def test_attesting_and_archiving_change_the_account_and_announce_it(
    client: Client, cast: Cast, announced: list[int]
):
    _sign_in(client, cast.staff_home)
    account = cast.home_account
    for action, status in (("archive", AccountStatus.ARCHIVED), ("attest", AccountStatus.ATTESTED)):
        client.post(reverse(f"account-{action}", args=[account.public_id]))
        account.refresh_from_db()
        assert account.status == status
    assert announced == [account.pk, account.pk]


def test_supervisors_see_the_list_without_the_means_to_change_it(client: Client, cast: Cast):
    _sign_in(client, cast.provincial_supervisor)
    page = client.get(reverse("account-list")).content.decode()
    assert "@contoh_pemalang" in page
    assert reverse("account-import") not in page
    assert reverse("account-archive", args=[cast.home_account.public_id]) not in page


def test_a_page_asked_for_by_htmx_sends_the_whole_browser_to_sign_in(client: Client):
    response = client.get(
        reverse("account-list"),
        headers={"HX-Request": "true", "HX-Current-URL": "http://testserver/akun-resmi/?q=a"},
    )
    assert response.headers["HX-Redirect"] == f"{reverse('account_login')}?next=%2Fakun-resmi%2F"


def test_staff_pages_are_kept_by_no_cache(client: Client, cast: Cast):
    _sign_in(client, cast.staff_home)
    assert "no-store" in client.get(reverse("account-list")).headers["Cache-Control"]
