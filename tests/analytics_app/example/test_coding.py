"""Coders of the example world say what its sentences mean, differ as people do, and always say the same."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from analytics_app.choices import LabelTask, MessageKind
from analytics_app.example.coding import DISPUTED_REGION, Opinions, Plan, opinions, plans
from analytics_app.example.meaning import meaning_of
from analytics_app.example.words import citizens, officials
from analytics_app.example.world import World, build_world
from analytics_app.indicators.agreement import MIN_ALPHA, krippendorff_nominal
from analytics_app.text.coding.codebook import CODEBOOKS
from tests.analytics_app.example.places import PLACES

LAST_DAY = date(2026, 11, 20)


@pytest.fixture(scope="module")
def world() -> World:
    return build_world(PLACES, LAST_DAY)


def plan_of(label: LabelTask) -> Plan:
    return next(plan for plan in plans(LAST_DAY) if plan.label is label)


def said(label: LabelTask, texts: list[str], region: str = "33") -> list[Opinions]:
    return [opinions(plan_of(label), 1, region, f"x:{n}", text) for n, text in enumerate(texts)]


def test_every_message_of_the_world_has_a_meaning_that_the_codebook_knows(world: World):
    for lines in world.bundles.values():
        for line in lines[:1_500]:
            meaning = meaning_of(line.text)
            assert meaning, line.text
            assert all(given in CODEBOOKS[label].ids for label, given in meaning.items())
            is_post = line.author == line.account.handle and line.kind is MessageKind.ORIGINAL
            assert (LabelTask.FUNCTION in meaning) == (is_post or line.kind is MessageKind.REPOST)


def test_gaps_names_and_capitals_hide_no_meaning():
    assert meaning_of(
        "@contoh_pemprov_33 Halo min, Lampu jalan di RW 11 mati dari kemarin, kalau malam gelap banget, ya"
    ) == {
        LabelTask.INTENT: "pengaduan_layanan",
        LabelTask.SENTIMENT: "negatif",
    }
    assert meaning_of("up") == {LabelTask.INTENT: "tanya_status", LabelTask.SENTIMENT: "netral"}
    assert meaning_of(
        "[Banten] Donor darah di RSUD, Senin tanggal 3 pukul 08.00. Stok golongan O menipis, ayo datang."
    )
    assert meaning_of("Sesuatu yang tidak pernah ditulis di sini") is None


@pytest.mark.parametrize("label", [LabelTask.INTENT, LabelTask.ANSWER])
def test_coders_differ_now_and_then_and_agree_enough(label: LabelTask):
    of_label = {
        LabelTask.INTENT: [sentence for listed in citizens.SENTENCES.values() for sentence in listed],
        LabelTask.ANSWER: [*officials.ANSWERS, *officials.TEMPLATES],
    }
    given = said(label, of_label[label] * 10)
    assert given == said(label, of_label[label] * 10)
    assert {one.settled is None for one in given if one.first != one.second} == {True, False}
    assert all(one.settled is None for one in given if one.first == one.second)
    alpha = krippendorff_nominal([[one.first, one.second] for one in given])
    assert alpha is not None
    assert MIN_ALPHA < alpha < 0.95


def test_of_one_government_they_agree_on_nothing():
    units = [
        [mark, other]
        for one in said(LabelTask.ANSWER, [*officials.ANSWERS] * 5, DISPUTED_REGION)
        if one.first and one.second
        for mark, other in zip(one.first, one.second, strict=True)
    ]
    alpha = krippendorff_nominal(units)
    assert alpha is not None
    assert alpha < MIN_ALPHA


def test_an_open_sample_was_begun_by_one_coder():
    plan = next(plan for plan in plans(LAST_DAY) if plan.is_open)
    text = "selamat pagi semuanya"
    assert opinions(plan, 1, "33", "x:1", text) == Opinions("sapaan_sosial", None, None)
    assert opinions(plan, plan.size, "33", "x:1", text) == Opinions(None, None, None)


def test_samples_are_of_days_that_are_over_and_stay_what_they_were():
    seen: dict[str, Plan] = {}
    for n in range(200):
        day = LAST_DAY + timedelta(days=n)
        for plan in plans(day):
            assert plan.last_day <= day
            assert seen.setdefault(plan.public_id, plan) == plan
            assert len(plan.public_id) <= 16
            assert len(plan.name) <= 80
