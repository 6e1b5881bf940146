"""allauth's addresses, below /akun-saya/: sign-in, password, second factors, sign-in by others, devices."""

from django.conf import settings
from django.urls import include, path

urlpatterns = [
    path("", include("allauth.account.urls")),
    path("2fa/", include("accounts_app.sign_in.second_factor_urls")),
    path("3rdparty/", include("allauth.socialaccount.urls")),
    path("sessions/", include("allauth.usersessions.urls")),
]
if settings.OIDC_ISSUER:
    urlpatterns.append(path("", include("allauth.socialaccount.providers.openid_connect.urls")))
