"""Django's administration of the registry and of people. Only national administrators come this far."""

from __future__ import annotations

from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialToken
from allauth.usersessions.models import UserSession
from django import forms
from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin as BaseUserAdmin
from django.contrib.auth.forms import AdminUserCreationForm
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts_app import registry
from accounts_app.audit import record_change, record_event
from accounts_app.audit.actions import AuditAction
from accounts_app.members import grants
from accounts_app.models import Agency, Membership, OfficialAccount, Region, User
from accounts_app.registry.file import split_profile_url
from accounts_app.sign_in import sessions
from accounts_app.signals import registry_changed

#: What people may do is told by memberships, their address by the user; the rest is each person's own.
for unused in (Group, EmailAddress, Authenticator, UserSession, SocialAccount, SocialApp, SocialToken):
    if admin.site.is_registered(unused):
        admin.site.unregister(unused)


class OpenToAdministrators:
    """Whoever passed the site's door may do everything; Django's own permissions are not used."""

    def has_module_permission(self, request: HttpRequest) -> bool:
        return True

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return True

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return True

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return True

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return True


class NeverDeleted(OpenToAdministrators):
    """Figures rest on these rows: they are archived or corrected, never deleted."""

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


_SECRET = frozenset(("password", "password1", "password2", "usable_password"))


def _note_form(request: HttpRequest, obj: Model, form: Any, action: AuditAction) -> None:
    """Writes into the audit log what a form changed, but for passwords."""
    names = [name for name in form.changed_data if name not in _SECRET and name != "id"]
    before, after = ({name: values.get(name) for name in names} for values in _both(form))
    if obj.pk is not None and names:
        record_change(action, before, after, subject=obj, actor=request.user)


