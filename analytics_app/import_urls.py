"""Addresses of the import wizard, below /impor/."""

from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from accounts_app.late_views import late_views

late_view = late_views("analytics_app.views")
urlpatterns = [
    path("", late_view("imports.listing.import_list"), name="import-list"),
    # The view checks the token itself, once it has said where the file goes: reading the form takes the file in.
    path("baru/", csrf_exempt(late_view("imports.upload.import_new")), name="import-new"),
    path("rekaman/<slug:kind>/", late_view("imports.observations.observation_list"), name="observation-list"),
    path(
        "rekaman/<slug:kind>/tulis/",
        late_view("imports.observations.observation_new"),
        name="observation-new",
    ),
    path("hilang/", late_view("imports.disappearances.disappearance_list"), name="disappearance-list"),
    path("<slug:public_id>/", late_view("imports.running.import_batch"), name="import-batch"),
    path("<slug:public_id>/format/", late_view("imports.reading.import_format"), name="import-format"),
    path("<slug:public_id>/kolom/", late_view("imports.reading.import_columns"), name="import-columns"),
    path("<slug:public_id>/pratinjau/", late_view("imports.preview.import_preview"), name="import-preview"),
    path("<slug:public_id>/uji-coba/", late_view("imports.trial.import_dry_run"), name="import-dry-run"),
    path(
        "<slug:public_id>/uji-coba/kemajuan/",
        late_view("imports.trial.import_dry_run_progress"),
        name="import-dry-run-progress",
    ),
    path("<slug:public_id>/impor/", late_view("imports.trial.import_start"), name="import-start"),
    path("<slug:public_id>/buang/", late_view("imports.taking_back.import_discard"), name="import-discard"),
    path(
        "<slug:public_id>/kemajuan/",
        late_view("imports.running.import_progress_json"),
        name="import-progress",
    ),
    path("<slug:public_id>/batalkan/", late_view("imports.running.import_cancel"), name="import-cancel"),
    path("<slug:public_id>/coba-lagi/", late_view("imports.running.import_retry"), name="import-retry"),
    path("<slug:public_id>/ditolak/", late_view("imports.report.import_rejected"), name="import-rejected"),
    path(
        "<slug:public_id>/ditolak.csv",
        late_view("imports.report.import_rejected_csv"),
        name="import-rejected-csv",
    ),
    path("<slug:public_id>/tarik/", late_view("imports.taking_back.import_withdraw"), name="import-withdraw"),
    path(
        "<slug:public_id>/baca-ulang/", late_view("imports.taking_back.import_reread"), name="import-reread"
    ),
]
