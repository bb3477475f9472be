"""References by CSL: the vectors of the styles' own manuals, and what citeproc-py alone would get wrong."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from reviewer.errors import ReviewError
from reviewer.model import Name, PartialDate, Record
from reviewer.records import citing, vancouver
from reviewer.records.citing import LOCALES, STYLES, Words, cited, is_plain, visited
from reviewer.settings import resource
from tests.records.test_description import seed
from tests.records.test_references import ARTICLE, POST

MANY = tuple(Name(f"Author{letter}", letter) for letter in "ABCDEFGH")
BOOK = Record(
    "book",
    title="A book of medicine",
    editors=(Name("Jones", "A"),),
    publisher="Press",
    place="London",
    issued=PartialDate(1999),
)
CHAPTER = replace(
    BOOK,
    type="chapter",
    title="A chapter",
    container="The book",
    authors=(Name("Smith", "J Q"),),
    editors=(Name("Jones", "A"), Name("Doe", "B")),
    pages="1-20",
)
REPORT = Record(
    "report",
    title="Knee pain",
    authors=(Name(literal="National Institute for Health and Care Excellence"),),
    number="NG226",
    publisher="NICE",
    issued=PartialDate(2022, 10),
)
COMMENT = Record(
    "post",
    title="I had it for two years",
    authors=(Name(literal="Pat R."),),
    container="Knee Notes",
    issued=PartialDate(2012, 1, 5),
    url="https://example.org/c",
)


def line(record: Record, style: str = "vancouver", language: str = "en") -> str:
    """Return a reference with the names of works between underscores."""
    return "".join(f"_{each.text}_" if each.italic else each.text for each in cited(record, style, language))


def test_the_first_seed_reads_as_pubmed_prints_it() -> None:
    assert line(seed("000_9a9b5616f882b154.txt")) == (
        "Efficacy and safety of mitoxantrone in patients with highly relapsing neuromyelitis optica."
        " Arch Neurol. 2011 Apr;68(4):473-9. doi: 10.1001/archneurol.2010.322. Epub 2010 Dec 13."
    )


def test_the_second_seed_is_a_post_without_a_date() -> None:
    record = seed("002_6655412ea27c3016.txt")

    assert line(record) == "MouseDoctor. Research: Mitoxantrone and Progression [Internet]. [date unknown]."
    assert line(record, "nlm").endswith("Progression. [date unknown].")
    assert line(record, "ama") == "MouseDoctor. Research: Mitoxantrone and Progression."
    assert line(record, "apa") == "MouseDoctor. (n.d.). _Research: Mitoxantrone and Progression_."


@pytest.mark.parametrize(
    ("style", "reference"),
    [
        (
            "vancouver",
            "Smith JA, van der Berg A, Núñez JL. Low-dose salicin for knee pain. J Test Med."
            " 2014 Jun;12(3):101-9. doi: 10.1000/jtm.2014.3.",
        ),
        (
            "nlm",
            "Smith JA, van der Berg A, Núñez JL. Low-dose salicin for knee pain. J Test Med."
            " 2014 Jun;12(3):101–9. doi:10.1000/jtm.2014.3",
        ),
        (
            "ama",
            "Smith JA, van der Berg A, Núñez JL. Low-dose salicin for knee pain. _J Test Med_."
            " 2014;12(3):101-109. doi:10.1000/jtm.2014.3",
        ),
        (
            "apa",
            "Smith, J. A., van der Berg, A., & Núñez, J.-L. (2014). Low-dose salicin for knee pain."
            " _J Test Med_, _12_(3), 101–109. https://doi.org/10.1000/jtm.2014.3",
        ),
    ],
)
def test_an_article(style: str, reference: str) -> None:
    assert line(ARTICLE, style) == reference


@pytest.mark.parametrize(
    ("style", "names"),
    [
        ("vancouver", "AuthorE E, AuthorF F, et al. Low"),
        ("nlm", "AuthorG G, AuthorH H. Low"),
        ("ama", "AuthorA A, AuthorB B, AuthorC C, et al. Low"),
        ("apa", "AuthorG, G., & AuthorH, H. (2014)"),
    ],
)
def test_many_authors(style: str, names: str) -> None:
    assert names in line(replace(ARTICLE, authors=MANY), style)


@pytest.mark.parametrize(
    ("style", "reference"),
    [
        ("ama", "Low-dose salicin for knee pain. _J Test Med_. 2014;12(3):101-109. doi:10.1000/jtm.2014.3"),
        (
            "apa",
            "Low-dose salicin for knee pain. (2014). _J Test Med_, _12_(3), 101–109."
            " https://doi.org/10.1000/jtm.2014.3",
        ),
    ],
)
def test_without_authors_the_title_stands_first_and_once(style: str, reference: str) -> None:
    assert line(replace(ARTICLE, authors=()), style) == reference


def test_particles_suffixes_and_groups() -> None:
    names = (
        Name("Beethoven", "Ludwig", particle="van"),
        Name("King", "Martin Luther", suffix="Jr."),
        Name(literal="World Health Organization"),
    )
    record = replace(ARTICLE, authors=names)

    assert line(record).startswith("van Beethoven L, King ML Jr, World Health Organization. Low")
    assert line(record, "apa").startswith(
        "van Beethoven, L., King, M. L., Jr., & World Health Organization. ("
    )


def test_editors_stand_for_authors_of_a_book_once_and_of_a_chapter_never() -> None:
    assert line(BOOK) == "Jones A, editor. A book of medicine. London: Press; 1999."
    assert line(BOOK, "ama") == "Jones A, ed. _A Book of Medicine_. Press; 1999."
    assert line(BOOK, "apa") == "Jones, A. (Ed.). (1999). _A book of medicine_. Press."
    assert line(replace(BOOK, editors=(Name(literal="WHO"),)), "apa").startswith("WHO (Ed.). (1999).")
    assert line(CHAPTER) == (
        "Smith JQ. A chapter. In: Jones A, Doe B, editors. The book. London: Press; 1999. p. 1-20."
    )
    assert line(CHAPTER, "apa") == (
        "Smith, J. Q. (1999). A chapter. In A. Jones & B. Doe (Eds.), _The book_ (pp. 1–20). Press."
    )
    assert line(replace(CHAPTER, authors=())).startswith("A chapter. In: Jones A, Doe B, editors.")


def test_posts_follow_citing_medicine_and_comments_are_posts() -> None:
    on_blog = replace(
        POST, issued=PartialDate(2019, 5, 3), url="https://example.org/a", container="Knee Notes"
    )

    assert line(on_blog) == (
        "JoBlogs. Salicin again. 2019 May 3. In: Knee Notes [Internet]. Available from: https://example.org/a"
    )
    assert (
        line(on_blog, "apa") == "JoBlogs. (2019, May 3). Salicin again. _Knee Notes_. https://example.org/a"
    )
    assert line(COMMENT).startswith("Pat R. I had it for two years. 2012 Jan 5. In: Knee Notes [Internet].")
    assert line(replace(POST, authors=(), url="https://e.org"), "apa") == (
        "_Salicin again_. (n.d.). https://e.org"
    )


@pytest.mark.parametrize(
    "said",
    [
        ("Y2", "2020/05/03/"),
        ("urldate", "2020-05-03"),
        ("accessed", '{"date-parts": [[2020, 5, 3]]}'),
        ("[", "3 May 2020"),
    ],
)
def test_the_date_of_a_visit_is_cited_where_the_source_says_it(said: tuple[str, str]) -> None:
    record = replace(COMMENT, extra=(("key", "x"), said))
    undated = replace(record, issued=None)

    assert ". 2012 Jan 5 [cited 2020 May 3]. In: Knee Notes [Internet]." in line(record)
    assert ". [date unknown] [cited 2020 May 3]. In:" in line(undated)
    assert "Accessed May 3, 2020. https://example.org/c" in line(record, "ama")
    assert "(n.d.)" in line(undated, "apa") and "Retrieved May 3, 2020, from https" in line(undated, "apa")
    assert visited(replace(record, extra=(("Y2", "soon"), ("[", "")))) is None


def test_reports_of_groups() -> None:
    assert line(REPORT, "apa") == (
        "National Institute for Health and Care Excellence. (2022). _Knee pain_ (No. NG226). NICE."
    )
    assert "2022 Oct. Report no.: NG226." in line(REPORT)


def test_a_title_that_asks_keeps_its_mark_and_gets_no_stop() -> None:
    asking = replace(ARTICLE, title="Does it help?")

    assert ". Does it help? J Test" in line(asking)
    assert ". Does it help? _J Test" in line(asking, "ama")


@pytest.mark.parametrize("title", ["2010 guidelines", "[Salicin]", "<b>Bold</b> & < 5 %", "</span> {x} $y$"])
@pytest.mark.parametrize("style", STYLES)
def test_titles_stay_as_they_are(title: str, style: str) -> None:
    assert title in line(replace(ARTICLE, title=title), style)
    assert title in line(replace(ARTICLE, title=title, authors=()), style)


@pytest.mark.parametrize("style", STYLES)
def test_nothing_is_made_up_for_an_empty_record(style: str) -> None:
    assert line(Record(), style).replace("_", "") in (
        "[title not in source]. [date unknown].",
        "[title not in source].",
        "[title not in source]. (n.d.).",
    )


def test_german_words() -> None:
    record = replace(COMMENT, issued=None)

    assert "[Datum unbekannt]" in line(record, language="de")
    assert "Verfügbar unter: https://example.org/c" in line(record, language="de")
    assert line(BOOK, "apa", "de").startswith("Jones, A. (Hrsg.). (1999).")
    assert "(2012, " in line(COMMENT, "apa", "de")


def test_an_unknown_style_names_those_there_are() -> None:
    with pytest.raises(ReviewError) as caught:
        cited(ARTICLE, "chicago")

    assert all(style in caught.value.hint for style in STYLES)


def test_a_record_that_the_processor_stumbles_over_is_cited_all_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def stumbles(*_args: object) -> str:
        raise TypeError("no")

    monkeypatch.setattr("reviewer.records.citing._rendered", stumbles)
    record = replace(ARTICLE, volume="a stumbling block")

    assert cited(record, "apa") == (Words(vancouver(record)),)


WORDS = st.text(st.sampled_from("aB é?.!:;,-–<>&\"'()[]\n\ue000\ue003\ue004*_{}$%1"), max_size=12)
NAMES = st.builds(
    Name, family=WORDS, given=WORDS, literal=WORDS, suffix=WORDS, particle=WORDS, dropping=WORDS
)
DATES = st.none() | st.builds(PartialDate, st.integers(1, 2100), st.none() | st.integers(1, 12))
RECORDS = st.builds(
    Record,
    type=st.sampled_from(
        ("article-journal", "post-weblog", "webpage", "book", "chapter", "report", "thesis", "?")
    ),
    title=WORDS,
    authors=st.lists(NAMES, max_size=3).map(tuple),
    editors=st.lists(NAMES, max_size=2).map(tuple),
    container=WORDS,
    issued=DATES,
    volume=WORDS,
    issue=WORDS,
    pages=WORDS,
    doi=WORDS,
    url=WORDS,
    edition=WORDS,
    number=WORDS,
    language=WORDS,
)


@given(RECORDS, st.sampled_from(tuple(STYLES)), st.sampled_from(tuple(LOCALES)))
def test_every_record_gives_a_line_without_marks_of_ours(record: Record, style: str, language: str) -> None:
    line = "".join(each.text for each in cited(record, style, language))

    assert line.strip() and "\n" not in line
    assert not any("\ue000" <= letter <= "\uf8ff" for letter in line)


EDGES = st.sampled_from(("a", "B", "1", "é"))
TITLED = st.builds("{}{}{}".format, EDGES, st.text(st.sampled_from("aB é:;,-–&\"'()[]1 "), max_size=9), EDGES)
PARTS = st.sampled_from(("A", "A.", "John", "Éva", "MacDonald", "J2"))
GIVEN = st.builds(
    lambda parts, sign: sign.join(parts), st.lists(PARTS, min_size=1, max_size=3), st.sampled_from(" -")
)
FAMILY = st.lists(
    st.sampled_from(("Smith", "van", "der", "Ørsted", "mcX", "Maier-1")), min_size=1, max_size=3
).map(" ".join)
ARTICLES = st.builds(
    Record,
    type=st.just("article-journal"),
    title=TITLED,
    authors=st.lists(st.builds(Name, FAMILY, GIVEN) | st.builds(Name, literal=TITLED), max_size=8).map(tuple),
    container=TITLED,
    issued=st.builds(PartialDate, st.integers(1000, 2100), st.none() | st.integers(1, 12)),
    epub=st.none() | st.builds(PartialDate, st.integers(1000, 2100), st.none() | st.integers(1, 12)),
    volume=st.sampled_from(("1", "12", "A3", "12 Suppl")),
    issue=st.sampled_from(("", "3", "12", "2-3")),
    pages=st.sampled_from(
        (
            "",
            "1",
            "e12",
            "473-9",
            "473-479",
            "1-100",
            "99-101",
            "1099-1101",
            "9-3",
            "12-12",
            "199-01",
            "1099-101",
        )
    ),
    doi=st.sampled_from(("", "10.1/x", "10.1002/(SICI)1097-0258(19980815)17:15")),
    pmid=st.sampled_from(("", "123")),
    url=st.sampled_from(("", "https://e.org")),
)


@given(ARTICLES.filter(is_plain))
def test_plain_articles_are_written_as_the_style_has_them(record: Record) -> None:
    by_style = "".join(each.text for each in citing._in_parts(citing._rendered(record, "vancouver", "en")))

    assert by_style == vancouver(record, authors_missing=False) == line(record)


@pytest.mark.parametrize(
    ("pages", "elided"),
    [("1-100", "1-100"), ("473-479", "473-9"), ("1099-1101", "1099-101"), ("S10-S15", "S10-5")],
)
def test_pages_lack_only_the_digits_that_repeat(pages: str, elided: str) -> None:
    record = replace(ARTICLE, pages=pages, title="Not plain?")

    assert f":{elided}. doi" in line(record)
    assert f":{elided.replace('-', '–')}. doi" in line(record, "nlm")
    assert f":{pages}. doi" in line(record, "ama")
    assert f", {pages.replace('-', '–')}. https" in line(record, "apa")


def test_the_styles_say_whose_they_are_and_name_no_other_id() -> None:
    for name in STYLES:
        style = etree.parse(str(resource(f"citation-styles/{name}.csl"))).getroot()
        rights = style.findtext("{*}info/{*}rights") or ""
        assert "Attribution-ShareAlike 3.0" in rights
        assert name in resource("citation-styles/LICENCE-styles.txt").read_text(encoding="utf-8")
