"""One settings module; every choice an operator has is an environment variable named TAIZHANG_….

A value that makes no sense stops the start with a sentence that says what to set.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterable
from hashlib import algorithms_available
from pathlib import Path
from zoneinfo import available_timezones

import dj_database_url
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from taizhang.config import logs, model

MIDNIGHT = 24
PACKAGE = Path(__file__).resolve().parent.parent


def _flag(name: str, *, default: bool = False) -> bool:
    value = os.environ.get(name, "").strip().lower()
    if value in {"", "0", "false", "no", "off"}:
        return default if value == "" else False
    if value in {"1", "true", "yes", "on"}:
        return True
    message = f"{name} is {value!r}; set it to 1 or 0."
    raise ImproperlyConfigured(message)


def _number(name: str, default: int, *, least: int, most: int) -> int:
    value = os.environ.get(name, str(default))
    if not value.isdigit() or not least <= int(value) <= most:
        message = f"{name} is {value!r}; set it to a whole number from {least} to {most}."
        raise ImproperlyConfigured(message)
    return int(value)


def _hours(name: str, default: str) -> tuple[int, int]:
    """Two full hours of a day, the first before the second: 8-18."""
    given = os.environ.get(name, "").strip() or default
    first, _dash, last = given.partition("-")
    if not (first.isdecimal() and last.isdecimal() and int(first) < int(last) <= MIDNIGHT - 1):
        message = f"{name} must be two hours like {default}, not {given!r}."
        raise ImproperlyConfigured(message)
    return int(first), int(last)


def _words(name: str, default: str) -> list[str]:
    return [word for word in os.environ.get(name, default).replace(",", " ").split() if word]


def _one_of(name: str, default: str, *, known: Iterable[str], like: str) -> str:
    value = os.environ.get(name) or default
    if value not in known:
        message = f"{name} is {value!r}; set it to a name such as {like}."
        raise ImproperlyConfigured(message)
    return value


DATA = Path(os.environ.get("TAIZHANG_DATA", "var")).resolve()
"""Database, uploads, secret: outside the web root, for the owner only."""
DATA.mkdir(mode=0o700, parents=True, exist_ok=True)
UPLOADS = DATA / "uploads"
DEMO_ACCOUNTS_FILE = DATA / "demo-accounts.txt"
"""The demo zone's user names and their one password, made with it."""
ZONE_NAME = os.environ.get("TAIZHANG_ZONE", "云岭高新区")
"""Whose ledger it is: in the head of every page and document."""


def _secret() -> str:
    """The secret of this installation: made on first start, readable by its owner only."""
    path = DATA / "secret"
    try:
        descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError:
        return path.read_text(encoding="ascii").strip()
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        value = secrets.token_urlsafe(64)
        file.write(value)
    return value


SECRET_KEY = os.environ.get("TAIZHANG_SECRET_KEY") or _secret()
if len(SECRET_KEY) < 50 or len(set(SECRET_KEY)) < 5:
    _message = "TAIZHANG_SECRET_KEY needs 50 random signs; leave it out and one is made for you."
    raise ImproperlyConfigured(_message)
DEBUG = _flag("TAIZHANG_DEBUG")
ALLOWED_HOSTS = _words("TAIZHANG_HOSTS", "localhost 127.0.0.1 [::1]")
CSRF_TRUSTED_ORIGINS = _words("TAIZHANG_ORIGINS", "")
for _origin in CSRF_TRUSTED_ORIGINS:
    if not _origin.startswith(("http://", "https://")):
        _message = f"TAIZHANG_ORIGINS: {_origin!r} must begin with https:// or http://."
        raise ImproperlyConfigured(_message)
BEHIND_TLS = _flag("TAIZHANG_TLS")
"""Served over HTTPS: secure cookies, HSTS, redirect."""

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "django_structlog",
    "django_tasks",
    "django_tasks_db",
    "axes",
    "csp",
    "taizhang.roster",
    "taizhang.intake",
    "taizhang.intake.language_model",
    "taizhang.intake.symposiums",
    "taizhang.ledger",
    "taizhang.ledger.triage",
    "taizhang.matching",
    "taizhang.reporting",
    "taizhang.web",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "taizhang.web.middleware.OneLook",
    "django_structlog.middlewares.RequestMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "taizhang.web.middleware.WhoAndWhen",
    "axes.middleware.AxesMiddleware",
    "taizhang.web.middleware.Refusals",
]

