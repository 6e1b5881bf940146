"""The Celery application: `celery -A govmonitor worker`. Tasks live in each app's tasks.py, which load this module."""

import os
from typing import Any

from celery import Celery, Task
from celery.schedules import crontab
from celery.signals import setup_logging

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "govmonitor.settings")


class SystemTask(Task):
    """Works on all rows, whoever's request sent it: access was decided before it was sent (decision 0093)."""

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        from accounts_app.database_scope import SYSTEM, acting_as

        with acting_as(SYSTEM):
            return super().__call__(*args, **kwargs)


app = Celery("govmonitor", task_cls=SystemTask)
app.set_default()  # for every thread: the web sends tasks from the thread that answers the request
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@setup_logging.connect
def keep_our_logging(**_: object) -> None:
    """Celery adds no handlers of its own: what a log line may say is decided in one place (govmonitor.logs)."""


app.conf.beat_schedule = {
    # Goes on with what a killed worker, a restarted database or an emptied queue left unfinished.
    "resume-unfinished": {
        "task": "analytics_app.tasks.resume_unfinished",
        "schedule": 30.0,
        "options": {"expires": 25.0},
    },
    # Hourly, though a day is sealed once: what a pause or an open transaction left is made up for.
    "seal-audit-log": {"task": "accounts_app.tasks.seal_audit_log", "schedule": crontab(minute=7)},
    # Ten past midnight in the west; in the other zones the day has begun by then.
    "compute-due": {"task": "analytics_app.tasks.compute_due", "schedule": crontab(hour=17, minute=10)},
    "prepare-publications": {
        "task": "analytics_app.tasks.prepare_publications",
        "schedule": crontab(hour=17, minute=50),
    },
    "check-links": {
        "task": "analytics_app.tasks.check_links",
        "schedule": crontab(day_of_week="mon", hour=18, minute=40),
    },
    "follow-coders": {"task": "analytics_app.tasks.follow_coders", "schedule": crontab(hour=20, minute=10)},
    # At night: an upgrade's rules are read over every text that is held.
    "follow-rules": {"task": "analytics_app.tasks.follow_rules", "schedule": crontab(hour=20, minute=30)},
    "remove-expired": {"task": "analytics_app.tasks.remove_expired", "schedule": crontab(hour=19, minute=20)},
}
