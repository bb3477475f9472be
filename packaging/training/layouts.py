"""Layouts in which pages print comments, to set known comments into known pages in other ways.

The development set holds some eighty discussions; the web holds many more ways to print one. Each row of
`LAYOUTS` is one way, as lines: `{n}` the name, `{d}` the date, `{w}` the words, `{k}` the number; a line
that begins with `?` is there half the time. All names and dates are made up.
"""

from __future__ import annotations

import random
from dataclasses import dataclass

FIRST = (
    "Anna Ben Carla David Elena Frank Grace Hugo Ines Jack Karen Luis Maria Nils Olga Peter Quentin Rosa Sam Tina"
    " Ulrich Vera Will Xenia Yann Zoe Susan Bob Linda Mike Jenny Tom Kate Steve Amy Dan Claire Jürgen Sabine"
    " Françoise Étienne José Begoña Wei Priya Ahmed Fatima Yuki Olu Siobhán Dr. Mrs. Prof."
).split()
LAST = (
    "Keller Smith Jones Brown O'Neil Martin Dupont García López Müller Schmidt Weber Lang Novak Rossi Nguyen Patel"
    " Kim Tanaka Olsen Berg Fischer Moreau Petit Ruiz Santos Costa Walker Young Hill Green Clark Lewis Hall King"
).split()
HANDLES = (
    "sunny72 mouse_doc JKL BigBear neurogeek ms-warrior the_real_jo Anonymous anonymous anon Guest Gast admin"
    " kitkat19 xX_tom_Xx runner4life drfeelgood MS_mum lulu. Petra1961 wolfi user10432 Skeptic hopeful HopefulInOhio"
    " catlady greeneyes T.M. k8 zzz99 MrSmith SteveB annaK A. ReaderX Unknown Patient0 gym-rat"
).split()
MONTHS = {
    "en": "January February March April May June July August September October November December".split(),
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember".split(),
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split(),
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre".split(),
}
DAYS = {
    "en": "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split(),
    "de": "Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonntag".split(),
    "fr": "lundi mardi mercredi jeudi vendredi samedi dimanche".split(),
    "es": "lunes martes miércoles jueves viernes sábado domingo".split(),
}
DATES = {
    "en": (
        "{M} {d}, {y} at {h}:{m} {p}",
        "{M} {d}, {y}",
        "{d} {M} {y}",
        "{M3} {d}, {y}",
        "{D}, {M} {d}, {y} at {h}:{m} {P}",
        "{d} {M3} {y} {H}:{m}",
        "{mm}/{dd}/{y} {h}:{m} {P}",
        "{y}-{mm}-{dd} {H}:{m}",
        "{ago} ago",
        "{ago} ago",
        "{dd}-{mm}-{y}",
        "{M} {d}, {y}, {h}:{m} {p}",
        "{M3} {d}, {y} at {h}:{m}{p}",
        "{D3} {d} {M3} {y}, {H}:{m}",
        "{M} {d}th, {y} at {h}:{m} {p}",
        "{mm}.{dd}.{yy} at {h}:{m} {p}",
        "{D} {d} {M} {y} {h}:{m}{p}",
        "{M} {y}",
        "{M3} {d}, {H}:{m}",
        "{y}/{mm}/{dd} at {h}:{m} {p}",
        "{M3} {d}th at {h}:{m} {p}",
        "{M3} {d}",
        "{n}y",
    ),
    "de": (
        "{d}. {M} {y} um {H}:{m} Uhr",
        "{d}. {M} {y}",
        "{dd}.{mm}.{y}, {H}:{m} Uhr",
        "{dd}.{mm}.{y} {H}:{m}",
        "{dd}.{mm}.{yy}",
        "vor {n} Tagen",
        "vor {n} Jahren",
        "{D}, {d}. {M} {y}, {H}:{m}",
        "{d}. {M} {y} at {H}:{m}",
        "{dd}. {M} {y} - {H}:{m}",
        "{n} Monate her",
        "{n} Jahre her",
    ),
    "fr": (
        "{d} {M} {y} à {H}h{m}",
        "le {d} {M} {y} à {H}:{m}",
        "{dd}/{mm}/{y} à {H}:{m}",
        "il y a {n} ans",
        "{D} {d} {M} {y}",
        "{d} {M} {y} {H} h {m} min",
    ),
    "es": (
        "{d} {M}, {y} a las {H}:{m}",
        "{d} de {M} de {y}",
        "hace {n} meses",
        "{dd}/{mm}/{y} {H}:{m}",
        "el {d} {M} {y} a las {h}:{m} {p}",
    ),
}
LAYOUTS: dict[str, tuple[str, ...]] = {
    "en": (
        "{n} says:|{d}|{w}|?Reply",
        "{n}|{d}|{w}|?Reply",
        "{n} says|{d}|{w}|Reply to {n}",
        "{n} said...|{w}|{d}|?ReplyDelete",
        "{n} said…|{d}|{w}|?Delete",
        "{n}{d}|{w}|ReplyDelete|?Replies",
        "{w}|Posted by: {n} | {d}",
        "{w}|Posted by {n} at {d}",
        "Posted by {n} on {d}|{w}|?Report this",
        "{n} • {d}|{w}|?{s} • Reply • Share ›",
        "{n}|{d}|{w}|Reply|{s}|{s}",
        "{n} {d} {k}|{w}|?{s} Likes",
        "[–]{n} {s} points {d}|{w}|permalink|?embed|?save|?report|reply",
        "Re: {t}|by {n} » {d}|{w}|Top",
        "{d}|#{k}|{n}|?Senior Member|Join Date: {j}|Posts: {s}|{w}|Reply With Quote|?Share",
        "{n}|Well-known member|Joined|{j}|Messages|{s}|{d}|#{k}|{w}|?Like|?Reactions: {o}",
        "{n}|?Members|{s} posts|{d}|{w}|Quote",
        "{t}|Submitted by {n} on {d}.|{w}|reply",
        "{n} (not verified)|{d}|Permalink|{w}|reply",
        "#{k} {n} {d}|{w}|Quote",
        "{n}|{c}|{d}|{w}|Reply|{s} Recommend|?Share|?Flag",
        "{n} {d}|{s}|{w}|Reply|?Report",
        "{n} {d} | parent | next [–]|{w}|reply",
        "{n}|{w}|Like · Reply · {d}",
        "Posted by {n} on {d} GMT|{w}",
        "{w}|{n}, {c}|{d}|Competing interests: No competing interests",
        "{k}. {n}|{d}|{w}|?+{s}",
        "Comment number {k}. {n}|{d}|{w}|?+{s}",
        "{k} {n} {d}|{w}",
        "{n}|{d}|{w}|?{s} claps|Reply",
        "{n}|{d}|Liked by {o}|{w}|?Expand full comment|Reply|Share",
        "{w}|Comment by {n} — {d}",
        "{w}|— {n}, {d}",
        "{n} | {d}|{w}",
        "{n} on {d}|{w}|?Reply",
        "On {d}, {n} wrote:|{w}",
        "{n} wrote:|{w}",
        "{n}, {d}:|{w}",
        "{n} on {d} said:|{w}|?Reply",
        "{n} commented on {d}|{w}|?Upvote|?Downvote",
        "{n} replied {d}|{w}|?Like {s}",
        "{d}|{n}|{w}|?Reply",
        "{d} {n} said...|{w}",
        "{n}|{d}|?Edit|{w}|Like|Reply",
        "User avatar|{n}|{d}|{w}|Upvote|{s}|Downvote|Reply",
        "{k}|{n}|{d}|{w}",
        "@{h}|{d}|{w}|{s}|Reply",
        "{n} ({h})|{d}|{w}",
        "{n}|Guest|{d}|{w}|?Vote Up{s}Vote Down Reply",
        "{n}|Posted {d}|{w}|?Link to comment|?Share on other sites",
        "{d} by {n}|{w}",
        "{i}|{n} {d}|{w}|?Loading…|Reply",
        "{n} - {d}|{w}|?Reply to this comment",
        "{n} @ {d}|{w}",
        "From {n} ({c}):|{w}|?{d}",
        "{d}|{w}|{n}",
        "{d} at|{n} said:|{w}",
        "{n}|{s} years ago|{w}|?Helpful?|Yes ({s})|No ({s})",
        "★★★★★|{n}|{d}|{w}",
        "Reply|{n}|{d}|{w}",
        "{n}:|{w}|?{d}",
        "{n}|Author|{d}|{w}|Reply",
        "{n} ~ {d}|{w}",
        "{n}|Says:|{d}|{w}",
    ),
    "forum": (
        "{n}|{n}|Well-known member|Joined|{j}|Messages|{s}|?Location|?{c}|{d}|#{k}|{w}|?Reactions: {o}",
        "{n}|{n}|?Active member|Joined|{j}|Messages|{s}|Reaction score|{s}|Points|{s}|{d}|#{k}|{w}|?Reply",
        "{i}|{n}|?Discussion starter|{s} posts · Joined 2019|Add to quote|#{k} · {d}|{w}|?Save Share|?Reply Quote Like",
        "{n}|Member|{j}|{s}|{s}|{s}|{d}|#{k}|{w}",
        "{n} Greenhorn|Messages:|{s}|Likes Received:|{s}|Trophy Points:|{s}|#{k}|{w}|{n}, {d}|?IP",
        "{n} Posts: {s}|{j}|{w}|?{s} · Share on FacebookShare on Twitter",
        "{n}|Members|{s} posts|?Location: {c}|Posted {d}|{w}|?Quote",
        "{n}|Posted {d}|{n}|Members|{s}|?Share|Posted {d}|{w}|?{s}|Link to post|Share on other sites",
        "{n}|Enlightened|Reactions Received|{s}|Posts|{s}|{d}|#{k}|{w}|?Like {s}",
        "{n}|Queen of the Pond|Posts: {s}|Joined: {d}|?Location: {c}|Re: {t}|Quote|Post by {n} » {d}|{w}|Top",
        "{d}|{n}|Registered User|Join Date: {j}|Location: {c}|Posts: {s}|{w}|?__________________|?{o}",
        "#{k}|{n}|{d}|{w}|Report",
        "Reply #{k} on: {d}|{n}|Hero Member|Posts: {s}|{w}|Logged",
        "{n}|Level 8|{s} points|{d}|{w}|Like ({s})|Reply",
        "{w}|Share|?Improve this answer|answered {d}|{n}|{s}",
        "u/{h}|•|{d}|{w}|Upvote|{s}|Downvote|Reply|?Award|Share",
        "{n}|{d}|{w}|Vote up|{s}|Vote down|?Report",
        "{n} {d} {k}|{w}|?{s} Likes",
        "{n} | {d} | #{k}|{w}",
        "{n}|Extremely old hand|Joined|{j}|Messages|{s}|Location|{c}|Visit site|{w}|{d}|#{k}",
        "{n}|{s}|Member|{n}|{s}|{d}#{k}|{w}",
        "{n}|Author|{d}|{w}|?{o}|?{s}",
    ),
    "de": (
        "Antworten|{n} sagt:|{d}|{w}",
        "{n} sagt:|{d}|{w}|?Antworten",
        "{n} schrieb am {d}:|{w}",
        "{n} {d} - Antworten|{w}",
        "{n}|{d}|{w}|Antworten",
        "#{k} {n}|{d}|{w}|?Melden",
        "{n}|#{k} — {d}|{w}|Antworten|?Melden|?Empfehlen",
        "Kommentar von {n} am {d}|{w}",
        "von {n} am {d}|{w}|?Antworten",
        "{n} ({d})|{w}",
        "{n} am {d}|{w}|?Antwort",
        "{d} {n}|{w}",
        "Gast|{n}|{d}|{w}|?Daumen hoch{s}Daumen runter",
        "{k}. {n} {d}|{w}|Zitieren",
        "{n} meint:|{w}",
        "{w}|{n}, {d}",
        "{t}|{n}, {d}|{w}|?Beitrag melden",
    ),
    "fr": (
        "{n} a dit :|{d}|{w}|?Répondre",
        "{n}|{d}|{w}|Répondre|?Signaler",
        "Par {n}, {d}|{w}",
        "{n} - {d}|{w}|?Signaler un abus",
        "{k}. {n} | {d}|{w}",
        "par {n} {d}.|{w}|?Répondre",
        "{n} {d}|{w}|?Répondre",
        "{n} dit :|{d}|{w}|Répondre",
        "{d}|{n}|{w}|?Recommander|?Alerter",
    ),
    "es": (
        "{n} dice:|{d}|{w}|Responder",
        "{n}|{d}|{w}|Responder",
        "{n} comentó|{d}|{w}",
        "#{k} {n} {d}|{w}|?Denunciar",
        "{n} escribió:|{w}|?Responder",
        "{d} | {n}|{w}",
    ),
}
HEADS = {
    "en": (
        "{k} Comments",
        "{k} Responses to “{t}”",
        "{k} thoughts on “{t}”",
        "Comments ({k})",
        "Comments",
        "Discussion",
        "Reader comments",
        "Leave a Reply",
        "{k} comments:",
        "Show all {k} comments",
        "Join the conversation",
        "Comments:",
        "{k} replies",
        "Post a Comment",
        "Comments on this post",
        "",
        "Add a comment",
        "{k} Comments|Sort by|Newest|Oldest",
    ),
    "de": (
        "{k} Kommentare",
        "Kommentare ({k})",
        "{k} Kommentare zu „{t}“",
        "Kommentare",
        "{k} Antworten",
        "Leserkommentare",
        "{k} Gedanken zu „{t}“",
        "",
    ),
    "fr": (
        "{k} commentaires",
        "Commentaires",
        "Réactions ({k})",
        "{k} réponses à « {t} »",
        "Vos réactions",
        "",
    ),
    "es": ("{k} comentarios", "Comentarios", "{k} respuestas a “{t}”", ""),
}
TAILS = {
    "en": (
        "",
        "Leave a Reply|Your email address will not be published. Required fields are marked *|Comment|Name *|Email *|Website|Post Comment",
        "Comments are closed.",
        "Add your comment|Name|Email",
        "Leave a comment|Cancel reply",
        "Subscribe to: Post Comments (Atom)",
        "Older Comments",
        "Post a comment|Newer Post|Older Post|Home",
        "Login to comment",
        "1 2 3 Next",
    ),
    "de": (
        "",
        "Schreibe einen Kommentar|Deine E-Mail-Adresse wird nicht veröffentlicht. Erforderliche Felder sind mit * markiert|Kommentar|Name *|Kommentar abschicken",
        "Kommentare sind geschlossen.",
    ),
    "fr": (
        "",
        "Laisser un commentaire|Votre adresse e-mail ne sera pas publiée.|Nom *|Laisser un commentaire",
        "Les commentaires sont fermés.",
    ),
    "es": (
        "",
        "Deja una respuesta|Tu dirección de correo electrónico no será publicada.|Publicar comentario",
    ),
}
UNDATED = 0.06
"""Share of discussions that print no dates on lines of their own."""
INDENTS = ("", "", "", "    * ", "  • ", " - ", "  1. ", "\t", "    ")


