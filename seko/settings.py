"""Settings of the portal, one file; what differs between machines comes from the environment.

`SEKO_ENV` is `development` (the default: embedded servers, mail to the log) or `production`, which
has no default for a secret and refuses to start without one.
"""

from pathlib import Path

import environ
from django.core.exceptions import ImproperlyConfigured
from django.templatetags.static import static
from django.utils.translation import gettext_lazy as _

from seko.runtime import embedded

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()

ENVIRONMENT = env("SEKO_ENV", default="development")
if ENVIRONMENT not in {"development", "production"}:
    raise ImproperlyConfigured("SEKO_ENV is `development` or `production`.")
PRODUCTION = ENVIRONMENT == "production"

# The demo shows its accounts on the login page, so production can not be a demo.
DEMO = env.bool("SEKO_DEMO", default=False)
if DEMO and PRODUCTION:
    raise ImproperlyConfigured("SEKO_DEMO must not be set in production: it publishes passwords.")

DEBUG = env.bool("SEKO_DEBUG", default=False)
if DEBUG and PRODUCTION:
    raise ImproperlyConfigured("SEKO_DEBUG must not be set in production.")

if PRODUCTION:
    SECRET_KEY = env("SECRET_KEY")
    # Whoever knows the key signs themself in as anybody: what stands in the examples, or can be guessed, is none.
    if len(SECRET_KEY) < 50 or len(set(SECRET_KEY)) < 10 or "replace-by" in SECRET_KEY or "insecure" in SECRET_KEY:
        raise ImproperlyConfigured(
            "SECRET_KEY needs 50 random signs: python -c 'import secrets; print(secrets.token_urlsafe(64))'"
        )
    if "replace-by" in env("DATABASE_URL"):
        raise ImproperlyConfigured("POSTGRES_PASSWORD is still the one of the example. Choose your own.")
    ALLOWED_HOSTS = env.list("ALLOWED_HOSTS")
else:
    SECRET_KEY = env("SECRET_KEY", default="development-only-key-never-used-in-production")
    ALLOWED_HOSTS = env.list(
        "ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]", env("HOST", default="localhost")]
    )

SITE_URL = env("SITE_URL") if PRODUCTION else env("SITE_URL", default=f"http://127.0.0.1:{env('PORT', default='8000')}")
CSRF_TRUSTED_ORIGINS = [SITE_URL]

INSTALLED_APPS = [
    "seko",
    "organizations",
    "sectors",
    "memoranda",
    "consultations",
    "seko.portal",
    "seko.runtime",
    "unfold.apps.BasicAppConfig",
    "seko.admin.config.OfficeAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.sitemaps",
    "django.contrib.postgres",
    "allauth",
    "allauth.account",
    "rest_framework",
    "django_filters",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "csp",
]

if not PRODUCTION:
    INSTALLED_APPS.append("seko.demo")

MIDDLEWARE = [
    "seko.web.access_log.AccessLog",
    "seko.runtime.health.HealthMiddleware",  # it answers when the database does not
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",  # tokens are masked and lengths blurred, so it tells nothing of them
    "seko.web.caching.CacheRules",
    "seko.web.middleware.ContentSecurityPolicy",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "seko.web.locale.LanguageVariantMiddleware",
    "seko.web.locale.remember_language",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "seko.web.body_limit.BodyLimit",  # knows who asks, and comes before whatever reads the body
    "django.contrib.messages.middleware.MessageMiddleware",
    "seko.web.kept.keep_for_sign_in",
    "allauth.account.middleware.AccountMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "seko.scripts.marks.say_languages_of_texts",
    "seko.web.middleware.RefuseControlCharacters",
    "seko.web.error_pages.bare_refusals",
    "seko.web.confirmation.show_unconfirmed",
]

