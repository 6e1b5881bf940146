"""Settings and addresses of the project. Loads the queue with Django, so that web and worker share one."""

from govmonitor.celery import app as celery_app

__all__ = ["celery_app"]
