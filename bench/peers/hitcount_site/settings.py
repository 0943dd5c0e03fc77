"""https://django-hitcount.readthedocs.io/en/latest/installation.html"""

from bench.peers.common import *  # noqa: F403
from bench.peers.common import DJANGO_APPS

INSTALLED_APPS = [*DJANGO_APPS, "hitcount", "bench.peers.hitcount_site"]
ROOT_URLCONF = "bench.peers.hitcount_site.urls"
