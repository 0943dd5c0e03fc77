"""Every address of the portal."""

from django.conf import settings
from django.contrib import admin
from django.urls import include, path, re_path
from django.views.static import serve

from portal import views

handler404 = "portal.views.page_not_found"

urlpatterns = [
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
    path("robots.txt", views.robots, name="robots"),
    path("stats/", include("stats.urls")),
    path("admin/", admin.site.urls),
    re_path(r"^media/(?P<path>pictures/.+)$", serve, {"document_root": settings.MEDIA_ROOT}, name="media"),
    # Last, since its first parts are the sections' own names.
    path("", include("articles.urls")),
]
