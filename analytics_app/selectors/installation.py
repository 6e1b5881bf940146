"""What this database is."""

from analytics_app.models import Installation


def is_example_installation() -> bool:
    """True when the database holds example data; False when real, and also while it is still empty."""
    return Installation.objects.filter(kind=Installation.Kind.EXAMPLE).exists()
