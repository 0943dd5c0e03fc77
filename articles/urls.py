"""Addresses that readers see; each says whether the page cache may keep it."""

from django.urls import path

from articles import views
from articles.leader import preview_link
from portal.pages import public_page

app_name = "articles"

urlpatterns = [
    path("", public_page(views.front_page), name="front-page"),
    path("the/<slug:slug>/", public_page(views.tag_detail, parameters=("page",)), name="tag"),
    # Neither counted nor kept: each answer is for one person.
    path("xem-truoc/<str:token>/", preview_link, name="preview-link"),
    path("<slug:section_slug>/", public_page(views.section_detail, parameters=("page",)), name="section"),
    path("<slug:section_slug>/<slug:slug>-<int:article_id>/", public_page(views.article_detail), name="article"),
]
