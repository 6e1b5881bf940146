"""One settings file. The environment decides (see .env.example); production adds nothing of its own."""

import hmac
from pathlib import Path

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from govmonitor.commit import commit_of
from govmonitor.env import (
    env_bool,
    env_https_url,
    env_int,
    env_list,
    env_str,
    origin_of,
    parse_database_url,
    parse_versioned_keys,
)

BASE_DIR = Path(__file__).resolve().parent.parent
# Written beside each figure. An image has no repository, so its builder tells the commit.
CODE_COMMIT = env_str("GOVMONITOR_COMMIT", default="") or commit_of(BASE_DIR)
VAR_DIR = Path(env_str("GOVMONITOR_VAR", default=str(BASE_DIR / "var" / "main")))

SECRET_KEY = env_str("GOVMONITOR_SECRET_KEY")
DEBUG = env_bool("GOVMONITOR_DEBUG", default=False)
ALLOWED_HOSTS = env_list("GOVMONITOR_ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
BASE_URL = env_str("GOVMONITOR_BASE_URL", default="http://127.0.0.1:8000")
CSRF_TRUSTED_ORIGINS = env_list("GOVMONITOR_TRUSTED_ORIGINS", default=[])

# Sign-in by another organisation's OIDC provider; off unless its address is given. Decision 0090.
OIDC_ISSUER = env_https_url("GOVMONITOR_OIDC_ISSUER")

# --- apps and request path -----------------------------------------------------------------------

INSTALLED_APPS = [
    "accounts_app.admin_config.SiteConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    *(["allauth.socialaccount.providers.openid_connect"] if OIDC_ISSUER else []),
    "django_htmx",
    "accounts_app",
    "analytics_app",
]
MIDDLEWARE = [
    "govmonitor.logs.RequestIdMiddleware",
    "govmonitor.headers.PermissionsPolicyMiddleware",
    "accounts_app.middleware.DatabaseScopeMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "govmonitor.static_files.StaticFilesMiddleware",
    # Phones on slow lines. Django masks the CSRF token and pads the answer, so compression gives nothing away.
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "accounts_app.middleware.ChosenLanguageMiddleware",
    "accounts_app.middleware.NoNulMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "accounts_app.middleware.AuditMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]
ROOT_URLCONF = "govmonitor.urls"
WSGI_APPLICATION = "govmonitor.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "analytics_app.views.context.installation",
            ],
        },
    },
]

# --- data ----------------------------------------------------------------------------------------
# Two database roles: the owner changes tables (migrations), the application only reads and writes rows.

_DATABASE_URL = env_str("DATABASE_URL")
_OWNER_URL = env_str("DATABASE_OWNER_URL", default=_DATABASE_URL)
DATABASES = {
    "default": {**parse_database_url(_DATABASE_URL), "CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True},
    "owner": {**parse_database_url(_OWNER_URL), "TEST": {"MIRROR": "default"}},
}
DATABASE_APP_ROLE = DATABASES["default"]["USER"]
# Two narrower roles that the application's takes on for pages (decision 0093); migrations give them their rights.
DATABASE_WEB_ROLE = f"{DATABASE_APP_ROLE}_web"
DATABASE_PUBLIC_ROLE = f"{DATABASE_APP_ROLE}_public"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = env_str("REDIS_URL")
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": REDIS_URL,
        "KEY_PREFIX": "govmonitor",
        "TIMEOUT": 300,
        # A new connection signs in and works. Otherwise the library looks up its own version among the installed
        # packages for each connection, and asks the server thrice about what nobody reads.
        "OPTIONS": {"driver_info": None, "protocol": 2},
    }
}
CELERY_BROKER_URL = REDIS_URL
CELERY_TASK_ACKS_LATE = True  # a killed worker's task is delivered again; every task is safe to run twice
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_IGNORE_RESULT = True
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {"visibility_timeout": 6 * 3600}
CELERY_TIMEZONE = "UTC"
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR_DIR / "beat-schedule")
QUEUE_MODULE = "govmonitor.celery"  # beat's schedule is there too; only what needs the queue loads it

# Keys of what must stay secret: pseudonyms (versioned, see docs/decisions) and payloads as received.
PSEUDONYM_KEYS = parse_versioned_keys("GOVMONITOR_PSEUDONYM_KEY")
PSEUDONYM_KEY_VERSION = max(PSEUDONYM_KEYS)
# Of what has to be recognised for ever (rows without an id, people who asked to be forgotten): never rotated.
LASTING_KEY = hmac.digest(bytes.fromhex(env_str("GOVMONITOR_PAYLOAD_KEY")), b"lasting digests", "sha256")
PAYLOAD_KEY = bytes.fromhex(env_str("GOVMONITOR_PAYLOAD_KEY"))
PAYLOAD_RETENTION_DAYS = env_int("GOVMONITOR_PAYLOAD_RETENTION_DAYS", default=180)
TEXT_RETENTION_DAYS = env_int("GOVMONITOR_TEXT_RETENTION_DAYS", default=180)  # of what citizens wrote

UPLOAD_DIR = VAR_DIR / "uploads"
TEXT_MODEL_DIR = VAR_DIR / "models"  # trained here; the models that the product ships lie in its own folder
UPLOAD_MAX_BYTES = 200 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024  # larger uploads stream to disk
FILE_UPLOAD_PERMISSIONS = 0o600

