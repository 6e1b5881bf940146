"""A small country for the example world: one of each special region."""

from __future__ import annotations

from analytics_app.example.accounts import Place

JAKARTA, MAKASSAR, JAYAPURA = "Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura"
PLACES = [
    Place("33", "Jawa Tengah", JAKARTA, 30_000_000),
    Place("33.02", "Kabupaten Banyumas", JAKARTA, 1_800_000),
    Place("36", "Banten", JAKARTA, 12_000_000),
    Place("62", "Kalimantan Tengah", JAKARTA, 2_700_000),
    Place("72", "Sulawesi Tengah", MAKASSAR, 3_000_000),
    Place("96", "Papua Barat Daya", JAYAPURA, 600_000),
    Place("76", "Sulawesi Barat", MAKASSAR, 1_400_000),
]
