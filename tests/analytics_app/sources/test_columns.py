import pytest

from analytics_app.sources.columns import apply_given, list_fields, map_columns
from analytics_app.sources.errors import SourceRefused


def test_indonesian_and_english_headers_map_alike() -> None:
    indonesian = [
        "Nomor Aduan",
        "Isi Aduan",
        "Tanggal Aduan",
        "Tanggal Ditanggapi",
        "Perangkat Daerah",
        "Topik",
    ]
    english = ["Ticket ID", "Complaint", "Opened At", "First Response At", "Agency", "Topic"]
    row = [["7", "lampu padam", "2024-01-01 10:00", "2024-01-02 10:00", "Dinas A", "lampu"]]
    wanted = ["platform_id", "text", "created_at", "answered_at", "agency", "topic"]
    assert list(map_columns(indonesian, row).values()) == wanted
    assert list(map_columns(english, row).values()) == wanted


def test_the_original_text_wins_over_the_cleaned_one() -> None:
    assert map_columns(["clean_text", "text", "created_at"], []) == {
        "text": "text",
        "created_at": "created_at",
    }


def test_a_separate_clock_is_told_by_its_cells() -> None:
    rows = [["8/21/2021", "10:59:00", "a"]]
    assert map_columns(["date", "time", "message"], rows)["time"] == "created_clock"
    assert map_columns(["time", "message"], [["2021-08-21 10:59", "a"]])["time"] == "created_at"


def test_a_time_under_an_unknown_name_is_found_by_its_cells() -> None:
    assert map_columns(["kol1", "teks"], [["2021-08-21 10:59", "a"]])["kol1"] == "created_at"
    assert "created_at" not in map_columns(["kol1", "kol2"], [["2021-08-21", "2021-08-22"]]).values()


def test_a_column_named_as_time_may_hold_a_few_cells_that_are_none() -> None:
    columns = ["created_at", "text"]
    good, bad = ["2026-03-02 08:00:00", "halo semua"], ["kemarin dulu", "apa kabar"]
    assert map_columns(columns, [good, good, bad])["created_at"] == "created_at"
    assert "created_at" not in map_columns(columns, [good, bad, bad])


def test_a_persons_choice_stands_over_the_automatic_one() -> None:
    columns = ["text", "full", "tanggal"]
    automatic = {"text": "text", "tanggal": "created_at"}
    assert apply_given(automatic, {"full": "text"}, columns) == {"full": "text", "tanggal": "created_at"}
    assert apply_given(automatic, {"tanggal": ""}, columns) == {"text": "text"}


@pytest.mark.parametrize(("given", "word"), [({"kolx": "text"}, "kolx"), ({"text": "isi"}, "isi")])
def test_a_choice_of_what_does_not_exist_is_refused(given: dict[str, str], word: str) -> None:
    with pytest.raises(SourceRefused, match=word):
        apply_given({}, given, ["text"])


def test_every_field_has_a_label_and_names_of_its_own() -> None:
    fields = list_fields()
    assert {field.name for field in fields if field.is_required} == {"text", "created_at"}
    assert all(field.label and field.names for field in fields)
    assert len({field.label for field in fields}) == len(fields)
