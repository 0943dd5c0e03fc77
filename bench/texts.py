"""Vietnamese text of a given length, the same in every run."""

from random import Random

SECTIONS = 10
LEAD = "Sáng nay, người dân xã Hoa Lũng cùng nhau dọn dẹp bờ kênh nội đồng, đón mùa lúa mới."
SIGNATURE = "Ban biên tập"

_SENTENCES = (
    "Sáng nay, người dân xã Hoa Lũng cùng cán bộ ra quân dọn vệ sinh, khơi thông dòng chảy kênh mương nội đồng.",
    "Hoạt động nhằm nâng cao ý thức bảo vệ môi trường, góp phần xây dựng nông thôn mới văn minh, sạch đẹp.",
    "Phát biểu tại buổi lễ, đồng chí Chủ tịch Ủy ban nhân dân đề nghị các ban, ngành tiếp tục phối hợp chặt chẽ.",
    "Theo kế hoạch, công trình sẽ hoàn thành trước mùa mưa và phục vụ hơn một nghìn hộ dân trên địa bàn.",
    "Trung tâm phục vụ hành chính công tiếp nhận hồ sơ từ 7 giờ 30 phút đến 17 giờ các ngày làm việc trong tuần.",
    "Bà con phấn khởi trước kết quả vụ lúa đông xuân với năng suất bình quân đạt sáu tấn rưỡi trên một héc-ta.",
)


def title(number: int) -> str:
    """The title of an article."""
    return f"Người dân chung tay dọn vệ sinh kênh mương nội đồng, bài {number}"


def body(number: int, least: int) -> str:
    """Paragraphs of at least so many bytes."""
    chance = Random(number)  # noqa: S311  guards nothing
    paragraphs: list[str] = []
    size = 0
    while size < least:
        text = f"<p>{' '.join(chance.choices(_SENTENCES, k=6))}</p>"
        paragraphs.append(text)
        size += len(text.encode())
    return "".join(paragraphs)


def sections() -> list[tuple[str, str]]:
    """The addresses and names of the sections."""
    return [(f"chuyen-muc-{number}", f"Chuyên mục {number}") for number in range(SECTIONS)]
