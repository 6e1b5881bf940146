"""Labels of texts, those of the next slice worked out in a thread while the database writes this one.

Labels follow from a text and from whose it is alone. So what was worked out ahead is kept by the text, not by the
message: where another text stands when its turn comes, it is labelled then.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from types import TracebackType
from typing import Self

from analytics_app.text.classify import CITIZEN_TASKS, OFFICIAL_TASKS, Label, Task, classify
from analytics_app.text.model import TextModel
from analytics_app.text.rules.labels import RULES_VERSION
from analytics_app.text.taxonomy.additions import Additions

#: Whether an official account wrote it, and what.
Text = tuple[bool, str]
Labelled = Mapping[Text, Mapping[Task, Label]]


def versions_of(models: Mapping[str, TextModel], additions: Additions) -> list[str]:
    """Of the rules, which come first, and of the models."""
    return [additions.version(RULES_VERSION), *(model.version for model in models.values())]


class LabelsAhead:
    """Labels by these models and added keywords. Holds two slices of texts at most."""

    def __init__(self, models: Mapping[str, TextModel], additions: Additions) -> None:
        self._models, self._additions = models, additions
        self.versions = versions_of(models, additions)
        self._pool = ThreadPoolExecutor(max_workers=1)
        self._ahead: Future[Labelled] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._pool.shutdown(cancel_futures=True)

    @property
    def rules_version(self) -> str:
        """Of the rules with the added keywords."""
        return self.versions[0]

    def labels_of(self, texts: Iterable[Text], following: Iterable[Text]) -> Labelled:
        """Labels of ``texts``; begins with those of ``following``, which are likely to be asked for next."""
        known = self._ahead.result() if self._ahead else {}
        found = {**known, **self._label([text for text in texts if text not in known])}
        following = list(following)
        self._ahead = self._pool.submit(self._label, following) if following else None
        return found

    def _label(self, texts: Iterable[Text]) -> Labelled:
        """Each text once, however many wrote it."""
        labelled: dict[Text, Mapping[Task, Label]] = {}
        for is_own, tasks in ((True, OFFICIAL_TASKS), (False, CITIZEN_TASKS)):
            own = list(dict.fromkeys(text for text in texts if text[0] is is_own))
            labels = classify([text for _, text in own], tasks, self._models, self._additions)
            labelled.update(zip(own, labels, strict=True))
        return labelled
