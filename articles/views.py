"""Pages that readers see."""
from django.http import HttpRequest, HttpResponse
def front_page(request: HttpRequest) -> HttpResponse:
    return HttpResponse("")
def tag_detail(request: HttpRequest, slug: str) -> HttpResponse:
    return HttpResponse("")
def section_detail(request: HttpRequest, slug: str) -> HttpResponse:
    return HttpResponse("")
def article_detail(request: HttpRequest, section_slug: str, slug: str, article_id: int) -> HttpResponse:
    return HttpResponse("")
