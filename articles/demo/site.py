"""What the administrators of the demo's portal have said about it: its words, pages, menus and an announcement."""

from datetime import datetime, timedelta

from articles.models import Announcement, MenuLink, SiteSettings, StaticPage

_SLOGAN = "Chuyện gần dân, tin gần dân"
_DESCRIPTION = (
    "Trang tin của tỉnh Vân Sơn: tin địa phương, văn hóa, giáo dục, y tế, sản xuất và môi trường ở các xã, phường."
)
_FOOTER = """Dữ liệu minh họa: địa danh, con người và số liệu trên trang này đều là hư cấu.
Chịu trách nhiệm nội dung: bà Trần Thu Hà, Trưởng Ban Biên tập.
Ghi rõ nguồn “Bản Tin tỉnh Vân Sơn” khi phát hành lại thông tin từ trang này."""

_ABOUT = """
<p>Bản Tin là trang thông tin điện tử của tỉnh Vân Sơn, do Ban Biên tập trực thuộc Văn phòng Ủy ban nhân dân tỉnh
quản lý và vận hành.</p>
<p>Trang cung cấp thông tin về hoạt động của các cấp chính quyền và đời sống ở cơ sở: công trình, dịch vụ công, trường
học, trạm y tế, mùa vụ, lễ hội và môi trường.</p>
<h2>Ban Biên tập</h2>
<p>Ban Biên tập gồm Trưởng ban, các biên tập viên và mạng lưới cộng tác viên ở các xã, phường. Mỗi bài viết đều được
biên tập và duyệt trước khi đăng.</p>
<h2>Gửi tin, bài</h2>
<p>Tổ chức, cá nhân gửi tin, bài và ý kiến góp ý đến Ban Biên tập theo địa chỉ, số điện thoại và thư điện tử ghi ở cuối
trang. Nội dung góp ý được tiếp nhận và trả lời trong giờ hành chính.</p>
"""
_TASKS = """
<h2>Chức năng</h2>
<p>Ban Biên tập giúp Ủy ban nhân dân tỉnh Vân Sơn cung cấp thông tin chính thức trên môi trường mạng và tiếp nhận ý kiến
của tổ chức, cá nhân.</p>
<h2>Nhiệm vụ</h2>
<ol>
<li>Đăng tải kịp thời, chính xác thông tin chỉ đạo, điều hành và các vấn đề người dân quan tâm.</li>
<li>Giới thiệu mô hình hay, cách làm sáng tạo ở cơ sở.</li>
<li>Tiếp nhận, phân loại và chuyển ý kiến góp ý đến cơ quan có thẩm quyền.</li>
<li>Hướng dẫn nghiệp vụ cho cộng tác viên ở các xã, phường.</li>
<li>Bảo đảm an toàn thông tin và khả năng tiếp cận cho mọi người đọc.</li>
</ol>
"""
_ABOUT_IN_ENGLISH = """
<p>Bản Tin is the news portal of Vân Sơn province, run by an editorial board at the Office of the Provincial People’s
Committee.</p>
<p>It reports on the work of public bodies and on life in the communes and wards: public works and services, schools,
health stations, crops, festivals and the environment. Every article is edited and approved before it is published.</p>
<p>All names, places and figures on this site are fictional.</p>
"""

_PORTALS = {
    "Cổng Thông tin điện tử Chính phủ": "https://chinhphu.vn",
    "Báo điện tử Đảng Cộng sản Việt Nam": "https://dangcongsan.vn",
    "Cổng Dịch vụ công quốc gia": "https://dichvucong.gov.vn",
}
_SOCIAL = {
    "Facebook": "https://www.facebook.com/bantin.vanson.example",
    "YouTube": "https://www.youtube.com/@bantin.vanson.example",
}
_ANNOUNCEMENT = (
    "Từ tuần này, Bộ phận Một cửa các phường tiếp nhận hồ sơ thêm sáng thứ bảy, từ 7 giờ 30 phút đến 11 giờ 30 phút."
)


def set_up(*, now: datetime) -> None:
    """Write all of it."""
    SiteSettings.objects.create(
        slogan=_SLOGAN,
        description=_DESCRIPTION,
        address="Số 1, đường Thanh Lạc, phường Hoa Lũng, tỉnh Vân Sơn",
        phone="0200 000 0000",
        email="banbientap@vanson.example.vn",
        footer=_FOOTER,
    )
    about = StaticPage.objects.create(title="Giới thiệu", body=_ABOUT)
    tasks = StaticPage.objects.create(title="Chức năng, nhiệm vụ", body=_TASKS)
    StaticPage.objects.create(title="About us", body=_ABOUT_IN_ENGLISH, language="en", translation_of=about)
    place = MenuLink.Place
    MenuLink.objects.create(place=place.HEADER, page=about)
    MenuLink.objects.create(place=place.FOOTER, page=tasks)
    for name, links in ((place.PORTALS, _PORTALS), (place.SOCIAL, _SOCIAL)):
        for position, (label, url) in enumerate(links.items()):
            MenuLink.objects.create(place=name, label=label, url=url, position=position)
    day = timedelta(days=1)
    Announcement.objects.create(text=_ANNOUNCEMENT, starts_at=now - day, ends_at=now + 30 * day)
