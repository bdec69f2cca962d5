"""Settings, in one file, from the environment (docs/reference/settings.md lists every variable).

Outside DEBUG it refuses to start without a secret key and without the hosts it answers for: nothing is safe only
because somebody remembered. The defaults serve one machine: SQLite in the project's folder, static files by WhiteNoise.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import django
import environ
from django.conf.locale import LANG_INFO
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()
environ.Env.read_env(BASE_DIR / ".env")  # silent where there is no such file

DEBUG = env.bool("DEBUG", default=False)


def required(name: str, why: str) -> str:
    """The variable ``name``; outside DEBUG it must be set."""
    value: str = env.str(name, default="")
    if not value and not DEBUG:
        raise ImproperlyConfigured(f"Set {name} in the environment: {why} (or DEBUG=1 on your own machine).")
    return value


SECRET_KEY = required("SECRET_KEY", "a long random string that signs sessions") or "for-debug-on-your-own-machine-only"
ALLOWED_HOSTS = [
    host.strip()
    for host in required("ALLOWED_HOSTS", "the host names this archive answers for, separated by commas").split(",")
    if host.strip()
] or ["127.0.0.1", "localhost", "[::1]"]
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])

# Applications and their order of templates -------------------------------------------------------------------------

INSTALLED_APPS = [
    "edm_archive.apps.EditorialAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_filters",
    "django_htmx",
    "entities",
    "articles",
]

#: Django 6 has the Content Security Policy built in; on 5.2 django-csp serves the same directives.
CSP_BUILT_IN = django.VERSION >= (6, 0)
CSP_MIDDLEWARE = (
    "django.middleware.csp.ContentSecurityPolicyMiddleware" if CSP_BUILT_IN else "csp.middleware.CSPMiddleware"
)

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    CSP_MIDDLEWARE,
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "edm_archive.languages.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "edm_archive.urls"
WSGI_APPLICATION = "edm_archive.wsgi.application"
FORM_RENDERER = "django.forms.renderers.DjangoTemplates"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "edm_archive" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "edm_archive.languages.languages",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    }
]

# Database ----------------------------------------------------------------------------------------------------------

DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{BASE_DIR / 'edm_archive.sqlite3'}")}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # Readers go on while an editor writes; a second writer waits instead of failing.
    DATABASES["default"].setdefault("OPTIONS", {}).update(
        transaction_mode="IMMEDIATE",
        init_command="PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA busy_timeout=10000;",
    )
else:
    DATABASES["default"]["CONN_MAX_AGE"] = env.int("CONN_MAX_AGE", default=60)
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Language and time -------------------------------------------------------------------------------------------------

LANGUAGE_CODE = "en-gb"
#: What readers can choose from, each by its own name; a catalogue for each but the first stands in LOCALE_PATHS.
LANGUAGES = [
    (tag, LANG_INFO[tag]["name_local"].capitalize() if tag != LANGUAGE_CODE else "English")
    for tag in dict.fromkeys([LANGUAGE_CODE, *env.list("LANGUAGES", default=["en-gb", "de"])])
]
LOCALE_PATHS = [BASE_DIR / "locale"]
LANGUAGE_COOKIE_NAME = "language"
LANGUAGE_COOKIE_AGE = 31_536_000
LANGUAGE_COOKIE_HTTPONLY = True
TIME_ZONE = env.str("TIME_ZONE", default="UTC")
USE_I18N = True
USE_TZ = True

# Static files ------------------------------------------------------------------------------------------------------

STATIC_URL = "static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "edm_archive" / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "edm_archive.storage.HashedModulesStorage"
    },
}
#: Files are looked up on each request on one's own machine, and in tests, which have none collected.
WHITENOISE_AUTOREFRESH = DEBUG

# Safety ------------------------------------------------------------------------------------------------------------

CSP_DIRECTIVES = {
    "default-src": ["'self'"],
    "img-src": ["'self'", "data:"],  # the icons of Django's own admin style sheets
    "object-src": ["'none'"],
    "base-uri": ["'none'"],
    "form-action": ["'self'"],
    "frame-ancestors": ["'none'"],
}
if CSP_BUILT_IN:
    SECURE_CSP = CSP_DIRECTIVES
else:
    CONTENT_SECURITY_POLICY = {"DIRECTIVES": CSP_DIRECTIVES}

X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
HTTPS = env.bool("HTTPS", default=not DEBUG)
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]  # asked by the machine beside it, in the clear
SESSION_COOKIE_SECURE = HTTPS
LANGUAGE_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
SECURE_HSTS_SECONDS = env.int("HSTS_SECONDS", default=31_536_000 if HTTPS else 0)
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
if env.bool("BEHIND_PROXY", default=False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL = "admin:login"

#: The largest file of text that the admin takes, in bytes; the command takes any.
IMPORT_MAX_UPLOAD = env.int("IMPORT_MAX_UPLOAD", default=20 * 1024 * 1024)

#: Cited searches that readers together may make in an hour; 0 closes the form, and what was made stays.
CITED_SEARCHES_PER_HOUR = env.int("CITED_SEARCHES_PER_HOUR", default=100)

# What goes wrong is told on standard error, where the service manager collects it ------------------------------------

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="WARNING")},
}
