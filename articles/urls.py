"""Addresses that readers see; each says whether the page cache may keep it."""

from django.urls import path

from articles.leader import preview_link
from articles.views import listings, reading
from portal.pages import public_page

app_name = "articles"

urlpatterns = [
    path("", public_page(listings.front_page), name="front-page"),
    path("the/<slug:slug>/", public_page(listings.tag_detail, parameters=("page",)), name="tag"),
    # Neither counted nor kept: each answer is for one person.
    path("xem-truoc/<str:token>/", preview_link, name="preview-link"),
    path("<slug:section_slug>/", public_page(listings.section_detail, parameters=("page",)), name="section"),
    path("<slug:section_slug>/<slug:slug>-<int:article_id>/", public_page(reading.article_detail), name="article"),
]
