"""Addresses of the import wizard, below /impor/."""

from django.urls import path

from analytics_app.views.imports import listing, preview, reading, report, running, taking_back, trial, upload

urlpatterns = [
    path("", listing.import_list, name="import-list"),
    path("baru/", upload.import_new, name="import-new"),
    path("<slug:public_id>/", running.import_batch, name="import-batch"),
    path("<slug:public_id>/format/", reading.import_format, name="import-format"),
    path("<slug:public_id>/kolom/", reading.import_columns, name="import-columns"),
    path("<slug:public_id>/pratinjau/", preview.import_preview, name="import-preview"),
    path("<slug:public_id>/uji-coba/", trial.import_dry_run, name="import-dry-run"),
    path(
        "<slug:public_id>/uji-coba/kemajuan/", trial.import_dry_run_progress, name="import-dry-run-progress"
    ),
    path("<slug:public_id>/impor/", trial.import_start, name="import-start"),
    path("<slug:public_id>/buang/", taking_back.import_discard, name="import-discard"),
    path("<slug:public_id>/kemajuan/", running.import_progress_json, name="import-progress"),
    path("<slug:public_id>/batalkan/", running.import_cancel, name="import-cancel"),
    path("<slug:public_id>/coba-lagi/", running.import_retry, name="import-retry"),
    path("<slug:public_id>/ditolak/", report.import_rejected, name="import-rejected"),
    path("<slug:public_id>/ditolak.csv", report.import_rejected_csv, name="import-rejected-csv"),
    path("<slug:public_id>/tarik/", taking_back.import_withdraw, name="import-withdraw"),
    path("<slug:public_id>/baca-ulang/", taking_back.import_reread, name="import-reread"),
]
