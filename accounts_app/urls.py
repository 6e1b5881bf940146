"""Addresses of the registry, of the members and of their invitations."""

from django.urls import path

from accounts_app.late_views import late_views

late_view = late_views("accounts_app")
urlpatterns = [
    path("masuk/", late_view("registry.views.after_sign_in"), name="after-sign-in"),
    path("akun-resmi/", late_view("registry.views.account_list"), name="account-list"),
    path("akun-resmi/impor/", late_view("registry.views.account_import"), name="account-import"),
    path("akun-resmi/unduh/", late_view("registry.views.account_export"), name="account-export"),
    path(
        "akun-resmi/<slug:public_id>/sahkan/",
        late_view("registry.views.account_attest"),
        name="account-attest",
    ),
    path(
        "akun-resmi/<slug:public_id>/arsipkan/",
        late_view("registry.views.account_archive"),
        name="account-archive",
    ),
    path(
        "akun-resmi/<slug:public_id>/riwayat/",
        late_view("audit.views.account_history"),
        name="account-history",
    ),
    path("kebocoran-data/", late_view("breaches.views.breach_list"), name="breach-list"),
    path("kebocoran-data/baru/", late_view("breaches.views.breach_new"), name="breach-new"),
    path("kebocoran-data/<slug:public_id>/", late_view("breaches.views.breach"), name="breach"),
    path("jejak-audit/", late_view("audit.views.audit_log"), name="audit-log"),
    path("akun-saya/", late_view("sign_in.own_views.my_account"), name="my-account"),
    path("akun-saya/langkah-kedua/", late_view("sign_in.own_views.second_factor_page"), name="second-factor"),
    path("akun-saya/perangkat/keluarkan/", late_view("sign_in.own_views.session_end"), name="session-end"),
    path("anggota/", late_view("members.views.member_list"), name="member-list"),
    path("anggota/<slug:public_id>/", late_view("members.views.member"), name="member"),
    path("anggota/<slug:public_id>/cabut/", late_view("members.views.member_revoke"), name="member-revoke"),
    path("undangan/", late_view("members.views.invitation_list"), name="invitation-list"),
    path("undangan/baru/", late_view("members.views.invitation_new"), name="invitation-new"),
    path("undangan/surel-uji/", late_view("members.views.mail_trial"), name="mail-trial"),
    path(
        "undangan/<slug:public_id>/kirim-ulang/",
        late_view("members.views.invitation_resend"),
        name="invitation-resend",
    ),
    path(
        "undangan/<slug:public_id>/tarik/",
        late_view("members.views.invitation_withdraw"),
        name="invitation-withdraw",
    ),
    path(
        "undangan/terima/<str:token>/",
        late_view("members.invitation_views.invitation_accept"),
        name="invitation-accept",
    ),
]
