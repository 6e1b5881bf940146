"""What messages were labelled with, what waits to be labelled, and where a person said otherwise."""

from django.db import models
from django.db.models import Q

from accounts_app.models import User
from analytics_app.models.message import Message


class Label(models.Model):
    """One answer about one message. No row for a task means that nothing was found, or nothing sure enough.

    ``source`` is rule, model or person; ``version`` which rules or model, or "person". A person's word is never
    overwritten by the program.
    """

    pk = models.CompositePrimaryKey("message_id", "task")
    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="labels", db_index=False)
    task = models.CharField(max_length=20)
    value = models.CharField(max_length=40)
    confidence = models.FloatField(null=True)
    source = models.CharField(max_length=8)
    version = models.CharField(max_length=60)

    class Meta:
        indexes = [
            models.Index(fields=["task", "message"], condition=Q(source="person"), name="label_by_person"),
        ]

    def __str__(self) -> str:
        return f"{self.message_id} {self.task} {self.value}"


class StaleLabel(models.Model):
    """A message whose labels are out of date. Written with the change, removed when it has been labelled."""

    message = models.OneToOneField(Message, on_delete=models.CASCADE, primary_key=True, related_name="+")

    def __str__(self) -> str:
        return str(self.message_id)


class MessageTemplate(models.Model):
    """What a citizen's message says apart from names, numbers, links and emoji, as a hash: that copies are found.

    It goes with the text.
    """

    message = models.OneToOneField(Message, on_delete=models.CASCADE, primary_key=True, related_name="+")
    template = models.BigIntegerField()
    words = models.PositiveSmallIntegerField()
    written_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["template", "written_at"], name="template_in_time")]

    def __str__(self) -> str:
        return f"{self.message_id} {self.template}"


class LabelCorrection(models.Model):
    """A person's word on a label, as it was given; only ever added. The newest of a message and task holds.

    ``value`` None: the person says that no class fits.
    """

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="label_corrections")
    task = models.CharField(max_length=20)
    value = models.CharField(max_length=40, null=True)  # noqa: DJ001
    old_value = models.CharField(max_length=40, null=True)  # noqa: DJ001
    old_source = models.CharField(max_length=8, null=True)  # noqa: DJ001
    old_version = models.CharField(max_length=60, null=True)  # noqa: DJ001
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["task", "-at"], name="correction_newest")]

    def __str__(self) -> str:
        return f"{self.message_id} {self.task} {self.value}"
