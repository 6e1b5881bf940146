"""What the components promise to the pages built on them."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django import forms
from django.contrib.auth.models import AnonymousUser
from django.template import Context, Template
from django.test import Client, RequestFactory
from django.utils import translation

from analytics_app.choices import Status
from analytics_app.figures.tilemap import TILES
from analytics_app.labels import NO_VALUE
from analytics_app.records import IndicatorResult, Interval
from analytics_app.templatetags.components import NAVIGATION
from tests.cast import Cast

RESULT = IndicatorResult(
    "response_rate", Status.SCORED, 0.61, 755, 1234, 1234, Interval(0.55, 0.67, 0.95), 68.0
)


def render(source: str, path: str = "/", **context: Any) -> str:
    """A template text as a page would render it in Indonesian."""
    request = RequestFactory().get(path)
    with translation.override("id"):
        return Template("{% load components numbers %}" + source).render(
            Context({"request": request, **context})
        )


def words(html: str) -> str:
    """What a reader sees: no tags, single spaces."""
    return " ".join(re.sub(r"<[^>]+>", " ", html).split()).replace("\u00a0", " ")


# --- value with interval -------------------------------------------------------------------------------


def test_number_interval_n_period_and_coverage_stand_in_that_order() -> None:
    html = render('{% measure r unit="percent" period="90 hari s.d. 18 Nov 2026" coverage=0.93 %}', r=RESULT)
    order = ["61 %", "selang 95 %: 55–67 %", "n = 1.234", "90 hari s.d. 18 Nov 2026", "cakupan data 93 %"]
    places = [words(html).index(part) for part in order]
    assert places == sorted(places)


def test_a_stored_row_with_limits_beside_x_shows_the_same() -> None:
    row = {
        "status": "scored",
        "x": 0.61,
        "low": 0.55,
        "high": 0.67,
        "level": 0.95,
        "n": 1234,
        "provisional": False,
    }
    tag = '{% measure r unit="percent" %}'
    assert render(tag, r=row) == render(tag, r=RESULT)


@pytest.mark.parametrize("status", [status for status in Status if status is not Status.SCORED])
def test_every_status_without_a_value_is_hatched_with_its_own_words(status: Status) -> None:
    html = render('{% measure r unit="percent" %}', r={"status": status, "x": None, "n": 4})
    assert "hatched" in html
    assert str(NO_VALUE[status][0]) in html
    assert "n = 4" in html
    assert not re.search(r"\b0 %|\bNone\b", words(html))


def test_a_number_without_a_score_status_is_never_shown() -> None:
    html = render('{% measure r unit="percent" %}', r={"status": "unreliable", "x": 0.61, "n": 40})
    assert "61" not in words(html)


def test_the_reason_code_of_an_indicator_becomes_words() -> None:
    html = render(
        "{% measure r %}", r={"status": "insufficient", "x": None, "n": 4, "reason": "below_minimum"}
    )
    assert "Kasusnya terlalu sedikit untuk angka" in html
    assert "below_minimum" not in html


def test_a_provisional_value_is_marked_and_says_why() -> None:
    value = {"status": "scored", "x": 0.5, "n": 20, "provisional": True}
    html = render('{% measure r unit="percent" provisional_reason="Niat dari kata kunci." %}', r=value)
    assert "sementara" in html
    assert "Niat dari kata kunci." in html
    assert "sementara" not in render("{% measure r %}", r=RESULT)


def test_positions_of_the_bar_are_not_written_in_the_readers_numbers() -> None:
    html = render("{% interval_bar 0.5 0.125 0.875 %}")
    assert 'x1="13.25%"' in html
    assert 'x2="86.75%"' in html
    assert 'cx="50.00%"' in html


def test_the_bar_stops_at_the_ends_of_its_scale() -> None:
    html = render("{% interval_bar 90 -10 130 scale_high=100 %}")
    assert 'x1="1.00%"' in html
    assert 'x2="99.00%"' in html


def test_two_definitions_on_a_page_have_two_ids() -> None:
    html = render(
        '{% term "selang" "a" %}{% term "selang" "a" %}{% measure r %}',
        r={**vars_of(RESULT), "provisional": True},
    )
    ids = re.findall(r' id="([^"]+)"', html)
    assert len(ids) == 3
    assert len(set(ids)) == 3
    assert re.findall(r'popovertarget="([^"]+)"', html) == ids


def vars_of(result: IndicatorResult) -> dict[str, Any]:
    """The fields of a record with slots."""
    return {name: getattr(result, name) for name in result.__slots__}


# --- map, charts ---------------------------------------------------------------------------------------


def test_every_province_is_a_link_with_its_number_or_too_little_data() -> None:
    values = {code: {"x": None if code == "91" else 0.5, "url": f"/p/{code}"} for code in TILES}
    html = render('{% tile_map v label="Peluang" this="33" %}', v=values)
    assert len(re.findall(r'<a class="tile ', html)) == 38
    assert 'aria-label="Jawa Tengah: 50\u00a0%"' in html
    assert 'aria-label="Papua: data kurang"' in html
    assert html.count("tile--this") == 1


def test_a_chart_without_data_says_what_would_change_it() -> None:
    html = render('{% figure "a" None title="Judul" empty="Impor berkas dulu." %}')
    assert "Impor berkas dulu." in html
    assert "data-figure-id" not in html


def test_the_numbers_of_a_chart_are_in_a_table_without_javascript() -> None:
    chart = {"data": [{"type": "bar"}], "layout": {"height": 320}}
    html = render(
        '{% figure "a" f title="J" columns=c rows=r %}', f=chart, c=["Minggu", "Asli"], r=[("5 Jan", "1.234")]
    )
    assert '<th scope="row">5 Jan</th><td class="num">1.234</td>' in html
    assert 'class="chart chart-h320"' in html


def test_text_in_figure_data_cannot_close_its_script() -> None:
    chart = {"data": [{"name": "</script><b>"}], "layout": {}}
    html = render('{% figure "a" f title="J" %}', f=chart)
    assert "</script><b>" not in html


# --- lists, forms, menu --------------------------------------------------------------------------------


def test_a_column_head_sorts_up_then_down_and_keeps_the_filter() -> None:
    tag = '{% sort_link "n" "Utas" %}{% sort_state "n" %}'
    assert 'href="?periode=q3&amp;urut=n"' in render(tag, "/?periode=q3&page=4")
    down = render(tag, "/?urut=n")
    assert 'href="?urut=-n"' in down
    assert down.endswith("ascending")
    assert render(tag, "/?urut=-n").endswith("descending")


class ExampleForm(forms.Form):
    name = forms.CharField(label="Nama", help_text="Nama lengkap.")
    note = forms.CharField(label="Catatan", required=False)
    parts = forms.MultipleChoiceField(
        label="Bagian", choices=[("a", "A")], widget=forms.CheckboxSelectMultiple
    )
    agree = forms.BooleanField(label="Setuju")


def test_label_help_control_and_error_of_a_field_are_tied_together() -> None:
    html = render("{% field f.name %}", f=ExampleForm({}))
    assert '<label for="id_name">' in html
    assert 'aria-describedby="id_name_help id_name_error"' in html
    assert 'aria-invalid="true"' in html
    assert 'id="id_name_help"' in html
    assert 'id="id_name_error"' in html


def test_optional_fields_say_so_and_groups_have_a_legend() -> None:
    form = ExampleForm()
    assert "boleh kosong" in render("{% field f.note %}", f=form)
    assert "boleh kosong" not in render("{% field f.name %}", f=form)
    assert "<legend>Bagian" in render("{% field f.parts %}", f=form)
    assert "<legend>" not in render("{% field f.agree %}", f=form)


def test_every_entry_of_the_menu_leads_somewhere() -> None:
    from django.urls import reverse

    assert [reverse(name) for name, *_ in NAVIGATION]


@pytest.mark.django_db
def test_an_entry_leads_nobody_to_a_page_that_is_not_theirs(cast: Cast) -> None:
    for user in (cast.staff_home, cast.provincial_supervisor, cast.national_admin):
        client = Client()
        client.force_login(user)
        for address in re.findall(r'href="([^"]*)"', render("{% navigation %}", user=user)):
            assert client.get(address).status_code in (200, 302), (user.email, address)


def test_a_visitor_sees_no_staff_entry() -> None:
    staff_words = [str(entry[1]) for entry in NAVIGATION if entry[2]]
    html = render("{% navigation %}", user=AnonymousUser())
    assert staff_words
    assert not [entry for entry in staff_words if f">{entry}<" in html]