# --- people --------------------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts_app.User"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "after-sign-in"
ACCOUNT_LOGOUT_REDIRECT_URL = "public-national"
ACCOUNT_ADAPTER = "accounts_app.sign_in.allauth_adapter.InvitationOnlyAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = None
ACCOUNT_CHANGE_EMAIL = True
# Per address of the caller; failed sign-ins per account and caller (sign_in.allauth_adapter). Decision 0092.
ACCOUNT_RATE_LIMITS = {"login_failed": "20/m/ip,5/300s/key", "reset_password": "20/m/ip,5/m/key"}
ALLAUTH_TRUSTED_PROXY_COUNT = env_int("GOVMONITOR_PROXIES", default=0)
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 15 * 60
ACCOUNT_EMAIL_CONFIRMATION_EXPIRE_DAYS = 1
PASSWORD_RESET_TIMEOUT = 3600

# The example world can be looked at without a phone; decision 0091.
REQUIRE_SECOND_FACTOR = env_bool(
    "GOVMONITOR_REQUIRE_SECOND_FACTOR", default=not env_bool("GOVMONITOR_EXAMPLE", default=False)
)
SOCIALACCOUNT_ADAPTER = "accounts_app.sign_in.sso.KnownPersonsAdapter"
SOCIALACCOUNT_EMAIL_AUTHENTICATION = True
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {
                "provider_id": "sso",
                "name": env_str("GOVMONITOR_OIDC_NAME", default="SSO"),
                "client_id": env_str("GOVMONITOR_OIDC_CLIENT_ID", default=""),
                "secret": env_str("GOVMONITOR_OIDC_CLIENT_SECRET", default=""),
                "settings": {"server_url": OIDC_ISSUER},
            }
        ],
    }
}
USERSESSIONS_ADAPTER = "accounts_app.sign_in.sessions.LoggedSessionsAdapter"
MFA_ADAPTER = "accounts_app.sign_in.second_factor.SecondFactorAdapter"
MFA_FORMS = {
    "authenticate": "accounts_app.sign_in.second_factor_forms.OnceAuthenticateForm",
    "reauthenticate": "accounts_app.sign_in.second_factor_forms.OnceReauthenticateForm",
    "add_webauthn": "accounts_app.sign_in.second_factor_forms.NewPasskeyForm",
    "edit_webauthn": "accounts_app.sign_in.second_factor_forms.RenamedPasskeyForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "GovMonitor"
MFA_TOTP_TOLERANCE = 1  # phones whose clock is half a minute off
MFA_ALLOW_UNVERIFIED_EMAIL = True  # addresses come from invitations, not from sign-up

# --- mail ----------------------------------------------------------------------------------------

EMAIL_HOST = env_str("GOVMONITOR_EMAIL_HOST", default="localhost")
_MAILER = "smtp" if EMAIL_HOST != "localhost" else "console"
EMAIL_BACKEND = env_str(
    "GOVMONITOR_EMAIL_BACKEND", default=f"django.core.mail.backends.{_MAILER}.EmailBackend"
)
EMAIL_PORT = env_int("GOVMONITOR_EMAIL_PORT", default=587)
EMAIL_HOST_USER = env_str("GOVMONITOR_EMAIL_USER", default="")
EMAIL_HOST_PASSWORD = env_str("GOVMONITOR_EMAIL_PASSWORD", default="")
EMAIL_USE_SSL = EMAIL_PORT == 465
EMAIL_USE_TLS = EMAIL_PORT == 587
EMAIL_TIMEOUT = 20
EMAIL_FILE_PATH = VAR_DIR / "mail"
EMAIL_SUBJECT_PREFIX = ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
DEFAULT_FROM_EMAIL = env_str("GOVMONITOR_EMAIL_FROM", default="govmonitor@localhost")

# --- language and time ---------------------------------------------------------------------------

LANGUAGE_CODE = "id"
LANGUAGES = [("id", _("Bahasa Indonesia")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
USE_TZ = True
USE_THOUSAND_SEPARATOR = True
TIME_ZONE = "Asia/Jakarta"

# --- static files and headers --------------------------------------------------------------------

STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = VAR_DIR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedStaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = DEBUG  # otherwise the preparation collects and compresses them
WHITENOISE_MAX_AGE = 3600

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF, *([origin_of(OIDC_ISSUER)] if OIDC_ISSUER else [])],  # the button leads there
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "manifest-src": [SELF],
    }
}
_IS_HTTPS = BASE_URL.startswith("https://")
SESSION_COOKIE_SECURE = _IS_HTTPS
CSRF_COOKIE_SECURE = _IS_HTTPS
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 12 * 3600
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 31_536_000 if _IS_HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = _IS_HTTPS
SILENCED_SYSTEM_CHECKS = [
    "security.W021"
]  # browsers' preload lists hold whole domains, not one service's host
SECURE_SSL_REDIRECT = _IS_HTTPS
SECURE_REDIRECT_EXEMPT = [r"^sehat/$"]  # asked from inside, without the proxy
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _IS_HTTPS else None
X_FRAME_OPTIONS = "DENY"

#: Public pages that one address may ask of one web process in a minute; 0: as many as it likes.
PUBLIC_REQUESTS_A_MINUTE = env_int("GOVMONITOR_PUBLIC_REQUESTS_A_MINUTE", default=300)
#: Pages behind sign-in that one person may ask of one web process in a minute; 0: as many as they like.
STAFF_REQUESTS_A_MINUTE = env_int("GOVMONITOR_STAFF_REQUESTS_A_MINUTE", default=600)
#: E-mail or web address for whoever finds a hole; stands in /.well-known/security.txt.
SECURITY_CONTACT = env_str("GOVMONITOR_SECURITY_CONTACT", default="")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "govmonitor.logs.LineFormatter",
            "format": "%(asctime)s %(levelname)s %(name)s %(request_id)s %(message)s",
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env_str("GOVMONITOR_LOG_LEVEL", default="WARNING")},
    "loggers": {"celery": {"level": "INFO"}},
}
