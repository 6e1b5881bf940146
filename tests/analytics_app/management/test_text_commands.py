"""Train, label and judge by command, on tables as users have them."""

import json
import subprocess
import sys
from io import StringIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.core.management import CommandError, call_command

from analytics_app.models import Label
from analytics_app.services.label_corrections import correct_label
from analytics_app.services.text_models import find_model
from analytics_app.text.classify import Task
from analytics_app.text.rules.labels import RULES_VERSION
from tests.factories import MessageFactory

ROOT = Path(__file__).resolve().parents[3]
SAID = {"jalan rusak parah": "keluhan", "terima kasih banyak": "pujian", "jam berapa buka": "tanya"}


@pytest.fixture(autouse=True)
def _model_dir(tmp_path: Path, settings: Any) -> None:
    settings.TEXT_MODEL_DIR = tmp_path / "models"


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "kode.csv"
    rows = [f'"{text}, nomor {n}",{code}' for n in range(30) for text, code in SAID.items()]
    path.write_text("\n".join(["isi,kode", *rows, '"tanpa kode",', '"lewati",abaikan']) + "\n")
    return path


def run(*arguments: Any, **options: Any) -> tuple[str, str]:
    out, err = StringIO(), StringIO()
    call_command(*map(str, arguments), stdout=out, stderr=err, **options)
    return out.getvalue(), err.getvalue()


def train(table: Path, *more: str) -> dict[str, Any]:
    columns = ("--text-column", "isi", "--label-column", "kode", "--skip-label", "abaikan")
    out, _ = run("train_labels", "--task", "coba", "--data", table, *columns, "--format", "json", *more)
    result: dict[str, Any] = json.loads(out)
    return result


def test_a_trained_model_labels_a_table_it_has_not_seen(table: Path, tmp_path: Path) -> None:
    measured = train(table)
    assert (measured["rows"], measured["macro_f1"]) == (90, 1.0)
    new = tmp_path / "baru.jsonl"
    new.write_text('{"pesan": "jalan di sini rusak parah"}\n{"pesan": ""}\n{"pesan": "terima kasih kak"}\n')
    out, _ = run("label_file", new, "--text-column", "pesan", "--task", "coba", "--format", "jsonl")
    rows = [json.loads(line) for line in out.splitlines()]
    assert [rows[0]["class"], rows[2]["class"]] == ["keluhan", "pujian"]
    assert len(rows) == 3
    for row in rows:
        assert row["source"] == "model"
        assert row["version"].startswith("coba@")
        assert 0 <= row["confidence"] <= 1
        assert len(row["alternatives"]) == 3


def test_a_task_without_a_model_is_done_by_rules_and_says_so(table: Path) -> None:
    out, err = run("label_file", table, "--text-column", "isi", "--task", "intent")
    assert "aturan" in err
    first = json.loads(out.splitlines()[0])
    assert (first["class"], first["source"], first["version"]) == ("pengaduan_layanan", "rule", RULES_VERSION)


def test_figures_per_class_are_printed(table: Path) -> None:
    train(table)
    columns = ("--text-column", "isi", "--label-column", "kode", "--skip-label", "abaikan")
    out, _ = run("evaluate_labels", "--task", "coba", "--data", table, *columns, "--format", "json")
    found = json.loads(out)
    assert {one["name"]: one["support"] for one in found["classes"]} == dict.fromkeys(SAID.values(), 30)
    assert (found["n"], found["macro_f1"], found["source"]) == (90, 1.0, "model")
    text, _ = run("evaluate_labels", "--task", "coba", "--data", table, *columns)
    assert "keluhan" in text


def test_a_damaged_model_is_named_and_the_rules_go_on(table: Path, settings: Any) -> None:
    folder = Path(settings.TEXT_MODEL_DIR)
    folder.mkdir()
    (folder / "intent.json").write_text("{")
    out, err = run("label_file", table, "--text-column", "isi", "--task", "intent")
    assert "intent.json" in err
    assert json.loads(out.splitlines()[0])["source"] == "rule"


def test_a_damaged_model_of_ones_own_leaves_the_shipped_one(table: Path, settings: Any) -> None:
    folder = Path(settings.TEXT_MODEL_DIR)
    folder.mkdir()
    (folder / "sentiment.json").write_bytes(b"\x00\x01")
    out, err = run("label_file", table, "--text-column", "isi", "--task", "sentiment")
    assert "sentiment.json" in err
    assert json.loads(out.splitlines()[0])["source"] == "model"


