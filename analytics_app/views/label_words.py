"""What labels, their classes and their origins are called."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from analytics_app.formats import percent
from analytics_app.text.classify import Label, LabelSource, Task
from analytics_app.text.coding.codebook import CodeClass
from analytics_app.text.coding.label_classes import label_classes

TASKS: Mapping[str, Any] = {
    Task.INTENT: gettext_lazy("Maksud pesan"),
    Task.PROBLEM: gettext_lazy("Masalah"),
    Task.SERVICE: gettext_lazy("Layanan"),
    Task.SENTIMENT: gettext_lazy("Sentimen"),
    Task.TOPIC: gettext_lazy("Topik unggahan"),
    Task.FUNCTION: gettext_lazy("Fungsi unggahan"),
    Task.SPAM: gettext_lazy("Spam"),
    Task.INCIDENT: gettext_lazy("Data pribadi dalam balasan"),
    Task.LANGUAGE: gettext_lazy("Bahasa"),
}
SOURCES: Mapping[str, Any] = {
    LabelSource.RULE: gettext_lazy("aturan"),
    LabelSource.MODEL: gettext_lazy("model"),
    LabelSource.PERSON: gettext_lazy("orang"),
}


def task_words(task: str) -> str:
    return str(TASKS.get(task, task))


def class_name(task: str, value: str | None) -> str:
    """What a class is called; None: no class fits."""
    if value is None:
        return _("tidak ada yang cocok")
    return _names(task, get_language() or "id").get(value, value)


def name_of(each: CodeClass) -> str:
    return each.name_en if get_language() == "en" else each.name_id


def definition_of(each: CodeClass) -> str:
    return each.definition_en if get_language() == "en" else each.definition_id


def origin_words(label: Label | None) -> str:
    """Who or what gave a label: "aturan 1.1.0+2", "model sentiment@…", "orang"; empty without a label."""
    if label is None:
        return ""
    source = str(SOURCES.get(label.source, label.source))
    return source if label.source == LabelSource.PERSON else f"{source} {label.version}"


def confidence_words(label: Label) -> str:
    """How sure the origin is, in its own measure; empty where it has none."""
    if label.confidence is None:
        return ""
    words = (
        _("keyakinan %(share)s") if label.source == LabelSource.MODEL else _("%(share)s kata kunci searah")
    )
    return words % {"share": percent(label.confidence)}


@cache
def _names(task: str, language: str) -> Mapping[str, str]:
    return {each.id: each.name_en if language == "en" else each.name_id for each in label_classes(Task(task))}