ROOT_URLCONF = "taizhang.config.urls"
WSGI_APPLICATION = "taizhang.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "web" / "templates"],
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "taizhang.web.context.shell",
            ],
            "builtins": [
                "taizhang.web.templatetags.taizhang",
                "template_partials.templatetags.partials",
            ],
            # Not by way of INSTALLED_APPS: the app's own set-up imports the Django admin.
            "loaders": [
                (
                    "template_partials.loader.Loader",
                    [
                        (
                            "django.template.loaders.cached.Loader",
                            [
                                "django.template.loaders.filesystem.Loader",
                                "django.template.loaders.app_directories.Loader",
                            ],
                        )
                    ],
                )
            ],
        },
    }
]

_SQLITE = {
    "ENGINE": "django.db.backends.sqlite3",
    "NAME": DATA / "taizhang.sqlite3",
    "CONN_MAX_AGE": 600,
    "OPTIONS": {
        "timeout": 20,
        # A deferred transaction that reads and then writes fails at once under a second writer.
        "transaction_mode": "IMMEDIATE",
        "init_command": (
            "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA mmap_size=134217728;"
            "PRAGMA journal_size_limit=27103364;PRAGMA cache_size=2000;PRAGMA temp_store=MEMORY;"
        ),
    },
}


_SHORT_QUERIES = "-c jit=off -c random_page_cost=1.1 -c parallel_setup_cost=20000"
"""To PostgreSQL, unless the address says otherwise: pages ask for few rows along an index.

To compile such a statement takes half a second, several processes read a whole index sooner than
one finds the rows, and disks that seek for each row are long gone.
"""


def _database() -> dict[str, object]:
    url = os.environ.get("TAIZHANG_DATABASE_URL", "")
    if not url:
        return _SQLITE
    if not url.startswith(("postgres://", "postgresql://")):
        message = "TAIZHANG_DATABASE_URL must begin with postgresql://; leave it out for SQLite."
        raise ImproperlyConfigured(message)
    found = dj_database_url.parse(url, conn_max_age=600)
    asked = found.get("OPTIONS", {})
    options = f"{_SHORT_QUERIES} {asked.get('options', '')}".strip()
    return {**found, "CONN_HEALTH_CHECKS": True, "OPTIONS": {**asked, "options": options}}


DATABASES = {"default": _database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "roster.Account"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "taizhang.access.signing_in.AccountBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "accounts:sign_in"
LOGIN_REDIRECT_URL = "desk:desk"
LOGOUT_REDIRECT_URL = "accounts:sign_in"
AXES_VERBOSE = False  # it announces its version at every start otherwise
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_CALLABLE = "taizhang.web.accounts.views.locked_out"
AXES_RESET_ON_SUCCESS = True
AXES_SENSITIVE_PARAMETERS: list[str] = []

# Thirty idle minutes, begun anew by `web.middleware.WhoAndWhen` at most once in a minute.
SESSION_COOKIE_AGE = 31 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = BEHIND_TLS
CSRF_COOKIE_SECURE = BEHIND_TLS
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "taizhang.web.errors.csrf_failure"
SECURE_SSL_REDIRECT = BEHIND_TLS
SECURE_HSTS_SECONDS = 31_536_000 if BEHIND_TLS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = BEHIND_TLS
SECURE_HSTS_PRELOAD = BEHIND_TLS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_TLS else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],  # the kit's icons are data: images inside its style sheet
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "中文"), ("en", "English")]
LOCALE_PATHS = [PACKAGE / "locale"]
TIME_ZONE = _one_of(
    "TAIZHANG_TIME_ZONE", "Asia/Shanghai", known=available_timezones(), like="Asia/Shanghai"
)
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = DATA / "static"
_DIST = PACKAGE / "web" / "static" / "dist"
# Only what the build made is served, never its sources; without a build the pages are plain.
STATICFILES_DIRS = [_DIST] if _DIST.is_dir() else []
STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

