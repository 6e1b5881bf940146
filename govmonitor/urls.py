"""Every address of the product."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("admin/", admin.site.urls),
    path("", include("accounts_app.urls")),
    path("akun-saya/", include("allauth.urls")),
    path("", include("analytics_app.urls")),
]