ROOT_URLCONF = "seko.urls"
WSGI_APPLICATION = "seko.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "seko.web.context.portal",
            ],
            "builtins": ["seko.web.templatetags.posting"],
            # Template tags stand with the concept they belong to, not in one folder of the app.
            "libraries": {
                "comments": "consultations.comments.templatetags",
                "components": "seko.web.templatetags.components",
                "consultation": "consultations.consultation.templatetags",
                "deadlines": "seko.rules.templatetags",
                "documents": "consultations.documents.templatetags",
                "events": "seko.events.templatetags",
                "forms": "seko.web.templatetags.forms",
                "institution_deadlines": "consultations.deadlines.templatetags",
                "icons": "seko.web.templatetags.icons",
                "jobs": "seko.jobs.templatetags",
                "meta": "seko.web.templatetags.meta",
                "opinions": "consultations.opinions.templatetags",
                "questions": "consultations.questions.templatetags",
                "reports": "consultations.reports.templatetags",
                "responses": "consultations.responses.templatetags",
                "script": "seko.scripts.templatetags",
                "statistics": "consultations.statistics.templatetags",
            },
        },
    },
]

# --- Database, cache, jobs -------------------------------------------------------------------

if env("DATABASE_URL", default="") or PRODUCTION:
    DATABASES = {"default": env.db_url("DATABASE_URL")}
else:
    DATABASES = {"default": embedded.database()}
DATABASES["default"].update(CONN_MAX_AGE=60, CONN_HEALTH_CHECKS=True)
DATABASES["default"].setdefault("OPTIONS", {}).setdefault("connect_timeout", 5)

if env("REDIS_URL", default="") or PRODUCTION:
    REDIS_URL = env("REDIS_URL")
    CELERY_BROKER_URL = REDIS_URL
else:
    REDIS_URL = embedded.redis_url()
    CELERY_BROKER_URL = embedded.celery_broker_url()

CACHES = {
    "default": {
        "BACKEND": "seko.web.cache.ForgivingRedisCache",
        "LOCATION": REDIS_URL,
        "OPTIONS": {"socket_connect_timeout": 0.5, "socket_timeout": 0.5},
    }
}

CELERY_TASK_DEFAULT_QUEUE = "seko"
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True  # a killed worker's task is given to the next one
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_PUBLISH_RETRY = False  # a page never waits for a stopped Redis; beat sends what was left
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 600,
    "socket_connect_timeout": 1,
    "socket_timeout": 5,
    "max_retries": 0,
}
CELERY_TIMEZONE = "Europe/Belgrade"
CELERY_BEAT_SCHEDULE = {
    "advance-consultations": {"task": "consultations.run_scheduled_acts", "schedule": 60.0},
    "expire-memoranda": {"task": "memoranda.expire_due", "schedule": 3600.0},
    "deliver-what-was-left": {"task": "seko.deliver_pending", "schedule": 60.0},
    "queue-left-jobs": {"task": "seko.queue_left_jobs", "schedule": 30.0},
    "remove-discarded": {"task": "seko.remove_discarded", "schedule": 3600.0},
    "remove-expired-files": {"task": "seko.remove_expired_files", "schedule": 3600.0},
    "remove-expired-sessions": {"task": "organizations.remove_expired_sessions", "schedule": 6 * 3600.0},
}

# --- People ----------------------------------------------------------------------------------

AUTH_USER_MODEL = "organizations.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "dashboard"
ACCOUNT_ADAPTER = "organizations.accounts.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"  # the Office opens accounts; nobody signs up alone
ACCOUNT_LOGOUT_REDIRECT_URL = "home"
ACCOUNT_PREVENT_ENUMERATION = True
# Who asks for a new password gets the same answer whoever has an account; strangers get no mail.
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
# Besides those of allauth for accounts. Nobody's mailbox can be filled with resets, from whichever address.
ACCOUNT_RATE_LIMITS = {"check_file": "60/m/ip", "reset_password": "20/h/ip,3/h/key"}
# Limits count by the visitor's address. In production it comes through the proxies that stand before the portal.
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", default=1 if PRODUCTION else 0)

# --- Languages and time ----------------------------------------------------------------------

