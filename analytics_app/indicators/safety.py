"""Whether an account shows citizens' personal data."""

from __future__ import annotations

from analytics_app.indicators.definition import Dimension, IndicatorDefinition, Text, Unit
from analytics_app.indicators.intervals import garwood
from analytics_app.indicators.result import Sample, WhyNot, scored, unknown
from analytics_app.indicators.shares import too_few
from analytics_app.records import IndicatorResult

PRIVACY_SAFETY = IndicatorDefinition(
    id="privacy_safety",
    name=Text("Keamanan data pribadi", "Personal data safety"),
    dimension=Dimension.SERVICE_INTERACTION,
    weight=5,
    webqual_items=("W17", "W18"),
    evidence=(
        "003: minimnya keamanan data di Indonesia",
        "004: tetap harus memperhatikan keamanan data yang dari informasi yang disebar",
    ),
    formula=Text(
        "kejadian per 1.000 pesan keluar akun resmi; kejadian = memperlihatkan NIK, KK, telepon, alamat, "
        "data kesehatan "
        "atau data anak seseorang, atau memintanya ditulis di muka umum; dikonfirmasi orang",
        "incidents per 1,000 official outbound messages; incident = shows somebody's NIK, KK, phone, "
        "address, health or "
        "child data, or asks to write such data in public; confirmed by a human",
    ),
    unit=Unit.PER_THOUSAND,
    direction="down",
    knots=((0.0, 100.0), (5.0, 0.0)),
    anchors=Text(
        "UU 27/2022: jumlah yang dapat diterima adalah nol; 5 per 1.000 = 0 adalah nilai rancangan.",
        "UU 27/2022: the acceptable number is zero; 5 per 1,000 = 0 is a design value.",
    ),
    min_n=1000,
    sample=Text("pesan keluar", "outbound messages"),
    missing=Text("Kurang dari 1.000 pesan: data kurang.", "Fewer than 1,000 messages: insufficient."),
    gaming=Text("menghapus kejadian", "deleting incidents"),
    countermeasure=Text(
        "kejadian yang pernah terlihat tetap dihitung (teksnya dimusnahkan)",
        "incidents once seen stay counted (their text is destroyed)",
    ),
)


def privacy_safety(
    incidents: int | None,
    outbound: int,
    *,
    confirmed: int | None = None,
    why_not: WhyNot | None = None,
    provisional_reason: str | None = None,
) -> IndicatorResult:
    """Incidents per 1,000 outbound messages, Garwood's interval; None: nobody looked for any.

    ``confirmed``: how many of them a person confirmed; all, unless told.
    """
    if incidents is None:
        return unknown(PRIVACY_SAFETY, WhyNot.NO_CONFIRMED_INCIDENTS, Sample(n=outbound))
    detail = {"confirmed": incidents if confirmed is None else confirmed}
    sample = Sample(incidents, outbound, outbound, detail)
    why = why_not or too_few(PRIVACY_SAFETY, outbound)
    if why is not None:
        return unknown(PRIVACY_SAFETY, why, sample, provisional_reason)
    interval = garwood(incidents, outbound / 1000)
    return scored(PRIVACY_SAFETY, sample, 1000 * incidents / outbound, interval, provisional_reason)
