"""The main job on real files, through the commands that people and scripts use."""

from __future__ import annotations

import csv
import io
import json
import random
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from accounts_app import registry
from analytics_app.models import Message
from tests.journeys.digest import content

pytestmark = [pytest.mark.shared_data, pytest.mark.django_db(transaction=True)]


def run(command: str, *args: Any, **options: Any) -> Any:
    out = io.StringIO()
    call_command(command, *args, format="json", stdout=out, **options)
    return json.loads(out.getvalue())


def rounded(figures: dict[str, float], *names: str, digits: int = 2) -> list[float]:
    return [round(figures[name] + 1e-9, digits) for name in names]


@pytest.fixture
def regions(transactional_db: None) -> None:
    registry.load_regions()


@pytest.fixture
def brands(regions: None, shared_data: Path, tmp_path: Path) -> Path:
    """The brands of the support corpus as official accounts of one region."""
    source = shared_data / "threads/twcs/twcs_dev.csv"
    with source.open(encoding="utf-8", newline="") as file:
        names = sorted({row["author_id"] for row in csv.DictReader(file) if row["inbound"] == "False"})
    target = tmp_path / "accounts.csv"
    with target.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["region_code", "agency", "platform", "handle", "role"])
        writer.writerows(["33.27", "Dinas Uji", "x", name, "opd"] for name in names)
    assert run("import_official_accounts", target)["created"] == 69
    return source


P6 = ("p5", "p25", "p50", "p75", "p90", "p95")


def test_support_corpus_gives_the_known_trees_and_reply_times_in_any_row_order(
    brands: Path, tmp_path: Path
) -> None:
    result = run("import_messages", brands)
    assert (result["read"], result["new"], result["rejected"]["total"]) == (3592, 3591, 1)
    report = run("thread_report", batch=result["batch"])
    assert (report["messages"], report["trees"]) == (3591, 928)
    assert (report["parents"]["given"], report["parents"]["found"]) == (2669, 2663)
    assert report["official_replies"]["n"] == 1570
    assert rounded(report["official_replies"]["minutes"], *P6) == [1.70, 5.43, 14.20, 50.06, 332.91, 1152.37]
    everything = run("thread_report")
    assert {**everything, "threads": None} == {**report, "threads": None}
    threads = report["threads"]
    assert threads["needing_response"] == threads["answered"] + threads["waiting"] + threads["not_observable"]

    shuffled = tmp_path / "shuffled.csv"
    with brands.open(encoding="utf-8", newline="") as file:
        header, *rows = [row for row in csv.reader(file) if len(row) == 8]
    random.Random(3).shuffle(rows)
    with shuffled.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *rows])
    again = run("import_messages", shuffled)
    assert (again["new"], again["changed"]) == (0, 0)
    assert run("thread_report", batch=again["batch"])["threads"] == threads


def test_conversations_are_reported_as_the_source_names_them(regions: None, shared_data: Path) -> None:
    result = run("import_messages", shared_data / "threads/ibm-customer-care/threads_flat_dev.csv")
    assert (result["read"], result["new"]) == (1211, 1205)
    replies = run("thread_report", batch=result["batch"])["conversation_first_replies"]
    assert replies["n"] == 525
    assert rounded(replies["minutes"], *P6) == [1.49, 10.28, 123.65, 873.50, 4765.88, 10994.48]


def test_self_loops_are_set_aside(regions: None, shared_data: Path) -> None:
    result = run("import_messages", shared_data / "threads/mbg-policy-replies/hybrid_labeled_data.csv")
    report = run("thread_report", batch=result["batch"])
    assert (result["new"], report["parents"]["self_loops"], report["trees"]) == (12_389, 9_545, 12_378)


def test_threads_without_the_official_half_are_not_observable(brands: Path, shared_data: Path) -> None:
    result = run("import_messages", shared_data / "threads/twcs/spotify_support_requests_orphans.csv")
    report = run("thread_report", batch=result["batch"])
    assert (result["new"], result["rejected"]["total"]) == (15_090, 13)
    assert (report["parents"]["given"], report["parents"]["absent"]) == (15_090, 15_090)
    threads = report["threads"]
    assert threads["not_observable"] == threads["needing_response"] > 0
    assert (threads["answered"], threads["waiting"]) == (0, 0)


def test_complaint_table_gives_the_known_survival_curve(regions: None, shared_data: Path) -> None:
    path = shared_data / "complaints/surabaya-wargaku/complaints_2022.csv"
    with pytest.raises(CommandError, match="--zone"):
        run("import_messages", path, region="35.78", platform="channel")
    result = run("import_messages", path, region="35.78", platform="channel", zone="UTC")
    report = run("thread_report", region="35.78")
    assert result["new"] == 8690
    assert report["threads"] == {
        "total": 8690,
        "needing_response": 8690,
        "answered": 7896,
        "waiting": 794,
        "not_observable": 0,
        "negative_durations": 4,
    }
    assert rounded(report["first_response_hours"], "p5", digits=3) == [0.189]
    assert rounded(report["first_response_hours"], "p50", "p95") == [8.02, 46.17]
    kaplan_meier = report["kaplan_meier"]
    assert kaplan_meier["n"] == 8686
    assert rounded(kaplan_meier, "f24", "f72", digits=4) == [0.8006, 0.8902]
    assert rounded(kaplan_meier, "median_hours") == [9.88]
    social = {row["indicator"]: row for row in run("score", region="35.78", as_of=date(2022, 12, 31))}
    assert social["response_rate"]["x"] is None


def test_importing_a_file_again_writes_no_message(brands: Path) -> None:
    run("import_messages", brands)
    before = content(without=("batches",))
    newest = Message.objects.order_by("-pk").values_list("pk", flat=True)[0]
    again = run("import_messages", brands)
    assert (again["new"], again["changed"], again["unchanged"]) == (0, 0, 3591)
    assert content(without=("batches",)) == before
    assert Message.objects.order_by("-pk").values_list("pk", flat=True)[0] == newest