LANGUAGE_CODE = "sr"
LANGUAGES = [("sr", _("Serbian, Cyrillic")), ("sr-latn", _("Serbian, Latin")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = ["seko.scripts.formats"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Belgrade"

# --- Files -----------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = Path(env("STATIC_ROOT", default=str(embedded.data_dir() / "static")))
MEDIA_ROOT = Path(env("MEDIA_ROOT", default=str(embedded.data_dir() / "media")))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if PRODUCTION
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = not PRODUCTION
# Large files that can be made again. Not in Redis, which keeps the jobs, in memory and on disk.
CACHES["files"] = {
    "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
    "LOCATION": env("FILE_CACHE_ROOT", default=str(embedded.data_dir() / "cache")),
    "TIMEOUT": 30 * 24 * 3600,
    "OPTIONS": {"MAX_ENTRIES": 500},
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024  # bytes

# --- Mail ------------------------------------------------------------------------------------

EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
DEFAULT_FROM_EMAIL = env("DEFAULT_FROM_EMAIL", default="SEKO <noreply@seko.example>")
if PRODUCTION:
    vars().update(env.email_url("EMAIL_URL"))
EMAIL_TIMEOUT = 10  # seconds

# --- Security --------------------------------------------------------------------------------

if PRODUCTION:
    SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=True)
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 365 * 24 * 3600
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True
CSRF_FAILURE_VIEW = "seko.web.error_pages.csrf_failure"
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
        "base-uri": ["'none'"],
    }
}
# The admin's theme runs Alpine.js, which evaluates expressions, and sets styles from script;
# the API's documentation sets styles from script. Each gets that and nothing more.
CSP_EXCEPTIONS = {
    "/admin/": {
        "script-src": ["'self'", "'unsafe-eval'", "'unsafe-inline'"],
        "style-src": ["'self'", "'unsafe-inline'"],
    },
    "/api/v1/docs/": {"style-src": ["'self'", "'unsafe-inline'"]},
}

# --- API -------------------------------------------------------------------------------------

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["rest_framework.authentication.SessionAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticatedOrReadOnly"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_PAGINATION_CLASS": "seko.web.pagination.Pages",
    "DEFAULT_FILTER_BACKENDS": [
        "django_filters.rest_framework.DjangoFilterBackend",
        "seko.search.text.FoldedSearchFilter",
        "rest_framework.filters.OrderingFilter",
    ],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "seko.rules.errors.api_exception_handler",
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "SEKO portal API",
    "DESCRIPTION": "Who is who in the SEKO mechanism, what the Office asked, what was said and what was answered.",
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "COMPONENT_SPLIT_REQUEST": True,
    # Many columns are called kind or status; here the schema's names for their choices.
    "ENUM_NAME_OVERRIDES": {
        "AreaKindEnum": "sectors.models.area.AreaKind",
        "CommentKindEnum": "consultations.comments.models.comments.CommentKind",
        "ConsortiumStatusEnum": "sectors.models.consortium.ConsortiumStatus",
        "ConsultationStatusEnum": "consultations.consultation.models.ConsultationStatus",
        "CooperationPhaseEnum": "sectors.models.area.CooperationPhase",
        "DocumentKindEnum": "consultations.documents.models.documents.DocumentKind",
        "MeetingStatusEnum": "consultations.groups.models.MeetingStatus",
        "MemorandumStatusEnum": "memoranda.models.MemorandumStatus",
        "OpinionStatusEnum": "consultations.opinions.models.opinions.OpinionStatus",
        "OrganizationKindEnum": "organizations.models.organization.OrganizationKind",
        "OrganizationStatusEnum": "organizations.models.organization.OrganizationStatus",
        "PassageKindEnum": "consultations.documents.models.documents.PassageKind",
        "SeatKindEnum": "consultations.groups.models.SeatKind",
        "TrainingStatusEnum": "consultations.trainings.models.TrainingStatus",
    },
}

FILTERS_EMPTY_CHOICE_LABEL = _("any")

# --- Admin -----------------------------------------------------------------------------------

UNFOLD = {
    "SITE_TITLE": _("SEKO administration"),
    "SITE_HEADER": _("SEKO administration"),
    "SITE_URL": "/",
    "SITE_FAVICONS": [
        {"rel": "icon", "type": "image/svg+xml", "href": lambda request: static("img/seko.svg")},
    ],
    "SHOW_HISTORY": True,
    "SHOW_LANGUAGES": True,
    "LANGUAGES": {
        "action": "seko.admin.site.language_address",
        "navigation": "seko.admin.site.languages",
    },
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "seko.web.access_log.LineFormatter",
            "format": "%(asctime)s %(levelname)s %(name)s %(request_number)s %(message)s",
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "loggers": {"waitress.queue": {"level": "ERROR"}},  # it warns of each request that waits a moment
    "root": {"handlers": ["console"], "level": "INFO"},
}
