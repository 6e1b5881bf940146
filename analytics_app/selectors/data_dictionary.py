"""What every stored field is: public, internal, pseudonymous or personal. A field that is not listed fails a test.

Whoever adds a field says here what it is; whoever shows one looks here first.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from django.apps import apps
from django.db.models import Field, Model

APPS = ("accounts_app", "analytics_app")


class Sensitivity(StrEnum):
    """How much a field tells of a person."""

    PUBLIC = "public"  # may stand on a public page
    INTERNAL = "internal"  # facts of our own, of nobody in particular
    PSEUDONYMOUS = (
        "pseudonymous"  # of a citizen, told by nobody without a key, a search engine or the platform
    )
    PERSONAL = "personal"  # names a person: people who sign in; of citizens only what is encrypted


@dataclass(frozen=True, slots=True)
class FieldEntry:
    """One field of one table."""

    table: str
    field: str
    kind: str
    sensitivity: Sensitivity


#: Model → sensitivity → its fields.
FIELDS: dict[str, dict[Sensitivity, str]] = {
    "Agency": {
        Sensitivity.PUBLIC: "id region name aliases",
    },
    "AuditEvent": {
        Sensitivity.INTERNAL: "id at action subject_kind subject_id region_code",
        Sensitivity.PERSONAL: "actor_id actor_name actor_roles subject_name address old new",
    },
    "AuditSeal": {
        Sensitivity.INTERNAL: "id day n_events rows digest sealed_at",
    },
    "Breach": {
        Sensitivity.INTERNAL: (
            "id public_id title discovered_at what_happened affected_data affected_people measures "
            "people_told_at authority_told_at recorded_at"
        ),
        Sensitivity.PERSONAL: "recorded_by",
    },
    "Invitation": {
        Sensitivity.INTERNAL: (
            "id public_id role region agency reads_conversations valid_until digest created_at "
            "expires_at accepted_at withdrawn_at"
        ),
        Sensitivity.PERSONAL: "email invited_by accepted_by",
    },
    "Membership": {
        Sensitivity.INTERNAL: "id public_id region role agency reads_conversations valid_from valid_until created_at",
        Sensitivity.PERSONAL: "user granted_by",
    },
    "OfficialAccount": {
        Sensitivity.PUBLIC: (
            "public_id region agency platform handle platform_user_id role status monitored_from "
            "monitored_until attested_at archived_at"
        ),
        Sensitivity.INTERNAL: "id needs_refiling created_at",
        Sensitivity.PSEUDONYMOUS: "handle_key user_key",
    },
    "Region": {
        Sensitivity.PUBLIC: (
            "id code name level parent bps_code population population_year population_source area_km2 zone"
        ),
    },
    "User": {
        Sensitivity.INTERNAL: "id is_superuser is_staff is_active groups user_permissions",
        Sensitivity.PERSONAL: "password last_login first_name last_name date_joined email full_name",
    },
    "Answer": {
        Sensitivity.INTERNAL: "reply message is_inferred is_instant",
    },
    "Capture": {
        Sensitivity.INTERNAL: "message batch",
    },
    "Adjudication": {
        Sensitivity.INTERNAL: "id item code_class created_at",
        Sensitivity.PSEUDONYMOUS: "note",
        Sensitivity.PERSONAL: "adjudicator",
    },
    "Code": {
        Sensitivity.INTERNAL: "id item action code_class undoes created_at",
        Sensitivity.PSEUDONYMOUS: "note",
        Sensitivity.PERSONAL: "coder",
    },
    "CodingItem": {
        Sensitivity.INTERNAL: "id public_id task message order region platform stratum weight",
    },
    "CodingTask": {
        Sensitivity.INTERNAL: (
            "id public_id name label design strata seed size population first_day last_day taxonomy_version "
            "created_at regions"
        ),
        Sensitivity.PERSONAL: "created_by",
    },
    "CoverageSpan": {
        Sensitivity.INTERNAL: (
            "id batch account source is_stated covers_posts covers_replies covers_citizens "
            "carries_reposts start_at end_at"
        ),
    },
    "DailyRollup": {
        Sensitivity.INTERNAL: "account local_day metric value",
    },
    "DisappearanceStatement": {
        Sensitivity.INTERNAL: "id platform region what at stated_at source is_pending",
        Sensitivity.PSEUDONYMOUS: "platform_id",
        Sensitivity.PERSONAL: "entered_by",
    },
    "ErasedPerson": {
        Sensitivity.INTERNAL: "id platform kind erased_at",
        Sensitivity.PSEUDONYMOUS: "digest stands_as",
    },
    "ImportBatch": {
        Sensitivity.INTERNAL: (
            "id public_id state source format region platform options capability inspection covers "
            "covered_from covered_until file_sha256 file_size settings_sha256 rows_read rows_new "
            "rows_changed rows_unchanged rows_rejected rejected_by_reason bytes_done step_done "
            "step_total cancel_requested needs_restore error duplicate_of reread_of created_at "
            "started_at finished_at withdrawn_at"
        ),
        Sensitivity.PERSONAL: "file_name created_by withdrawn_by",
    },
    "ImportChunk": {
        Sensitivity.INTERNAL: (
            "id batch seq rows_read rows_new rows_changed rows_unchanged rejected_by_reason bytes_done"
        ),
    },
    "IndicatorValue": {
        Sensitivity.PUBLIC: (
            "id account region pool indicator as_of status provisional reason x numerator denominator "
            "n low high level score coverage detail method_version taxonomy_version calendar_version "
            "computed_at"
        ),
        Sensitivity.INTERNAL: "deadline_rules_version data_version code_version cause replaces superseded_at",
    },
    "Installation": {
        Sensitivity.PUBLIC: "singleton kind created_at",
    },
    "JobRun": {
        Sensitivity.INTERNAL: "job started_at finished_at done total error",
    },
    "Label": {
        Sensitivity.INTERNAL: "message task value confidence source version",
    },
    "LabelCorrection": {
        Sensitivity.INTERNAL: "id message task value old_value old_source old_version at",
        Sensitivity.PERSONAL: "by",
    },
    "LinkCheck": {
        Sensitivity.INTERNAL: "id account url week checked_at outcome status_code names_account",
    },
    "Message": {
        Sensitivity.INTERNAL: (
            "id platform kind text_gone created_at time_precision is_official_by_source "
            "parent_is_inferred leading_mentions lang like_count repost_count reply_count quote_count "
            "view_count gone gone_at gone_by answered_at agency_name topic_name channel_account template_hash intent "
            "needs_response intent_version first_batch needs_rebuild account parent_state parent root "
            "addressed_account joins_only thread"
        ),
        Sensitivity.PSEUDONYMOUS: (
            "platform_id text author_key handle_key parent_platform_id conversation_id "
            "also_in_conversations in_reply_to_key mention_keys url"
        ),
    },
    "MessageLink": {
        Sensitivity.INTERNAL: "message account",
    },
    "MessageTemplate": {
        Sensitivity.INTERNAL: "message words written_at",
        Sensitivity.PSEUDONYMOUS: "template",
    },
    "Observation": {
        Sensitivity.INTERNAL: "id kind region account at key data digest source entered_at",
        Sensitivity.PERSONAL: "entered_by",
    },
    "PeerComparison": {
        Sensitivity.PUBLIC: "as_of method_version tiers",
        Sensitivity.INTERNAL: (
            "id group level why_not core rows pairs seed inputs code_version computed_at superseded_at"
        ),
    },
    "PeerReading": {Sensitivity.INTERNAL: "digest figures"},
    "Publication": {
        Sensitivity.PUBLIC: "id region quarter_end published_at",
        Sensitivity.PERSONAL: "published_by",
    },
    "QuarterSnapshot": {
        Sensitivity.PUBLIC: "id region quarter_end prepared_at value_ids score_ids",
    },
    "RawPayload": {
        Sensitivity.INTERNAL: "id batch seq received_at",
        Sensitivity.PERSONAL: "ciphertext",
    },
    "RejectedRow": {
        Sensitivity.INTERNAL: "id batch line reason column",
        Sensitivity.PSEUDONYMOUS: "detail raw",
    },
    "SavedMapping": {
        Sensitivity.INTERNAL: "id header_sha256 columns mapping updated_at",
    },
    "Score": {
        Sensitivity.PUBLIC: (
            "id account region measure as_of status provisional reason score arithmetic coverage openness "
            "openness_factor low90 high90 low95 high95 n is_number_public seed parts method_version "
            "taxonomy_version calendar_version computed_at"
        ),
        Sensitivity.INTERNAL: "deadline_rules_version data_version code_version cause replaces superseded_at",
    },
    "SensitivityRun": {
        Sensitivity.PUBLIC: "is_withheld",
        Sensitivity.INTERNAL: (
            "id public_id comparison state step_done step_total cancel_requested scenarios asked_at finished_at"
        ),
        Sensitivity.PERSONAL: "asked_by",
    },
    "StaleDay": {
        Sensitivity.INTERNAL: "account local_day",
    },
    "StaleLabel": {
        Sensitivity.INTERNAL: "message",
    },
    "StaleScore": {
        Sensitivity.INTERNAL: "account since",
    },
    "TaxonomyKeyword": {
        Sensitivity.INTERNAL: "id task class_id keyword added_change added_at removed_change removed_at",
        Sensitivity.PERSONAL: "added_by removed_by",
    },
    "Thread": {
        Sensitivity.INTERNAL: (
            "id public_id account region platform started_at opened_at opened_message needs_response "
            "intent time_precision first_response_at first_response first_region_response_at "
            "first_region_response is_negative is_region_negative has_automatic_reply is_inferred "
            "is_after_hours gone gone_at n_messages"
        ),
        Sensitivity.PSEUDONYMOUS: "key author_key",
    },
}


def stored_fields() -> dict[str, list[Field]]:  # type: ignore[type-arg]
    """The fields that have a column, by model. Our own apps only."""
    models: list[type[Model]] = [model for app in APPS for model in apps.get_app_config(app).get_models()]
    return {
        model.__name__: [
            field for field in model._meta.get_fields() if isinstance(field, Field) and field.column
        ]
        for model in models
    }


def classified() -> dict[str, dict[str, Sensitivity]]:
    """Model → field → its sensitivity, as declared."""
    return {
        model: {name: kind for kind, names in by_kind.items() for name in names.split()}
        for model, by_kind in FIELDS.items()
    }


def list_fields() -> list[FieldEntry]:
    """Every stored field with what it is, in the order of the models."""
    known = classified()
    return [
        FieldEntry(model, field.name, field.get_internal_type(), known[model][field.name])
        for model, fields in stored_fields().items()
        for field in fields
    ]
