"""Addresses of the registry, of the members and of their invitations."""

from django.urls import path

from accounts_app import audit_views, breach_views, invitation_views, member_views, own_views, views

urlpatterns = [
    path("masuk/", views.after_sign_in, name="after-sign-in"),
    path("akun-resmi/", views.account_list, name="account-list"),
    path("akun-resmi/impor/", views.account_import, name="account-import"),
    path("akun-resmi/unduh/", views.account_export, name="account-export"),
    path("akun-resmi/<slug:public_id>/sahkan/", views.account_attest, name="account-attest"),
    path("akun-resmi/<slug:public_id>/arsipkan/", views.account_archive, name="account-archive"),
    path("akun-resmi/<slug:public_id>/riwayat/", audit_views.account_history, name="account-history"),
    path("kebocoran-data/", breach_views.breach_list, name="breach-list"),
    path("kebocoran-data/baru/", breach_views.breach_new, name="breach-new"),
    path("kebocoran-data/<slug:public_id>/", breach_views.breach, name="breach"),
    path("jejak-audit/", audit_views.audit_log, name="audit-log"),
    path("akun-saya/", own_views.my_account, name="my-account"),
    path("akun-saya/langkah-kedua/", own_views.second_factor_page, name="second-factor"),
    path("akun-saya/perangkat/keluarkan/", own_views.session_end, name="session-end"),
    path("anggota/", member_views.member_list, name="member-list"),
    path("anggota/<slug:public_id>/", member_views.member, name="member"),
    path("anggota/<slug:public_id>/cabut/", member_views.member_revoke, name="member-revoke"),
    path("undangan/", member_views.invitation_list, name="invitation-list"),
    path("undangan/baru/", member_views.invitation_new, name="invitation-new"),
    path("undangan/surel-uji/", member_views.mail_trial, name="mail-trial"),
    path("undangan/<slug:public_id>/kirim-ulang/", member_views.invitation_resend, name="invitation-resend"),
    path("undangan/<slug:public_id>/tarik/", member_views.invitation_withdraw, name="invitation-withdraw"),
    path("undangan/terima/<str:token>/", invitation_views.invitation_accept, name="invitation-accept"),
]
