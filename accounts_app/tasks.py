"""Doors for the worker."""

from __future__ import annotations

import logging
from importlib import import_module

from celery import shared_task
from django.conf import settings

from accounts_app.audit import seal

import_module(settings.QUEUE_MODULE)  # these tasks belong to its queue, in whatever process they are sent

logger = logging.getLogger(__name__)


@shared_task
def seal_audit_log() -> None:
    """Seals the days that are over; what cannot be sealed now is sealed with the next run."""
    try:
        seal.seal_days(seal.database_now())
    except seal.StillWritten:
        logger.info("an event is being written; the seal waits for the next run")
