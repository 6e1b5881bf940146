"""Adding a keyword: a new version, held messages labelled anew, nothing changed in silence."""

from typing import Any

import pytest

from accounts_app.models import AuditEvent
from analytics_app.models import Label, StaleLabel, StaleScore, TaxonomyKeyword
from analytics_app.selectors.taxonomy import current_additions
from analytics_app.services import labelling
from analytics_app.services.label_corrections import correct_label
from analytics_app.services.taxonomy import KeywordRefused, add_keyword, preview_keyword, remove_keyword
from analytics_app.text.classify import Task
from analytics_app.text.rules.labels import RULES_VERSION
from analytics_app.text.taxonomy.additions import Addition
from tests.analytics_app.services.worlds import START
from tests.factories import MessageFactory, OfficialAccountFactory, UserFactory

pytestmark = pytest.mark.django_db

SLOW = Addition("problem", "waktu_lambat", "kayak siput")


@pytest.fixture(autouse=True)
def _model_dir(tmp_path: Any, settings: Any) -> None:
    settings.TEXT_MODEL_DIR = tmp_path


def label_all() -> None:
    labelling.mark_all()
    labelling.label_pending()
    StaleScore.objects.all().delete()


def test_a_preview_tells_what_would_change_and_writes_nothing() -> None:
    for _ in range(3):
        MessageFactory(text="pelayanan kayak siputtt")
    told = MessageFactory(text="kayak siput")
    MessageFactory(text="kayak siput, jawab dong", text_gone="retention")
    MessageFactory(text="jadwal siput", account=OfficialAccountFactory())
    label_all()
    correct_label(told, Task.PROBLEM, None, by=None, at=START)
    found = preview_keyword(SLOW)
    assert (found.read, found.is_whole, dict(found.changes)) == (3, True, {(None, "waktu_lambat"): 3})
    assert not TaxonomyKeyword.objects.exists()
    assert not StaleLabel.objects.exists()


def test_a_keyword_makes_a_version_that_labels_are_made_anew_with() -> None:
    account, user = OfficialAccountFactory(), UserFactory()
    message = MessageFactory(text="pelayanan kayak siput", concerns=[account])
    gone = MessageFactory(text="", text_gone="retention")
    Label.objects.create(
        message=gone, task="problem", value="tidak_responsif", source="rule", version=RULES_VERSION
    )
    label_all()
    add_keyword(SLOW, by=user, at=START)
    assert current_additions().version(RULES_VERSION) == f"{RULES_VERSION}.1"
    labelling.label_pending()
    label = Label.objects.get(message=message, task="problem")
    assert (label.value, label.version) == ("waktu_lambat", f"{RULES_VERSION}.1")
    assert Label.objects.get(message=gone).version == RULES_VERSION  # no text, so nothing new is said of it
    assert StaleScore.objects.filter(account=account).exists()
    event = AuditEvent.objects.get(action="taxonomy_changed")
    assert (event.actor_id, event.new["keyword"], event.new["change"]) == (user.pk, "kayak siput", 1)
    assert labelling.mark_outdated() == 0  # what lost its text keeps the label of the version before


def test_taking_a_keyword_away_is_a_version_of_its_own_and_can_be_followed_by_adding_it_again() -> None:
    user, message = UserFactory(), MessageFactory(text="pelayanan kayak siput")
    row = add_keyword(SLOW, by=user, at=START)
    labelling.label_pending()
    assert remove_keyword(row, by=user, at=START)
    assert not remove_keyword(row, by=user, at=START)
    labelling.label_pending()
    assert not Label.objects.filter(message=message, task="problem").exists()
    assert current_additions().change == 2
    assert add_keyword(SLOW, by=user, at=START).added_change == 3


def test_a_keyword_that_is_there_is_refused() -> None:
    user = UserFactory()
    add_keyword(SLOW, by=user, at=START)
    with pytest.raises(KeywordRefused):
        add_keyword(SLOW, by=user, at=START)
    with pytest.raises(KeywordRefused):
        preview_keyword(Addition("problem", "kurang_transparan", "kayak siput"))
