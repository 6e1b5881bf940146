"""The worker of the tests is a real one on the test database."""

import subprocess
import sys

import pytest
from django.conf import settings

from tests.worker import ROOT, running_worker

# A page sends its task from the thread that answers the request, and is the first to load the queue.
SEND_AS_A_PAGE = """
import threading
import govmonitor.wsgi

def send():
    from analytics_app import tasks
    tasks.remove_expired.delay()

for _ in range(2):
    thread = threading.Thread(target=send)
    thread.start()
    thread.join()
"""


@pytest.mark.django_db(transaction=True)
def test_worker_answers_and_knows_the_tasks() -> None:
    from govmonitor.celery import app

    with running_worker("--concurrency", "1", "--pool", "solo"):
        answers = app.control.inspect(timeout=30, limit=1).registered()
    assert answers is not None
    (tasks,) = answers.values()
    assert any(name.startswith("analytics_app.tasks.") for name in tasks)
    assert settings.CELERY_BROKER_URL == settings.REDIS_URL


@pytest.mark.django_db(transaction=True)
def test_worker_runs_what_the_threads_of_the_web_send() -> None:
    with running_worker("--concurrency", "1", "--pool", "solo") as worker:
        assert worker.stdout is not None
        subprocess.run([sys.executable, "-c", SEND_AS_A_PAGE], cwd=ROOT, check=True)
        done = (line for line in worker.stdout if "tasks.remove_expired" in line and "succeeded" in line)
        assert [next(done), next(done)]
