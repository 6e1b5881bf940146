"""What a post is for. The sentences are ours: they hold the rules still and say nothing of their accuracy."""

import pytest

from analytics_app.text.classify import Task, classify


def function_of(text: str) -> str | None:
    return classify([text], [Task.FUNCTION])[0][Task.FUNCTION].value


@pytest.mark.parametrize(
    "text",
    [
        "Jadwal samsat keliling hari ini di alun-alun pukul 08.00",
        "Syarat cetak ulang KTP yang hilang: surat kehilangan dan fotokopi KK",
        "Penutupan jalan sementara, mohon lewat jalur lain",
        "Peringatan dini cuaca ekstrem, waspada banjir di bantaran sungai",
        "Pendaftaran vaksinasi gratis di puskesmas mulai Senin",
    ],
)
def test_what_a_resident_can_act_on_is_service(text: str) -> None:
    assert function_of(text) == "layanan"


@pytest.mark.parametrize(
    "text",
    [
        "Bupati menghadiri rapat koordinasi dan gunting pita",
        "Wali kota meresmikan gedung baru didampingi forkopimda",
        "Kabupaten kita meraih penghargaan terbaik",
        "Upacara peringatan pukul 07.30 dipimpin wakil bupati",
    ],
)
def test_officials_and_awards_without_anything_to_act_on_are_ceremony(text: str) -> None:
    assert function_of(text) == "seremonial_pencitraan"


def test_a_ceremony_that_opens_a_service_with_a_deadline_is_service() -> None:
    assert function_of("Bupati membuka pendaftaran beasiswa, paling lambat 30 Juni") == "layanan"


def test_useful_topic_without_an_action_is_information() -> None:
    assert function_of("Manfaat imunisasi") == "layanan"  # an offer of the health service
    assert function_of("Mengenal gejala demam berdarah pada keluarga") == "edukasi_informasi"
    assert function_of("Sejarah batik dan gamelan di kota kita") == "edukasi_informasi"


@pytest.mark.parametrize("text", ["", "Selamat pagi semua", "🔥🔥🔥"])
def test_the_rest_is_other(text: str) -> None:
    assert function_of(text) == "lain"
