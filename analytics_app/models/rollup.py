"""Daily counts for the pages, and the lists of what has to be counted again."""

from django.db import models

from accounts_app.models import OfficialAccount


class DailyRollup(models.Model):
    """How many of ``metric`` an account had on a local day. No row means none were seen, not that none happened."""

    pk = models.CompositePrimaryKey("account_id", "local_day", "metric")
    account = models.ForeignKey(
        OfficialAccount, on_delete=models.CASCADE, related_name="rollups", db_index=False
    )
    local_day = models.DateField()
    metric = models.CharField(max_length=24)
    value = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"{self.account_id} {self.local_day} {self.metric} {self.value}"


class StaleDay(models.Model):
    """An account's day whose rollup is out of date. Written with the change, removed with the refill."""

    pk = models.CompositePrimaryKey("account_id", "local_day")
    account = models.ForeignKey(OfficialAccount, on_delete=models.CASCADE, related_name="+", db_index=False)
    local_day = models.DateField()

    def __str__(self) -> str:
        return f"{self.account_id} {self.local_day}"


class StaleScore(models.Model):
    """An account whose indicators are out of date since ``since``. Removed when they have been computed again."""

    account = models.OneToOneField(
        OfficialAccount, on_delete=models.CASCADE, primary_key=True, related_name="+"
    )
    since = models.DateField()

    def __str__(self) -> str:
        return f"{self.account_id} {self.since}"
