"""Who asked to be forgotten, so that no later file brings back what was erased."""

from django.db import models


class ErasedPerson(models.Model):
    """One name of a person whose data were erased: a digest that tells nothing without the secret.

    ``kind``: "handle" and "id" are ``pseudonyms.person_digest``; "key" is a pseudonym whose user id was not known any
    more. What the person wrote before ``erased_at`` stands under ``stands_as``, a random key; what the person writes
    later is new and comes in as anybody's.
    """

    platform = models.CharField(max_length=10)
    kind = models.CharField(max_length=6)
    digest = models.CharField(max_length=32)
    stands_as = models.CharField(max_length=32)
    erased_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["platform", "kind", "digest"], name="erased_name_once")
        ]

    def __str__(self) -> str:
        return f"{self.platform} {self.stands_as}"
