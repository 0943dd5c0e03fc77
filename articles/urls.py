"""Addresses that readers see; each says whether the page cache may keep it."""

from django.urls import path

from articles.leader import preview_link
from articles.views import contact, listings, looks, machines, pages, reading, searching, sharing
from portal.pages import public_file, public_page

app_name = "articles"

urlpatterns = [
    path("", public_page(listings.front_page, seconds=300), name="front-page"),
    path("rss.xml", public_file(machines.feed), name="feed"),
    path("feed.json", public_file(machines.feed), name="json-feed"),
    path("sitemap.xml", public_file(machines.sitemap_index), name="sitemap"),
    path("sitemap-trang.xml", public_file(machines.sitemap_pages), name="sitemap-pages"),
    path("sitemap-bai-viet-<int:number>.xml", public_file(machines.sitemap_articles), name="sitemap-articles"),
    # What is older than two days leaves it without anything being changed.
    path("sitemap-tin-tuc.xml", public_file(machines.sitemap_news, seconds=600), name="sitemap-news"),
    path("manifest.webmanifest", public_file(machines.manifest), name="manifest"),
    path("mau-<slug:version>.css", looks.palette_css, name="palette"),
    # Not kept in memory, for each is as large as several pages.
    path("anh-chia-se/trang-<slug:drawn>.jpg", sharing.site_picture, name="site-picture"),
    path("anh-chia-se/<int:article_id>-<slug:drawn>.jpg", sharing.share_picture, name="share-picture"),
    path("the/<slug:slug>/rss.xml", public_file(machines.tag_feed), name="tag-feed"),
    path("the/<slug:slug>/feed.json", public_file(machines.tag_feed), name="tag-json-feed"),
    path("dong-su-kien/<slug:slug>/rss.xml", public_file(machines.thread_feed), name="thread-feed"),
    path("dong-su-kien/<slug:slug>/feed.json", public_file(machines.thread_feed), name="thread-json-feed"),
    path("the/<slug:slug>/", public_page(listings.tag_detail, parameters=("page",)), name="tag"),
    path("trang/<slug:slug>/", public_page(pages.page_detail), name="page"),
    # Each form has a token of its own, so none is kept.
    path("lien-he/", public_page(contact.contact, seconds=0), name="contact"),
    path("lien-he/da-gui/", contact.contact_sent, name="contact-sent"),
    path("so-do/", public_page(pages.site_map), name="site-map"),
    # When counting began is no writing of articles, which would retire the page.
    path("cach-tinh/", public_page(pages.method, seconds=600), name="method"),
    path("tim-kiem/", public_page(searching.search_page, seconds=0), name="search"),
    path("tim-kiem/goi-y.json", searching.suggestions, name="suggest"),
    path("tac-gia/<slug:slug>/", public_page(listings.author_detail, parameters=("page",)), name="author"),
    path("dong-su-kien/<slug:slug>/", public_page(listings.thread_detail, parameters=("page",)), name="thread"),
    path("doc-nhieu/", public_page(listings.most_read_list, parameters=("ky",), seconds=300), name="most-read"),
    # Neither counted nor kept: each answer is for one person.
    path("xem-truoc/<str:token>/", preview_link, name="preview-link"),
    path("<slug:section_slug>/rss.xml", public_file(machines.section_feed), name="section-feed"),
    path("<slug:section_slug>/feed.json", public_file(machines.section_feed), name="section-json-feed"),
    path("<slug:section_slug>/", public_page(listings.section_detail, parameters=("page",)), name="section"),
    path("<slug:section_slug>/<slug:slug>-<int:article_id>/", public_page(reading.article_detail), name="article"),
    path(
        "<slug:section_slug>/<slug:slug>-<int:article_id>/luu/",
        # Large, seldom asked for, and it names the time: not kept.
        public_file(reading.saved_article, seconds=0),
        name="saved-article",
    ),
]