def test_codes_that_a_task_of_the_product_does_not_know_are_refused(table: Path) -> None:
    columns = ("--text-column", "isi", "--label-column", "kode")
    with pytest.raises(CommandError, match="Kelas tak dikenal"):
        run("train_labels", "--task", "intent", "--data", table, *columns)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("label_file", "{table}", "--text-column", "salah", "--task", "intent"), "Tidak ada kolom"),
        (
            ("label_file", "{table}", "--text-column", "isi", "--task", "entah"),
            "Tidak ada model maupun aturan",
        ),
        (
            ("label_file", "{table}", "--text-column", "isi", "--task", "sentiment", "--model", "rules"),
            "perlu model",
        ),
        (("label_file", "{table}x", "--text-column", "isi", "--task", "intent"), "Berkas tidak ada"),
        (
            ("label_file", "{table}", "--text-column", "isi", "--task", "intent", "--model", "x"),
            "Tidak ada model",
        ),
    ],
)
def test_what_cannot_be_done_is_said(table: Path, arguments: tuple[str, ...], message: str) -> None:
    with pytest.raises(CommandError, match=message):
        run(*(argument.format(table=table) for argument in arguments))


@pytest.mark.parametrize(
    ("content", "texts"),
    [
        ("pesan\njalan rusak, parah; sekali\nterima kasih\n", 2),  # one column: commas belong to the text
        ('pesan\n"jalan rusak\nparah"\n', 1),
        (" Pesan ;kode\njalan rusak;x\n", 1),  # capitals and blanks around the name
    ],
)
def test_the_column_is_found_as_people_write_it(tmp_path: Path, content: str, texts: int) -> None:
    path = tmp_path / "teks.csv"
    path.write_text(content)
    out, _ = run("label_file", path, "--text-column", "pesan", "--task", "intent")
    rows = [json.loads(line) for line in out.splitlines()]
    assert [row["class"] for row in rows] == ["pengaduan_layanan", "apresiasi"][:texts]


def test_a_workbook_with_one_column_is_a_table(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for cell in ("pesan", "jalan rusak"):
        book.active.append([cell])
    book.save(tmp_path / "teks.xlsx")
    out, _ = run("label_file", tmp_path / "teks.xlsx", "--text-column", "pesan", "--task", "intent")
    assert json.loads(out)["class"] == "pengaduan_layanan"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "kosong"),
        ("isi,kode\n", "tidak ada baris"),
        ("isi,isi\na,b\n", "lebih dari satu"),
        ("a,b\n1,2\n", "a, b"),
    ],
)
def test_an_error_names_the_file(tmp_path: Path, content: str, message: str) -> None:
    path = tmp_path / "aneh.csv"
    path.write_text(content)
    with pytest.raises(CommandError, match=rf"aneh\.csv: .*{message}"):
        run("label_file", path, "--text-column", "isi", "--task", "intent")


def test_broken_rows_are_counted_and_named(tmp_path: Path) -> None:
    path = tmp_path / "rusak.jsonl"
    path.write_text('{"isi": "jalan rusak"}\n{rusak\n[1]\n')
    out, err = run("label_file", path, "--text-column", "isi", "--task", "intent")
    assert [("error" in json.loads(line)) for line in out.splitlines()] == [False, True, True]
    assert "2 dari 3 baris tidak terbaca" in err
    assert "baris 2, 3" in err


def test_sentiment_is_judged_in_either_language(tmp_path: Path) -> None:
    path = tmp_path / "perasaan.csv"
    path.write_text("isi,kode\nkecewa sekali parah,Negatif\nmantap keren terima kasih,POSITIF\n")
    columns = ("--text-column", "isi", "--label-column", "kode")
    out, _ = run("evaluate_labels", "--task", "sentiment", "--data", path, *columns, "--format", "json")
    assert json.loads(out)["accuracy"] == 1.0


def test_codes_of_another_codebook_are_no_errors_of_the_labels(tmp_path: Path) -> None:
    path = tmp_path / "lain.csv"
    path.write_text("isi,kode\njalan rusak,keluhan\nhalo,sapaan\n")
    arguments = ("--task", "intent", "--data", path, "--text-column", "isi", "--label-column", "kode")
    with pytest.raises(CommandError, match="keluhan, sapaan"):
        run("evaluate_labels", *arguments)
    path.write_text("isi,kode\njalan rusak,pengaduan_layanan\nhalo,sapaan\n")
    out, err = run("evaluate_labels", *arguments, "--format", "json")
    assert (json.loads(out)["accuracy"], "sapaan" in err) == (0.5, True)


def test_a_model_answers_its_own_task_only(table: Path, settings: Any) -> None:
    train(table)
    model = Path(settings.TEXT_MODEL_DIR) / "coba.json"
    arguments = ("label_file", table, "--text-column", "isi", "--model", model, "--task")
    assert run(*arguments, "coba")[0]
    with pytest.raises(CommandError, match="tugas coba, bukan intent"):
        run(*arguments, "intent")
    model.with_suffix(".npz").write_bytes(b"PK\x03\x04")
    with pytest.raises(CommandError, match=r"coba\.npz.*train_labels"):
        run(*arguments, "coba")