@dataclass
class Line:
    """A line of a made page and its label; `blank` lines stand above it."""

    words: str
    label: str
    blank: int = 0


def name(chance: random.Random) -> str:
    """Return a made-up name as pages show them."""
    kind = chance.random()
    if kind < 0.4:
        return chance.choice(HANDLES)
    if kind < 0.65:
        return chance.choice(FIRST)
    between = chance.choice(["", "", "", " van", " de", " M.", " K."])
    return f"{chance.choice(FIRST)}{between} {chance.choice(LAST)}"


def date(chance: random.Random, shape: str, language: str) -> str:
    """Return a made-up date in one shape."""
    month, day, hour = chance.randrange(12), chance.randint(1, 28), chance.randint(0, 23)
    weekday = chance.choice(DAYS[language])
    named = MONTHS[language][month]
    ago = f"{chance.randint(1, 23)} {chance.choice(['minutes', 'hours', 'days', 'weeks', 'months', 'years'])}"
    return shape.format(
        M=named,
        M3=named[:3],
        d=day,
        dd=f"{day:02}",
        mm=f"{month + 1:02}",
        y=chance.randint(2004, 2025),
        yy=f"{chance.randint(4, 25):02}",
        D=weekday,
        D3=weekday[:3],
        h=hour % 12 or 12,
        H=f"{hour:02}",
        m=f"{chance.randint(0, 59):02}",
        p="am" if hour < 12 else "pm",
        P="AM" if hour < 12 else "PM",
        ago=ago,
        n=chance.randint(2, 11),
    )


