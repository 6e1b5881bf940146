"""What others may want to know about the registry; accounts_app itself knows nobody who listens."""

from django.dispatch import Signal

#: Sent by pages, after the commit, with ``account_ids``: official accounts that were registered or changed.
registry_changed = Signal()