def test_classes_with_few_examples_are_named(tmp_path: Path) -> None:
    path = tmp_path / "sedikit.csv"
    rows = [f"{text} {n},{code}" for n in range(30) for text, code in SAID.items() if code != "tanya"]
    path.write_text("\n".join(["isi,kode", *rows, "jam berapa,tanya"]) + "\n")
    _, err = run(
        "train_labels", "--task", "coba", "--data", path, "--text-column", "isi", "--label-column", "kode"
    )
    assert "tanya 1" in err


def test_a_reader_that_has_enough_ends_the_command_in_silence(table: Path) -> None:
    command = [sys.executable, "manage.py", "label_file", table, "--text-column", "isi", "--task", "intent"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        said = process.stderr.read().decode()
    assert process.returncode == 141
    assert "Traceback" not in said
    assert "rror" not in said


def test_a_model_reads_the_columns_that_it_learnt_with(tmp_path: Path) -> None:
    """The text is the same everywhere; only the place beside it says whose task it is."""
    path = tmp_path / "keluhan.csv"
    places = ("Jepang", "Mejobo")
    rows = [f"lampu padam nomor {n},{place},Kelurahan {place}" for n in range(60) for place in places]
    path.write_text("\n".join(["isi,kelurahan,kode", *rows]) + "\n")
    columns = ("--text-column", "isi", "--label-column", "kode")
    place = ("--context-column", "kelurahan")
    out, _ = run("train_labels", "--task", "coba", "--data", path, *columns, *place, "--format", "json")
    assert json.loads(out)["accuracy"] == 1.0
    out, _ = run("train_labels", "--task", "buta", "--data", path, *columns, "--format", "json")
    assert json.loads(out)["accuracy"] <= 0.5
    out, _ = run("label_file", path, "--text-column", "isi", "--task", "coba")
    assert [json.loads(line)["class"] for line in out.splitlines()[:2]] == [
        f"Kelurahan {one}" for one in places
    ]
    out, _ = run("evaluate_labels", "--task", "coba", "--data", path, *columns, "--format", "json")
    assert json.loads(out)["accuracy"] == 1.0
    path.write_text("isi,kode\nlampu padam,x\n")
    with pytest.raises(CommandError, match="Tidak ada kolom “kelurahan”"):
        run("label_file", path, "--text-column", "isi", "--task", "coba")


def test_a_column_is_read_as_a_whole_and_not_only_by_its_words(tmp_path: Path) -> None:
    """Neither the month nor the day alone says anything here; the date does."""
    path = tmp_path / "komentar.csv"
    dates = [(month, day) for month in (1, 2) for day in (1, 2)]
    rows = [
        f"terima kasih nomor {n},2026-0{month}-0{day},{('senang', 'marah')[(month + day) % 2]}"
        for n in range(60)
        for month, day in dates
    ]
    path.write_text("\n".join(["isi,tanggal,kode", *rows]) + "\n")
    columns = ("--text-column", "isi", "--label-column", "kode", "--context-column", "tanggal")
    out, _ = run("train_labels", "--task", "coba", "--data", path, *columns, "--format", "json")
    assert json.loads(out)["accuracy"] == 1.0


def test_columns_beside_a_text_are_not_for_labels_of_messages(table: Path) -> None:
    columns = ("--text-column", "isi", "--label-column", "kode", "--context-column", "isi")
    with pytest.raises(CommandError, match="--context-column"):
        run("train_labels", "--task", "intent", "--data", table, *columns)


def test_tables_without_a_header_are_read_by_number(tmp_path: Path) -> None:
    path = tmp_path / "tanpa.tsv"
    path.write_text('jalan "rusak parah\tkeluhan\nterima kasih\tpujian\n')
    out, _ = run("label_file", path, "--text-column", "1", "--no-header", "--task", "intent")
    assert [json.loads(line)["class"] for line in out.splitlines()] == ["pengaduan_layanan", "apresiasi"]


@pytest.mark.django_db
def test_what_people_corrected_is_learnt_from() -> None:
    for n in range(20):
        for text, value in (
            ("jalan rusak", "negative"),
            ("terima kasih", "positive"),
            ("jam berapa", "neutral"),
        ):
            message = MessageFactory(text=f"{text} nomor {n}")
            correct_label(message, Task.SENTIMENT, value, by=None, at=message.created_at)
    out, _ = run("train_labels", "--task", "sentiment", "--from-corrections", "--format", "json")
    assert json.loads(out)["rows"] == 60
    assert find_model("sentiment").is_shipped is False


def test_training_on_nothing_is_refused() -> None:
    with pytest.raises(CommandError, match="--data"):
        run("train_labels", "--task", "sentiment")


@pytest.mark.django_db
def test_messages_are_labelled_again_when_a_model_comes(table: Path) -> None:
    message = MessageFactory(text="jalan rusak parah")
    out, _ = run("label_messages", "--all")
    assert out.startswith("1 pesan ditandai, 1 dilabeli")
    assert Label.objects.get(message=message, task="intent").source == "rule"
    out, _ = run("label_messages")
    assert out.startswith("0 pesan ditandai, 0 dilabeli")
