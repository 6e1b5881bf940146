"""allauth keeps addresses in a table of its own; it has to say the same as the user."""

from __future__ import annotations

from typing import Any

from allauth.account.models import EmailAddress
from django.db.models.signals import post_save
from django.dispatch import receiver

from accounts_app.models import User


@receiver(post_save, sender=User)
def keep_address(instance: User, **_: Any) -> None:
    """One primary address, that of the user. Without the row, allauth's change of address would empty the user's.

    It counts as verified: it came with an invitation, from an administrator, or from a link that was opened.
    """
    row = EmailAddress.objects.filter(user=instance, primary=True).first()
    if row is None:
        EmailAddress.objects.update_or_create(
            user=instance, email=instance.email.lower(), defaults={"primary": True, "verified": True}
        )
    elif row.email != instance.email.lower():
        row.email, row.verified = instance.email.lower(), True
        row.save(update_fields=["email", "verified"])