def discussion(
    chance: random.Random, comments: list[list[str]], title: str, language: str, forum: bool = False
) -> list[Line]:
    """Return a discussion that prints the comments in a layout drawn by chance.

    Each comment is its paragraphs; on a `forum` the first is the opening post.
    """
    layout = chance.choice(LAYOUTS["forum" if forum else language]).split("|")
    signing = [i for i, part in enumerate(layout) if "{n}" in part or "{h}" in part]
    above = [i for i in signing if i < layout.index("{w}")]
    signature = (above or signing or [-1])[-1]
    shape = chance.choice(DATES[language])
    optional = {part: chance.random() < 0.5 for part in layout}
    loose, gap, indent = chance.random() < 0.5, chance.randint(0, 2), chance.choice(INDENTS)
    varies = chance.random() < 0.15
    undated = chance.random() < UNDATED
    found = _fixed(chance.choice(HEADS[language]).format(k=len(comments), t=title))
    authors = [name(chance) for _ in comments]
    for number, paragraphs in enumerate(comments, 1):
        values = dict(  # noqa: C408  letters stand for themselves in a layout
            n=authors[number - 1],
            k=number,
            s=chance.randint(0, 40),
            t=f"Re: {title}"[: chance.randint(8, 60)],
            c=f"{chance.choice(LAST)}ville",
            j=date(chance, "{M3} {y}", language),
            o=f"{chance.choice(FIRST)} and {chance.choice(HANDLES)}",
            h=chance.choice(HANDLES),
            i=authors[number - 1][0].upper(),
            d=date(chance, chance.choice(DATES[language]) if varies else shape, language),
        )
        first = True
        for place, part in enumerate(layout):
            if part.startswith("?") and not optional[part] or part == "{d}" and undated:
                continue
            if part == "{w}":
                for index, paragraph in enumerate(paragraphs):
                    found.append(
                        Line(
                            ("" if not first or index else indent) + paragraph,
                            "goes on" if index else "begins",
                            1 if loose or index else 0,
                        )
                    )
                    first = False
                continue
            line = part.removeprefix("?").format(**values)
            label = "signs" if place == signature else "" if place in signing else "around"
            found.append(
                Line(
                    (indent if first else "") + line,
                    label,
                    max(1, gap) if first else int(loose and chance.random() < 0.5),
                )
            )
            first = False
        if gap:
            found[-1].blank = max(found[-1].blank, 0)
    return [*found, *_fixed(chance.choice(TAILS[language]))]


def _fixed(lines: str) -> list[Line]:
    return [Line(line, "boilerplate", 1) for line in lines.split("|") if line]


def listed(chance: random.Random, comments: list[list[str]], title: str) -> list[Line]:
    """Return a discussion whose comments are list items without names, as copied from some blogs."""
    found = _fixed(
        chance.choice(
            ["Leave a Reply to Gavin Jones Cancel reply", "3 Comments", "Comments", "Leave a Reply"]
        )
    )
    bullet = chance.choice(["  • ", "    * ", "- "])
    for words in comments:
        for index, paragraph in enumerate(words):
            found.append(Line(("    " if index else bullet) + paragraph, "goes on" if index else "begins", 1))
    return [
        *found,
        *_fixed(
            chance.choice(
                ["By Jo Lang|Recent Posts", "Recent Posts", "Recent Posts|Why it matters|Archives", ""]
            )
        ),
    ]
