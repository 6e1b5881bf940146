"""Coding by people: what is coded, the messages drawn for it, each code as it was given, and what was settled."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts_app.models import Region
from accounts_app.public_ids import new_public_id
from analytics_app.choices import LabelTask, Platform
from analytics_app.models.message import Message


class CodingTask(models.Model):
    """One question put to coders about a sample of messages. Once drawn, the sample never changes."""

    class Design(models.TextChoices):
        RANDOM = "random", _("Acak")
        STRATIFIED = "stratified", _("Berlapis")
        UNCERTAINTY = "uncertainty", _("Menurut keraguan mesin")

    class Stratum(models.TextChoices):
        REGION = "region", _("wilayah")
        PLATFORM = "platform", _("platform")
        MONTH = "month", _("bulan")

    public_id = models.CharField(max_length=16, unique=True, default=new_public_id, editable=False)
    name = models.CharField(_("nama"), max_length=80)
    label = models.CharField(max_length=20, choices=[(t, t) for t in LabelTask])
    design = models.CharField(max_length=12, choices=Design)
    strata = ArrayField(models.CharField(max_length=10, choices=Stratum), default=list)
    seed = models.BigIntegerField()
    size = models.PositiveIntegerField()
    #: How many messages the sample was drawn from.
    population = models.PositiveIntegerField()
    #: None, the whole country; a province means its kabupaten and kota too.
    regions = models.ManyToManyField(Region, related_name="+")
    first_day = models.DateField()
    last_day = models.DateField()
    taxonomy_version = models.CharField(max_length=20)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [models.Index(fields=["label", "-created_at"], name="coding_task_of_label")]

    def __str__(self) -> str:
        return self.name


class CodingItem(models.Model):
    """One message of a task's sample. It stays, with its codes, when an import takes its message away."""

    public_id = models.CharField(max_length=16, unique=True, default=new_public_id, editable=False)
    task = models.ForeignKey(CodingTask, on_delete=models.PROTECT, related_name="items", db_index=False)
    message = models.ForeignKey(
        Message, on_delete=models.DO_NOTHING, related_name="+", db_constraint=False, db_index=False
    )
    order = models.PositiveIntegerField()
    #: Whose message it is: the government that wrote it or was addressed.
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="+", db_index=False)
    platform = models.CharField(max_length=10, choices=[(p, p) for p in Platform])
    stratum = models.CharField(max_length=80, blank=True)
    #: For how many messages of the population this one stands.
    weight = models.FloatField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["task", "order"], name="coding_item_order"),
            models.UniqueConstraint(fields=["task", "message"], name="coding_item_once"),
        ]

    def __str__(self) -> str:
        return f"{self.task_id}/{self.order}"


class Code(models.Model):
    """What one coder did with one message. Rows are only added: an undo is a row that names what it takes back."""

    class Action(models.TextChoices):
        CODE = "code", _("disandi")
        SKIP = "skip", _("dilewati")
        UNDO = "undo", _("diurungkan")

    item = models.ForeignKey(CodingItem, on_delete=models.PROTECT, related_name="codes", db_index=False)
    coder = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    action = models.CharField(max_length=4, choices=Action)
    code_class = models.CharField(max_length=40, blank=True)
    note = models.CharField(max_length=500, blank=True)
    undoes = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="undone_by")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [models.Index(fields=["item", "coder"], name="code_of_coder")]
        constraints = [
            models.CheckConstraint(
                condition=Q(action="code", undoes=None) & ~Q(code_class="")
                | Q(action="skip", undoes=None, code_class="")
                | Q(action="undo", undoes__isnull=False, code_class=""),
                name="code_is_a_class_a_skip_or_an_undo",
            )
        ]

    def __str__(self) -> str:
        return f"{self.item_id} {self.action} {self.code_class}".rstrip()


class Adjudication(models.Model):
    """What a third person settled on where two coders differ. Rows are only added; the last one holds."""

    item = models.ForeignKey(CodingItem, on_delete=models.PROTECT, related_name="adjudications")
    adjudicator = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    code_class = models.CharField(max_length=40)
    note = models.CharField(max_length=500, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"{self.item_id} {self.code_class}"
