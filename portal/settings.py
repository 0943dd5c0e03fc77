"""All settings, in one file. What an operator may change comes from the environment: docs/settings.md lists it."""

from urllib.parse import urlsplit

from django.utils.translation import gettext_lazy as _

from portal import env
from portal.env import BASE_DIR
from portal.newsroom import configuration
from portal.policy import ADMIN_POLICY, PUBLIC_POLICY

DEBUG = env.flag("DEBUG", default=False)
DATA_DIR = env.folder("DATA_DIR", BASE_DIR / "var")
SECRET_KEY = env.secret("SECRET_KEY", kept_in=DATA_DIR / "secret_key")
SECRET_KEY_FALLBACKS = env.names("SECRET_KEY_FALLBACKS")

LOOPBACK_HOSTS = {"localhost", "127.0.0.1", "[::1]"}
ALLOWED_HOSTS = env.names("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]")
# A site with a public name speaks HTTPS unless the operator says otherwise; one tried out on this machine cannot.
HTTPS = env.flag("HTTPS", default=not DEBUG and not LOOPBACK_HOSTS.issuperset(ALLOWED_HOSTS))
TRUSTED_PROXIES = env.networks("TRUSTED_PROXIES")

SITE_URL = env.site_url("SITE_URL", hosts=ALLOWED_HOSTS, https=HTTPS)

# What the site calls itself.
SITE_NAME = env.text("SITE_NAME", "Bản Tin")
SITE_OWNER = env.text("SITE_OWNER", "Cổng thông tin điện tử")
NUMBER_SEPARATOR = env.choice(
    "NUMBER_SEPARATOR", "dot", allowed={"dot": ".", "comma": ",", "space": "\N{NO-BREAK SPACE}"}
)

# Letters to staff about their notices; none are sent without a server to hand them to.
_mail = env.mail("SMTP_URL")
EMAIL_HOST, EMAIL_PORT = _mail["host"], _mail["port"]
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _mail["user"], _mail["password"]
EMAIL_USE_TLS, EMAIL_USE_SSL = _mail["scheme"] == "smtp+tls", _mail["scheme"] == "smtps"
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env.text("MAIL_FROM", f"no-reply@{urlsplit(SITE_URL).hostname}")

# The server.
WORKERS = env.number("WORKERS", 2, least=1, most=64)
THREADS = env.number("THREADS", 4, least=1, most=64)
# More views than this of one visitor in one minute are no reading any more.
FLOOD_VIEWS_PER_MINUTE = env.number("FLOOD_VIEWS_PER_MINUTE", 300, least=1, most=1_000_000)
# A journal takes its room on the disk when it is begun: 48 bytes a record and 128 KB more.
JOURNAL_RECORDS = env.number("JOURNAL_RECORDS", 40_000, least=100, most=10_000_000)
# How long the log of what staff did is kept.
AUDIT_LOG_MONTHS = env.number("AUDIT_LOG_MONTHS", 24, least=1, most=1200)
# How long messages from readers are kept once they are handled.
CONTACT_MONTHS = env.number("CONTACT_MONTHS", 24, least=1, most=1200)
PAGE_CACHE_MB = env.number("PAGE_CACHE_MB", 64, least=0, most=4096)

INSTALLED_APPS = [
    # First, for portal.admin puts a page of its own in place of theirs.
    "django.contrib.sites",
    "django.contrib.redirects",
    "portal.apps.PortalConfig",
    "articles.apps.ArticlesConfig",
    "stats.apps.StatsConfig",
    "unfold.apps.BasicAppConfig",
    "portal.apps.NewsroomConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "portal.apps.LoginAttemptsConfig",
    "ckeditor",
    "csp",
]

MIDDLEWARE = [
    "portal.proxies.ProxyMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "portal.admin_headers.AdminHeadersMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "portal.audit.AuditMiddleware",
    "stats.middleware.CountingMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "axes.middleware.AxesMiddleware",
    "portal.addresses.OldAddressMiddleware",
]