EVENT_HASH = _one_of(
    "TAIZHANG_EVENT_HASH", "sha256", known=("sha256", *({"sm3"} & algorithms_available)), like="sm3"
)
"""How new events are hashed; sm3 needs an OpenSSL that has it."""

ANCHORS = os.environ.get("TAIZHANG_ANCHORS", "")
"""File outside the database to which every round of `tick` adds the day's anchors; empty: none."""

REMINDER_DAYS = _number("TAIZHANG_REMINDER_DAYS", 2, least=1, most=30)
"""Working days between two reminders of the same matter to the same person, at least."""
REMINDER_HOURS = _hours("TAIZHANG_REMINDER_HOURS", "8-18")
"""Outside these hours of a working day nobody is reminded."""
UPLOAD_LIMIT = _number("TAIZHANG_UPLOAD_MB", 20, least=1, most=200) * 1024 * 1024
"""Largest file taken in, in bytes."""
DATA_UPLOAD_MAX_MEMORY_SIZE = 8 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FILES = 200
"""Above what any form takes, so that the form says what is too many."""
FILE_UPLOAD_HANDLERS = [
    "taizhang.web.intake.uploads.RefuseTooLarge",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700

TASKS = {
    "default": {
        "BACKEND": "django_tasks_db.DatabaseBackend",
        "QUEUES": ["default"],
    }
}

MODEL_URL = model.address("TAIZHANG_MODEL_URL", os.environ.get("TAIZHANG_MODEL_URL", ""))
"""An OpenAI-compatible server, up to and with its `/v1`; empty: none is ever contacted."""
MODEL_NAME = model.name("TAIZHANG_MODEL_NAME", os.environ.get("TAIZHANG_MODEL_NAME", ""), MODEL_URL)
MODEL_KEY_FILE = model.key_file(
    "TAIZHANG_MODEL_KEY_FILE", os.environ.get("TAIZHANG_MODEL_KEY_FILE", "")
)
"""File that holds the server's key, read at each use."""
MODEL_TIMEOUT = _number("TAIZHANG_MODEL_TIMEOUT", 60, least=1, most=600)
MODEL_CHARACTERS = _number("TAIZHANG_MODEL_CHARACTERS", 3000, least=500, most=20_000)
MODEL_REQUESTS = _number("TAIZHANG_MODEL_REQUESTS", 60, least=1, most=1000)
"""Most questions about one document."""

EMBEDDING_URL = model.address(
    "TAIZHANG_EMBEDDING_URL", os.environ.get("TAIZHANG_EMBEDDING_URL", ""), act="embeddings"
)
"""A server that gives the nightly run a vector for each text; empty: none is ever contacted."""
EMBEDDING_NAME = model.name(
    "TAIZHANG_EMBEDDING_NAME", os.environ.get("TAIZHANG_EMBEDDING_NAME", ""), EMBEDDING_URL
)
EMBEDDING_KEY_FILE = model.key_file(
    "TAIZHANG_EMBEDDING_KEY_FILE", os.environ.get("TAIZHANG_EMBEDDING_KEY_FILE", "")
)
EMBEDDING_TIMEOUT = _number("TAIZHANG_EMBEDDING_TIMEOUT", 60, least=1, most=600)
EMBEDDING_TEXTS = _number("TAIZHANG_EMBEDDING_TEXTS", 10_000, least=100, most=50_000)
"""Most texts that one run sends."""

EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"

LOG_LEVEL = _one_of(
    "TAIZHANG_LOG_LEVEL", "INFO", known=("DEBUG", "INFO", "WARNING", "ERROR"), like="INFO"
)
LOG = os.environ.get("TAIZHANG_LOG") or str(DATA / "log" / "taizhang.log")
"""Where log lines go: a file, or `-` for standard error."""
LOGGING = logs.logging_to(LOG, LOG_LEVEL)
logs.configure_structlog()
