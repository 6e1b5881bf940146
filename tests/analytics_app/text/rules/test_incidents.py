import pytest

from analytics_app.text.personal_data import mask
from analytics_app.text.rules.incidents import incident_of


@pytest.mark.parametrize(
    "text",
    [
        "Baik kak, NIK 3327010101900001 sudah kami aktifkan",
        "NIK 33.27.01.010190.0001 atas nama pemohon selesai",
    ],
)
def test_a_citizens_number_shown_is_an_incident_once_it_is_masked(text: str) -> None:
    assert incident_of(mask(text)) == "ditampilkan"


@pytest.mark.parametrize(
    "text",
    [
        "Mohon sebutkan NIK dan nama lengkapnya kak",
        "Silakan tulis nomor KK di kolom komentar",
        "kirimkan foto KTP ya kak",
        "Boleh minta no hp nya?",
        "mohon cantumkan alamat lengkap",
        "tulis no WA kakak di sini",
    ],
)
def test_asking_for_personal_data_in_the_open_is_an_incident(text: str) -> None:
    assert incident_of(text) == "diminta_di_ruang_terbuka"


@pytest.mark.parametrize(
    "text",
    [
        "Mohon kirim NIK dan nomor KK lewat DM ya kak",
        "Silakan sampaikan NIK melalui WhatsApp kami [TELP]",
        "Hubungi kami di [TELP] atau [EMAIL]",
        "Syarat: membawa KTP dan KK ke kantor",
        "Jangan pernah membagikan data Anda",
        "",
    ],
)
def test_private_channels_office_numbers_and_requirements_are_none(text: str) -> None:
    assert incident_of(text) is None