SITE_ID = 1  # the one site there is: old addresses are kept by site

ROOT_URLCONF = "portal.urls"
WSGI_APPLICATION = "portal.wsgi.application"

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
                "portal.context.site",
                "articles.context.navigation",
                "articles.context.site",
            ],
        },
    },
]

DATABASES = {"default": env.database("DATABASE_URL", f"sqlite:///{DATA_DIR / 'bantin.sqlite3'}")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Vietnamese, in Hà Nội's time: https://docs.djangoproject.com/en/5.2/topics/i18n/
LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", _("Vietnamese")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True
FORMAT_MODULE_PATH = ["portal.formats"]

# Files: https://whitenoise.readthedocs.io
STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "portal.staticfiles.AppFinder",
]
MEDIA_URL = "/media/"
MEDIA_ROOT = DATA_DIR / "media"
STORAGES = {
    "default": {"BACKEND": "articles.images.AtomicFileSystemStorage"},
    "staticfiles": {"BACKEND": "portal.staticfiles.HashedStorage"},
}
# Pictures up to 20 MB pass through the form; the rest of a request (an article's text) stays small.
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_PERMISSIONS = 0o644

# Signing in: https://django-axes.readthedocs.io
AUTHENTICATION_BACKENDS = [
    "portal.login.AddressLockoutBackend",
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "admin:login"
LOGIN_REDIRECT_URL = "admin:index"
LOGIN_FAILURES_PER_ADDRESS = 50  # within an hour, whoever the user: one address may not try many users
AXES_FAILURE_LIMIT = 5
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_COOLOFF_TIME = 0.25  # hours
AXES_RESET_ON_SUCCESS = True
AXES_ENABLE_ACCESS_FAILURE_LOG = True
AXES_DISABLE_ACCESS_LOG = True  # who signed in stands in the log (portal.audit)
AXES_LOCKOUT_CALLABLE = "portal.login.locked_out"
AXES_VERBOSE = False
AXES_ENABLE_ADMIN = False  # portal.admin shows its rows in the newsroom's own way
# A lock ends after its time, however often a tired editor tries meanwhile.
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
# Beyond this number axes would forget the newest failures of a user, which the limit per address counts.
AXES_ACCESS_FAILURE_LOG_PER_USER_LIMIT = 1_000_000

# Cookies and headers: https://docs.djangoproject.com/en/5.2/topics/security/
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
if HTTPS:
    # The prefix makes browsers refuse such a cookie from a neighbouring host or over plain HTTP.
    SESSION_COOKIE_NAME = "__Host-sessionid"
    CSRF_COOKIE_NAME = "__Host-csrftoken"
CSRF_FAILURE_VIEW = "portal.views.csrf_failure"
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {"DIRECTIVES": PUBLIC_POLICY}
ADMIN_CONTENT_SECURITY_POLICY = ADMIN_POLICY

# The newsroom admin.
UNFOLD = configuration()
# What the newsroom shows of an article's readers, asked of the statistics: views ever by ids, and their course as HTML.
ARTICLE_VIEWS = "stats.reports.totals"
ARTICLE_COURSE = "stats.course.of_article"
# Since when the portal counts, and with what it began, for the page that tells readers how.
COUNTING_BEGAN = "stats.reports.beginning"
# Why a request is not a person's who reads, or None: what programs search in vain is no report.
READER_EXCLUSION = "stats.bots.exclusion"
# What readers are shown as read most: ids and views of articles, by the number of days and a limit.
MOST_READ = "stats.most_read.lately"

# django-ckeditor's warning that CKEditor 4 has known holes is answered by our own checks (articles/checks.py),
# which fail when one of the measures listed in docs/decisions.md is missing.
SILENCED_SYSTEM_CHECKS = ["ckeditor.W001"]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    # Django's own handlers would print each of its records a second time, or mail them to nobody.
    "loggers": {"django": {"handlers": [], "propagate": True}, "axes": {"level": "WARNING"}},
}
