"""Addresses of the import wizard, below /impor/."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.urls import path
from django.utils.module_loading import import_string
from django.views.decorators.csrf import csrf_exempt


def _view(name: str) -> Callable[..., HttpResponseBase]:
    """A view that is loaded with its first request: reading files takes much that no other page needs."""

    def load_and_answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        view: Callable[..., HttpResponseBase] = import_string(f"analytics_app.views.imports.{name}")
        return view(request, *args, **kwargs)

    return load_and_answer


urlpatterns = [
    path("", _view("listing.import_list"), name="import-list"),
    # The view checks the token itself, once it has said where the file goes: reading the form takes the file in.
    path("baru/", csrf_exempt(_view("upload.import_new")), name="import-new"),
    path("rekaman/<slug:kind>/", _view("observations.observation_list"), name="observation-list"),
    path("rekaman/<slug:kind>/tulis/", _view("observations.observation_new"), name="observation-new"),
    path("<slug:public_id>/", _view("running.import_batch"), name="import-batch"),
    path("<slug:public_id>/format/", _view("reading.import_format"), name="import-format"),
    path("<slug:public_id>/kolom/", _view("reading.import_columns"), name="import-columns"),
    path("<slug:public_id>/pratinjau/", _view("preview.import_preview"), name="import-preview"),
    path("<slug:public_id>/uji-coba/", _view("trial.import_dry_run"), name="import-dry-run"),
    path(
        "<slug:public_id>/uji-coba/kemajuan/",
        _view("trial.import_dry_run_progress"),
        name="import-dry-run-progress",
    ),
    path("<slug:public_id>/impor/", _view("trial.import_start"), name="import-start"),
    path("<slug:public_id>/buang/", _view("taking_back.import_discard"), name="import-discard"),
    path("<slug:public_id>/kemajuan/", _view("running.import_progress_json"), name="import-progress"),
    path("<slug:public_id>/batalkan/", _view("running.import_cancel"), name="import-cancel"),
    path("<slug:public_id>/coba-lagi/", _view("running.import_retry"), name="import-retry"),
    path("<slug:public_id>/ditolak/", _view("report.import_rejected"), name="import-rejected"),
    path("<slug:public_id>/ditolak.csv", _view("report.import_rejected_csv"), name="import-rejected-csv"),
    path("<slug:public_id>/tarik/", _view("taking_back.import_withdraw"), name="import-withdraw"),
    path("<slug:public_id>/baca-ulang/", _view("taking_back.import_reread"), name="import-reread"),
]
