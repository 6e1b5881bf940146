"""Addresses of the registry and of the first administrator."""

from django.urls import path

from accounts_app import views

urlpatterns = [
    path("masuk/", views.after_sign_in, name="after-sign-in"),
    path("akun-resmi/", views.account_list, name="account-list"),
    path("akun-resmi/impor/", views.account_import, name="account-import"),
    path("akun-resmi/<slug:public_id>/sahkan/", views.account_attest, name="account-attest"),
    path("akun-resmi/<slug:public_id>/arsipkan/", views.account_archive, name="account-archive"),
    path("mulai/<str:token>/", views.first_admin_page, name="first-admin"),
]
