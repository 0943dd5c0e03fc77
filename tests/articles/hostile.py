"""Hostile and broken HTML, and a judge that trusts nothing of the sanitizer's own."""

import re
from html.parser import HTMLParser

from articles.body import PAGE_ATTRIBUTES
from articles.richtext.allowed import ATTRIBUTES, CLASSES

HOSTILE = [
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//e.example/x.js></SCRIPT>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<<script>alert(1);//<</script>",
    "<script\n>alert(1)</script\n>",
    "<script/random>alert(1)</script>",
    "<script>alert(1)",
    "<img src=x onerror=alert(1)>",
    "<img src=x onerror =alert(1)//",
    "<img/src=x/onerror=alert(1)>",
    "<img src=`x`onerror=alert(1)>",
    "<img src='x'onerror='alert(1)'>",
    '<img """><script>alert(1)</script>">',
    "<img srcset='https://e.example/x 1x'>",
    "<img src=javascript:alert(1)>",
    "<img src=data:image/svg+xml;base64,PHN2Zz4=>",
    "<img src=//e.example/x.png>",
    "<img src=/media/pictures/../../admin/logout/>",
    "<img src='/media/pictures/a.jpg' onload=alert(1) style='x:y' id=q name=q>",
    "<img src=https://e.example/media/pictures/a.jpg>",
    "<a href=javascript:alert(1)>x</a>",
    "<a href='java&#x09;script:alert(1)'>x</a>",
    "<a href='java\tscript:alert(1)'>x</a>",
    "<a href='java\nscript:alert(1)'>x</a>",
    "<a href='&#106;avascript:alert(1)'>x</a>",
    "<a href='&#0000106&#0000097vascript:alert(1)'>x</a>",
    "<a href=' \x01javascript:alert(1)'>x</a>",
    "<a href='JaVaScRiPt:alert(1)'>x</a>",
    "<a href='javascript&colon;alert(1)'>x</a>",
    "<a href='vbscript:msgbox(1)'>x</a>",
    "<a href='data:text/html,<script>alert(1)</script>'>x</a>",
    "<a href='//e.example/'>x</a>",
    "<a href='/\\e.example/'>x</a>",
    "<a href='\\\\e.example\\'>x</a>",
    "<a href='https:e.example'>x</a>",
    "<a href='https://tin.vn@e.example/'>x</a>",
    "<a href='https://tin.vn\\@e.example/'>x</a>",
    "<a href='blob:https://e.example/1'>x</a>",
    "<a href='file:///etc/passwd'>x</a>",
    "<a href='feed:javascript:alert(1)'>x</a>",
    "<a href=/x ping=https://e.example/ download target=_top onclick=alert(1)>x</a>",
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<svg><a xlink:href='javascript:alert(1)'><text>x</text></a></svg>",
    "<svg><animate onbegin=alert(1) attributeName=x dur=1s>",
    "<svg><style><img src=x onerror=alert(1)></style></svg>",
    "<svg></p><style><a id='</style><img src=1 onerror=alert(1)>'>",
    "<svg><![CDATA[</svg><img src=x onerror=alert(1)>]]></svg>",
    "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=alert(1)&gt;'>",
    "<math href='javascript:alert(1)'>x</math>",
    "<math><annotation-xml encoding='text/html'><img src=x onerror=alert(1)></annotation-xml></math>",
    "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>",
    "<noembed><img title='</noembed><img src onerror=alert(1)>'></noembed>",
    "<textarea><img title='</textarea><img src onerror=alert(1)>'></textarea>",
    "<title><img title='</title><img src onerror=alert(1)>'></title>",
    "<xmp><p title='</xmp><img src=x onerror=alert(1)>'>",
    "<template><img src=x onerror=alert(1)></template>",
    "<select><template><style><!--</style><a rel='--></style></template></select><img src onerror=alert(1)>'>",
    "<plaintext><img src=x onerror=alert(1)>",
    "<iframe src=javascript:alert(1)></iframe>",
    "<iframe srcdoc='&lt;script&gt;alert(1)&lt;/script&gt;'></iframe>",
    "<iframe src=https://www.youtube.com/embed/../../x></iframe>",
    "<object data=javascript:alert(1)></object>",
    "<embed src=javascript:alert(1)>",
    "<applet code=x></applet>",
    "<frameset onload=alert(1)><frame src=javascript:alert(1)></frameset>",
    "<base href=javascript:alert(1)//>",
    "<meta http-equiv=refresh content='0;url=javascript:alert(1)'>",
    "<link rel=stylesheet href=//e.example/x.css>",
    "<style>@import '//e.example/x.css';</style>",
    "<style>*{background:url('javascript:alert(1)')}</style>",
    "<p style='background:url(//e.example/x)'>x</p>",
    "<p style='width:expression(alert(1))'>x</p>",
    "<p style='behavior:url(x.htc);position:fixed;inset:0'>x</p>",
    "<p style='text-align:center;background:url(//e.example)'>x</p>",
    '<p style="text-align:ri&#103;ht;}</style><script>alert(1)</script>">x</p>',
    "<form action=https://e.example/><input name=q><button formaction=javascript:alert(1)>x</button></form>",
    "<input autofocus onfocus=alert(1)>",
    "<details open ontoggle=alert(1)>x</details>",
    "<video><source onerror=alert(1)></video>",
    "<audio src=x onerror=alert(1)>",
    "<marquee onstart=alert(1)>x</marquee>",
    "<body onload=alert(1)>x",
    "<table background=javascript:alert(1)><tr><td background=//e.example/>x</table>",
    "<table><caption><img src=x onerror=alert(1)></caption><script>alert(1)</script></table>",
    "<p id=body name=cookie class='cke_editable unfold align-center evil'>x</p>",
    "<p data-x=1 aria-label=x role=button tabindex=0 contenteditable is=x slot=y>x</p>",
    "<!--<img src='--><img src=x onerror=alert(1)//'>-->",
    "<!--><img src=x onerror=alert(1)>-->",
    "<!--[if gte IE 4]><script>alert(1)</script><![endif]-->",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<?xml version='1.0'?><?import x><p>x",
    "<!DOCTYPE html [<!ENTITY x '<script>alert(1)</script>'>]>&x;",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "<p>&#60;img src=x onerror=alert(1)&#62;</p>",
    "<a title='\"><img src=x onerror=alert(1)>' href=/x>x</a>",
    "<img alt='`><script>alert(1)</script>' src=/media/pictures/a.jpg>",
    "<p title=x\x00onmouseover=alert(1)>x\x00</p>",
    "<a\x0bhref='javascript:alert(1)'>x</a>",
    "<a href='https://e.example/\u202egnp.exe'>x</a>",
    "<p><b><a href=/x><p><i>x</b></a></i>",
    "<ul><li><a href='javascript:alert(1)'><li></ul></a>",
    "<o:p class=MsoNormal style='mso-x:1'>x</o:p><v:shape onload=alert(1)>",
    "<xml><w:WordDocument><script>alert(1)</script></w:WordDocument></xml>",
    "<p>" + "<b><i><u>" * 50 + "x",
    "<div><div><div onclick=alert(1)>x</div></div>",
    "<x-evil onclick=alert(1)><slot name=x>x</slot></x-evil>",
    "<p>\ud800x</p>",
]


