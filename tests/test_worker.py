"""The worker of the tests is a real one on the test database."""

import pytest
from django.conf import settings

from tests.worker import running_worker


@pytest.mark.django_db(transaction=True)
def test_worker_answers_and_knows_the_tasks() -> None:
    from govmonitor.celery import app

    with running_worker("--concurrency", "1", "--pool", "solo"):
        answers = app.control.inspect(timeout=30, limit=1).registered()
    assert answers is not None
    (tasks,) = answers.values()
    assert any(name.startswith("analytics_app.tasks.") for name in tasks)
    assert settings.CELERY_BROKER_URL == settings.REDIS_URL
