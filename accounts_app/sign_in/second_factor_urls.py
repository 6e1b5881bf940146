"""allauth's addresses of second factors, of which none is loaded before it is asked for.

allauth's own list loads its views, and these the whole of WebAuthn. A test compares the two lists.
"""

from django.urls import path

from accounts_app.late_views import late_views

late_view = late_views("allauth.mfa")
urlpatterns = [
    path("", late_view("base.views.index"), name="mfa_index"),
    path("authenticate/", late_view("base.views.authenticate"), name="mfa_authenticate"),
    path("reauthenticate/", late_view("base.views.reauthenticate"), name="mfa_reauthenticate"),
    path("totp/activate/", late_view("totp.views.activate_totp"), name="mfa_activate_totp"),
    path("totp/deactivate/", late_view("totp.views.deactivate_totp"), name="mfa_deactivate_totp"),
    path(
        "recovery-codes/",
        late_view("recovery_codes.views.view_recovery_codes"),
        name="mfa_view_recovery_codes",
    ),
    path(
        "recovery-codes/generate/",
        late_view("recovery_codes.views.generate_recovery_codes"),
        name="mfa_generate_recovery_codes",
    ),
    path(
        "recovery-codes/download/",
        late_view("recovery_codes.views.download_recovery_codes"),
        name="mfa_download_recovery_codes",
    ),
    path("webauthn/", late_view("webauthn.views.list_webauthn"), name="mfa_list_webauthn"),
    path("webauthn/add/", late_view("webauthn.views.add_webauthn"), name="mfa_add_webauthn"),
    path(
        "webauthn/reauthenticate/",
        late_view("webauthn.views.reauthenticate_webauthn"),
        name="mfa_reauthenticate_webauthn",
    ),
    path(
        "webauthn/keys/<int:pk>/remove/",
        late_view("webauthn.views.remove_webauthn"),
        name="mfa_remove_webauthn",
    ),
    path("webauthn/keys/<int:pk>/edit/", late_view("webauthn.views.edit_webauthn"), name="mfa_edit_webauthn"),
    path("webauthn/login/", late_view("webauthn.views.login_webauthn"), name="mfa_login_webauthn"),
]
