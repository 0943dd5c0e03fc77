"""Every address of the portal."""

from django.contrib import admin
from django.urls import include, path
from django.views.generic import RedirectView

from articles import uploads
from articles.models import Article
from articles.querysets import is_public, section_names
from articles.views import machines
from portal import views
from portal.pages import public_file
from stats import health
from stats.dashboard import dashboard

handler400 = "portal.views.bad_request"
handler404 = "portal.views.page_not_found"
handler500 = "portal.views.server_error"

urlpatterns = [
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, {"report": health.report}, name="readyz"),
    path("robots.txt", views.robots, {"sitemaps": ("articles:sitemap", "articles:sitemap-news")}, name="robots"),
    # The file's lifetime is told in it, so it is written anew each day.
    path(".well-known/security.txt", public_file(machines.security, seconds=24 * 60 * 60), name="security"),
    path("security.txt", RedirectView.as_view(pattern_name="security", permanent=True)),
    path("favicon.ico", machines.favicon, name="favicon"),
    path("stats/", include("stats.urls"), {"is_public": is_public}),
    # Before the admin's own addresses, which would take it for the list of this app's models.
    path(
        "admin/stats/",
        admin.site.admin_view(dashboard),
        {
            "headings": Article.objects.headings,
            "newest": Article.objects.newest,
            "section_names": section_names,
        },
        name="stats-dashboard",
    ),
    path("admin/articles/picture/upload/", uploads.upload_picture, name="picture-upload"),
    path("admin/", admin.site.urls),
    path("media/<path:path>", views.media, name="media"),
    # Last, since its first parts are the sections' own names.
    path("", include("articles.urls")),
]
