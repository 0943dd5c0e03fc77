"""How the views of one article went in the last days, for a page that shows the article to its writers."""

from datetime import timedelta

from django.template.loader import render_to_string
from django.utils.formats import date_format
from django.utils.safestring import SafeString

from stats import charts, clock, reports

DAYS = 30
_HEIGHT = 120


def of_article(article_id: int) -> SafeString:
    """A section of HTML with the views of each of the last 30 days, as a chart and as a table."""
    today = clock.today()
    days = reports.of_article(article_id, today - timedelta(days=DAYS - 1), today)
    points = [
        charts.Point(
            name=date_format(day, "l, d/m/Y"),
            label=date_format(day, "d/m"),
            bar=views,
            line=readers,
            is_unfinished=day == today,
        )
        for day, views, readers in days
    ]
    context = {
        "chart": charts.draw(points, _HEIGHT),
        "days": days[::-1],
        "first": days[0][0],
        "last": today,
        "views": sum(views for _day, views, _readers in days),
        "ever": reports.totals([article_id]).get(article_id, 0),
    }
    return render_to_string("stats/course_of_article.html", context)
