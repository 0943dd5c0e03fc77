"""Which of the demo's articles tell one story, and which an editor has put below which; by `DemoArticle.key`."""

from collections.abc import Mapping
from dataclasses import dataclass

from articles.models import Article, StoryThread


@dataclass(frozen=True, slots=True)
class _Thread:
    name: str
    description: str
    articles: tuple[str, ...]


THREADS = (
    _Thread(
        "Chủ động trước mùa mưa bão",
        "Các xã, phường rà soát điểm ngập, đo mưa, dạy bơi và gia cố công trình trước khi mùa mưa đến.",
        ("moi-truong/06", "giao-duc/05", "the-thao/03", "tin-dia-phuong/06", "tin-dia-phuong/02"),
    ),
    _Thread(
        "Giữ nghề truyền thống",
        "Chuyện người già truyền nghề, người trẻ học nghề ở các làng tre, lò gốm và khung cửi trong tỉnh.",
        ("kinh-te-nong-nghiep/04", "van-hoa-xa-hoi/01", "van-hoa-xa-hoi/03", "suc-khoe/05"),
    ),
)
RELATED = {
    "kinh-te-nong-nghiep/04": ("suc-khoe/05", "le-hoi/04", "van-hoa-xa-hoi/04"),
    "tin-dia-phuong/04": ("van-hoa-xa-hoi/02", "giao-duc/06"),
    "suc-khoe/01": ("giao-duc/01", "suc-khoe/06"),
    "moi-truong/01": ("moi-truong/04", "tin-dia-phuong/05", "le-hoi/02"),
    "moi-truong/06": ("tin-dia-phuong/08", "giao-duc/05"),
}


def tell(articles: Mapping[str, Article]) -> None:
    """Put these stored articles, each by its key, into their threads and below one another."""
    for thread in THREADS:
        row = StoryThread.objects.create(name=thread.name, description=thread.description)
        for key in thread.articles:
            articles[key].thread = row
            articles[key].save(update_fields=["thread"])
    for key, related in RELATED.items():
        articles[key].related.set([articles[other] for other in related])
