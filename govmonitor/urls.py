"""Every address of the product; the most asked for come first."""

from django.urls import include, path

urlpatterns = [
    path("", include("analytics_app.urls")),
    path("", include("accounts_app.urls")),
    # What include() gives, with the module's name in place of the module: Django loads it when an address asks for it.
    path("akun-saya/", ("accounts_app.sign_in.urls", None, None)),
    path("admin/", ("accounts_app.admin_urls", "admin", "admin")),
]
