"""Addresses of the pages. Words in addresses are Indonesian, as on the pages."""

from datetime import date

from django.urls import include, path, register_converter
from django.utils.crypto import constant_time_compare, salted_hmac

from accounts_app.late_views import late_views
from analytics_app.views import health


class DayConverter:
    """A local day as 2026-09-30."""

    regex = r"\d{4}-\d{2}-\d{2}"

    def to_python(self, value: str) -> date:
        return date.fromisoformat(value)

    def to_url(self, value: date) -> str:
        return value.isoformat()


class SealedConverter:
    """A row's number with a seal that only this installation makes: nobody gets to the next one by counting."""

    regex = r"\d{1,19}-[0-9a-f]{16}"

    def to_python(self, value: str) -> int:
        number, _, seal = value.partition("-")
        if not constant_time_compare(seal, _seal(number)):
            raise ValueError("not sealed here")
        return int(number)

    def to_url(self, value: int) -> str:
        return f"{value}-{_seal(str(value))}"


def _seal(number: str) -> str:
    return salted_hmac("analytics_app.urls", number).hexdigest()[:16]


register_converter(DayConverter, "day")
register_converter(SealedConverter, "sealed")
late_view = late_views("analytics_app.views")

urlpatterns = [
    path("", late_view("public.national"), name="public-national"),
    path("ukuran/<slug:slug>/", late_view("public.national"), name="public-national-by"),
    path("provinsi/<str:code>/", late_view("public.province"), name="public-province"),
    path("provinsi/<str:code>/<day:day>/", late_view("public.province"), name="public-province-at"),
    path("metode/", late_view("public.method"), name="method"),
    path("cek-akun/", late_view("official_account.page"), name="official-account"),
    path("cek-akun/jawaban.json", late_view("official_account.answer"), name="official-account-json"),
    path("cek-akun/daftar.csv", late_view("official_account.register_csv"), name="public-register-csv"),
    path("cek-akun/daftar.json", late_view("official_account.register_json"), name="public-register-json"),
    path("bahasa/pilih/<slug:language>/", late_view("public.choose_language"), name="choose-language"),
    path("sehat/", health.health, name="health"),
    path(".well-known/security.txt", late_view("security_txt.security_txt"), name="security-txt"),
    path("beranda/", late_view("national.home"), name="home"),
    path("wilayah/", late_view("province.region_list"), name="region-list"),
    path("wilayah/<str:code>/", late_view("province.region"), name="region"),
    path("bandingkan/", late_view("comparison.comparison"), name="comparison"),
    path("bandingkan/kepekaan/", late_view("comparison.start_sensitivity"), name="sensitivity-start"),
    path(
        "bandingkan/kepekaan/<slug:public_id>/kemajuan/",
        late_view("comparison.sensitivity_progress"),
        name="sensitivity-progress",
    ),
    path(
        "bandingkan/kepekaan/<slug:public_id>/batal/",
        late_view("comparison.cancel_sensitivity"),
        name="sensitivity-cancel",
    ),
    path("akun/<slug:public_id>/", late_view("account.account"), name="account"),
    path("bukti/<str:key>/<slug:indicator>/", late_view("evidence.evidence"), name="evidence"),
    path(
        "bukti/<str:key>/skor/<slug:slug>/",
        late_view("score_evidence.score_evidence"),
        name="score-evidence",
    ),
    path("diagnostik/<str:key>/", late_view("diagnostics.diagnostics"), name="diagnostics"),
    path("andai/<str:key>/", late_view("what_if.what_if"), name="what-if"),
    path("utas/<slug:public_id>/", late_view("thread.thread"), name="thread"),
    path("utas/<slug:public_id>/identitas/", late_view("identity.thread_identity"), name="thread-identity"),
    path("pesan/<sealed:message>/label/<slug:task>/", late_view("labels.label"), name="label"),
    path("analisis/<str:key>/", late_view("analytics.analytics"), name="analytics"),
    path("kartu-model/", late_view("label_card.card_list"), name="label-card-list"),
    path("kartu-model/<slug:task>/", late_view("label_card.card"), name="label-card"),
    path("taksonomi/", late_view("taxonomy.taxonomy"), name="taxonomy"),
    path(
        "taksonomi/<sealed:keyword>/hentikan/",
        late_view("taxonomy.keyword_remove"),
        name="taxonomy-keyword-remove",
    ),
    path("kamus-data/", late_view("data_dictionary.data_dictionary"), name="data-dictionary"),
    path("permintaan-data/", late_view("data_subject.data_subject_page"), name="data-subject"),
    path("publikasi/", late_view("publishing.publication_list"), name="publication-list"),
    path(
        "publikasi/<str:code>/<day:day>/",
        late_view("publishing.publication_confirm"),
        name="publication-confirm",
    ),
    path("publikasi/<str:code>/<day:day>/terbit/", late_view("publishing.publish"), name="publish"),
    path("publikasi/<str:code>/<day:day>/tarik/", late_view("publishing.withdraw"), name="withdraw"),
    path("publikasi/<str:code>/<day:day>/siapkan/", late_view("jobs.prepare_anew"), name="prepare-anew"),
    path("pekerjaan/", late_view("jobs.job_list"), name="job-list"),
    path("pekerjaan/<slug:job>/jalankan/", late_view("jobs.job_run"), name="job-run"),
    path("impor/", include("analytics_app.import_urls")),
    path("penyandian/", late_view("coding.tasks.task_list"), name="coding-list"),
    path("penyandian/baru/", late_view("coding.tasks.task_new"), name="coding-new"),
    path("penyandian/buku/<slug:label>/", late_view("coding.tasks.codebook"), name="coding-codebook"),
    path("penyandian/<slug:public_id>/", late_view("coding.results.result"), name="coding-result"),
    path("penyandian/<slug:public_id>/unduh/", late_view("coding.files.export"), name="coding-export"),
    path("penyandian/<slug:public_id>/impor/", late_view("coding.files.import_page"), name="coding-import"),
    path("penyandian/<slug:public_id>/sandi/", late_view("coding.bench.code"), name="coding-code"),
    path(
        "penyandian/<slug:public_id>/sandi/<slug:item_id>/",
        late_view("coding.bench.answer"),
        name="coding-answer",
    ),
    path("penyandian/<slug:public_id>/urungkan/", late_view("coding.bench.undo"), name="coding-undo"),
    path(
        "penyandian/<slug:public_id>/putuskan/", late_view("coding.bench.disagreement"), name="coding-settle"
    ),
    path(
        "penyandian/<slug:public_id>/putuskan/<slug:item_id>/",
        late_view("coding.bench.decide"),
        name="coding-decide",
    ),
]