class Judge(HTMLParser):
    """Collects what must not be in a cleaned text, or in what the page makes of it."""

    def __init__(self, *, is_on_page: bool) -> None:
        super().__init__(convert_charrefs=True)
        self.faults: list[str] = []
        self.is_on_page = is_on_page
        self.allowed = {**PAGE_ATTRIBUTES, "picture": frozenset()} if is_on_page else ATTRIBUTES

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in self.allowed:
            self.faults.append(f"<{tag}>")
        for name, value in attrs:
            self._judge(tag, name, value or "")

    def _judge(self, tag: str, name: str, value: str) -> None:
        forced = {"a": {"rel": "noopener noreferrer"}, "img": {"loading": "lazy"}}
        if name == "class":
            is_frame = self.is_on_page and (tag, value) == ("div", "table-frame")
            is_fine = is_frame or set(value.split()) <= CLASSES.get(tag, frozenset())
        elif name == "loading" and self.is_on_page:
            is_fine = value in {"lazy", "eager"}
        elif name == "id":
            is_fine = re.fullmatch("muc-[a-z0-9-]+", value) is not None
        elif name == "srcset":
            is_fine = all(re.fullmatch(r"/media/pictures/[\w/-]+\.\w+ \d+w", part) for part in value.split(", "))
        elif name == "href":
            is_fine = value.startswith(("http://", "https://", "mailto:", "tel:", "/")) and not value.startswith("//")
        elif name == "src":
            is_fine = value.startswith("/media/pictures/") and ".." not in value
        else:
            is_fine = name in self.allowed.get(tag, ()) or forced.get(tag, {}).get(name) == value
        if not is_fine:
            self.faults.append(f"{tag}[{name}={value!r}]")

    def handle_comment(self, data: str) -> None:
        self.faults.append(f"<!--{data}-->")

    def handle_decl(self, decl: str) -> None:
        self.faults.append(f"<!{decl}>")

    def handle_pi(self, data: str) -> None:
        self.faults.append(f"<?{data}>")

    def unknown_decl(self, data: str) -> None:
        self.faults.append(f"<![{data}")


def faults_of(html: str, *, is_on_page: bool = False) -> list[str]:
    judge = Judge(is_on_page=is_on_page)
    judge.feed(html)
    judge.close()
    return judge.faults