def _both(form: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    """Values before and after; a row that a form held by its key is named as after."""
    before = {}
    for name, field in form.fields.items():
        value = form.initial.get(name)
        known = getattr(field, "queryset", None)
        before[name] = known.filter(pk=value).first() if known is not None and value else value
    return {name: _plain(value) for name, value in before.items()}, {
        name: _plain(value) for name, value in form.cleaned_data.items()
    }


def _plain(value: Any) -> Any:
    return str(value) if isinstance(value, Model) else value


@admin.register(Region)
class RegionAdmin(NeverDeleted, admin.ModelAdmin):
    """The reference table gives code, name and level; people may state a population with year and source."""

    list_display = ["code", "name", "level", "zone", "population", "population_year"]
    list_filter = ["level", "zone"]
    search_fields = ["code", "name", "bps_code"]
    readonly_fields = ["code", "name", "level", "parent", "bps_code", "area_km2", "zone"]

    def save_model(self, request: HttpRequest, obj: Region, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        _note_form(request, obj, form, AuditAction.REGION_CHANGED)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Agency)
class AgencyAdmin(NeverDeleted, admin.ModelAdmin):
    list_display = ["name", "region"]
    search_fields = ["name", "aliases", "region__name", "region__code"]
    autocomplete_fields = ["region"]
    list_select_related = ["region"]

    def save_model(self, request: HttpRequest, obj: Agency, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        action = AuditAction.AGENCY_CHANGED if change else AuditAction.AGENCY_CREATED
        _note_form(request, obj, form, action)


class OfficialAccountForm(forms.ModelForm):
    """Keeps the name free of "@" and addresses, and refuses a name that another account holds."""

    class Meta:
        model = OfficialAccount
        fields = [
            "agency",
            "platform",
            "handle",
            "platform_user_id",
            "role",
            "monitored_from",
            "monitored_until",
        ]

    def clean_handle(self) -> str:
        handle: str = self.cleaned_data["handle"].strip()
        if self.instance.platform != "channel" and "/" in handle:
            handle = split_profile_url(handle)[0]
        return handle.removeprefix("@")

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        if not self.errors:
            before = self.instance.region_id
            registry.fill_derived_fields(self._as_asked(values))
            if before not in (None, self.instance.region_id):
                raise ValidationError(_("Perangkat daerah ini milik wilayah lain. Pilih yang sewilayah."))
            if registry.is_taken(self.instance):
                raise ValidationError(_("Akun dengan nama atau id ini sudah terdaftar. Carilah di daftar."))
        return values

    def _as_asked(self, values: dict[str, Any]) -> OfficialAccount:
        for name, value in values.items():
            setattr(self.instance, name, value)
        return self.instance


@admin.register(OfficialAccount)
class OfficialAccountAdmin(NeverDeleted, admin.ModelAdmin):
    form = OfficialAccountForm
    list_display = ["handle", "platform", "region", "agency", "role", "status"]
    list_filter = ["status", "platform", "role"]
    search_fields = ["handle", "platform_user_id", "agency__name", "region__name", "region__code"]
    autocomplete_fields = ["agency"]
    list_select_related = ["region", "agency"]
    actions = ["attest_accounts", "archive_accounts"]

    def get_readonly_fields(self, request: HttpRequest, obj: OfficialAccount | None = None) -> list[str]:
        """Where an account is and on which platform is fixed once messages may be filed under it."""
        return ["region", "platform", "status"] if obj else []

    def save_model(self, request: HttpRequest, obj: OfficialAccount, form: Any, change: bool) -> None:
        registry.fill_derived_fields(obj)
        super().save_model(request, obj, form, change)
        action = AuditAction.ACCOUNT_CHANGED if change else AuditAction.ACCOUNT_REGISTERED
        _note_form(request, obj, form, action)
        _announce([obj.pk])

    @admin.action(description=_("Sahkan akun terpilih"))
    def attest_accounts(self, request: HttpRequest, queryset: QuerySet[OfficialAccount]) -> None:
        changed = [account.pk for account in queryset if registry.attest(account)]
        _announce(changed)
        text = ngettext("%d akun disahkan.", "%d akun disahkan.", len(changed)) % len(changed)
        self.message_user(request, text, messages.SUCCESS)

    @admin.action(description=_("Arsipkan akun terpilih"))
    def archive_accounts(self, request: HttpRequest, queryset: QuerySet[OfficialAccount]) -> None:
        changed = [account.pk for account in queryset if registry.archive(account)]
        _announce(changed)
        text = ngettext("%d akun diarsipkan.", "%d akun diarsipkan.", len(changed)) % len(changed)
        self.message_user(request, text, messages.SUCCESS)


def _announce(account_ids: list[int]) -> None:
    if account_ids:
        transaction.on_commit(lambda: registry_changed.send(sender=OfficialAccount, account_ids=account_ids))


class MembershipInline(OpenToAdministrators, admin.TabularInline):
    model = Membership
    fk_name = "user"
    extra = 0
    autocomplete_fields = ["region", "agency"]


@admin.register(User)
class UserAdmin(OpenToAdministrators, BaseUserAdmin):
    """People are deactivated, not deleted: what they did stays theirs."""

    ordering = ["email"]
    list_display = ["email", "full_name", "is_active", "is_staff", "last_login"]
    list_filter = ["is_active", "is_staff", "memberships__role"]
    search_fields = ["email", "full_name"]
    filter_horizontal = []
    readonly_fields = ["last_login", "date_joined"]
    add_form = AdminUserCreationForm
    fieldsets = [
        (None, {"fields": ["email", "full_name", "password"]}),
        (_("Akses"), {"fields": ["is_active", "is_staff"]}),
        (_("Waktu"), {"fields": ["last_login", "date_joined"]}),
    ]
    add_fieldsets = [
        (
            None,
            {
                "classes": ["wide"],
                "fields": ["email", "full_name", "usable_password", "password1", "password2"],
            },
        ),
    ]
    inlines = [MembershipInline]
    actions = ["forget_second_factor"]

    @admin.action(description=_("Hapus langkah kedua (ponsel hilang)"))
    def forget_second_factor(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        changed = [user for user in queryset if sessions.forget_second_factor(user)]
        text = ngettext(
            "Langkah kedua %d orang dihapus.", "Langkah kedua %d orang dihapus.", len(changed)
        ) % len(changed)
        self.message_user(request, text, messages.SUCCESS)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        _note_form(request, obj, form, AuditAction.USER_CHANGED if change else AuditAction.USER_CREATED)

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        """Also called by the page that sets another person's password."""
        if request.resolver_match and str(request.resolver_match.url_name).endswith("_password_change"):
            record_event(AuditAction.PASSWORD_CHANGED, subject=obj)
        return super().log_change(request, obj, message)

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        """Notes who granted each new membership."""
        formset.save(commit=False)
        for form_of_one in formset.forms:
            membership = form_of_one.instance
            if membership in formset.deleted_objects:
                grants.revoke(membership)
            elif form_of_one.has_changed():
                is_new = membership.pk is None
                if is_new:
                    membership.granted_by = request.user
                membership.save()
                _note_membership(request, membership, form_of_one, is_new=is_new)
        formset.save_m2m()


@admin.register(Membership)
class MembershipAdmin(OpenToAdministrators, admin.ModelAdmin):
    list_display = ["user", "role", "region", "valid_from", "valid_until"]
    list_filter = ["role"]
    search_fields = ["user__email", "user__full_name", "region__name", "region__code"]
    autocomplete_fields = ["user", "region", "agency"]
    list_select_related = ["user", "region"]

    def save_model(self, request: HttpRequest, obj: Membership, form: Any, change: bool) -> None:
        if not change:
            obj.granted_by = request.user
        super().save_model(request, obj, form, change)
        _note_membership(request, obj, form, is_new=not change)

    def delete_model(self, request: HttpRequest, obj: Membership) -> None:
        grants.revoke(obj)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Membership]) -> None:
        for membership in queryset:
            grants.revoke(membership)


def _note_membership(request: HttpRequest, membership: Membership, form: Any, *, is_new: bool) -> None:
    action = AuditAction.MEMBERSHIP_GRANTED if is_new else AuditAction.MEMBERSHIP_CHANGED
    _note_form(request, membership, form, action)
