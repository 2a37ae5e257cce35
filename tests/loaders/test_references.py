"""Lists of references in every format they are exported in: each says the same of the same papers."""

import pytest

from loaders import LoadError, read, references

BIBTEX = r"""% A comment, and prose before the first entry
@comment{nothing}
@string{jow = "Journal of Whales"}
@article{a,
  title = {{LANTERN}: Reading Maps by Candlelight},
  author = {de la Mer, Ada and {The Lantern Team} and Hopp{\'e}r, Grace and others},
  journal = jow # { and Boats}, year = 2024, month = feb, doi = {10.1234/lantern},
  keywords = {maps; candles}, abstract = {It costs 5\% less.}, url = {https://example.org/lantern}
}
"""
RIS = """\ufeffProvider: somebody
1.
TY  - JOUR
T1  - LANTERN: Reading Maps by Candlelight
A1  - Mer, Ada de la
A1  - The Lantern Team
DA  - 2024/02//
PY  - 2024
JF  - Journal of Whales and Boats
KW  - maps
candles
N2  - It costs
5% less.
DO  - 10.1234/lantern
UR  - https://example.org/lantern
U3  - Cited By :7
"""
MEDLINE = """
PMID- 123
TI  - LANTERN: Reading Maps by
      Candlelight
AB  - It costs 5% less.
FAU - Mer, Ada de la
AU  - Mer A
DP  - 2024 Feb
JT  - Journal of Whales and Boats
LID - 10.1234/lantern [doi]
OT  - maps
OT  - candles

PMID- 124
TI  - Another
"""
WEB_OF_SCIENCE = """FN Clarivate Analytics Web of Science
VR 1.0
PT J
AU Mer, A
   Hopper, G
AF Mer, Ada de la
   Hopper, Grace
TI LANTERN: Reading Maps by
   Candlelight
SO Journal of Whales and Boats
DE maps; candles
AB It costs 5% less.
TC 7
PD FEB
PY 2024
DI 10.1234/lantern
ER

EF
"""
ENDNOTE = """%0 Journal Article
%T LANTERN: Reading Maps by Candlelight
%A Mer, Ada de la
%A The Lantern Team
%J Journal of Whales and Boats
%D 2024
%8 2024-02
%X It costs 5% less.
%K maps
candles
%R 10.1234/lantern
%U https://example.org/lantern
"""
ENDNOTE_XML = """<?xml version="1.0" encoding="UTF-8"?>
<xml><records><record><ref-type name="Journal Article">17</ref-type>
<contributors><authors><author><style face="normal">Mer, Ada de la</style></author></authors></contributors>
<titles><title><style>LANTERN: Reading Maps by </style><style face="italic">Candlelight</style></title>
<secondary-title>Journal of Whales and Boats</secondary-title></titles>
<keywords><keyword>maps</keyword><keyword>candles</keyword></keywords>
<dates><year>2024</year><pub-dates><date>Feb 2024</date></pub-dates></dates>
<abstract>It costs 5% less.</abstract><electronic-resource-num>10.1234/lantern</electronic-resource-num>
<urls><related-urls><url>https://example.org/lantern</url></related-urls></urls></record></records></xml>"""
PUBMED_XML = """<?xml version="1.0"?><!DOCTYPE PubmedArticleSet PUBLIC "-//NLM//DTD" "https://dtd.example/x.dtd">
<PubmedArticleSet><PubmedArticle><MedlineCitation><PMID>123</PMID><Article>
<Journal><JournalIssue><PubDate><Year>2024</Year><Month>Feb</Month></PubDate></JournalIssue>
<Title>Journal of Whales and Boats</Title></Journal>
<ArticleTitle>LANTERN: Reading Maps by <i>Candlelight</i>.</ArticleTitle>
<Abstract><AbstractText Label="RESULTS">It costs 5% less.</AbstractText></Abstract>
<AuthorList><Author><LastName>de la Mer</LastName><ForeName>Ada</ForeName></Author>
<Author><CollectiveName>The Lantern Team</CollectiveName></Author></AuthorList></Article>
<KeywordList><Keyword>maps</Keyword><Keyword>candles</Keyword></KeywordList></MedlineCitation>
<PubmedData><ArticleIdList><ArticleId IdType="doi">10.1234/lantern</ArticleId></ArticleIdList></PubmedData>
</PubmedArticle></PubmedArticleSet>"""
CSL = """[{"id": "a", "type": "article-journal", "title": "LANTERN: Reading Maps by <i>Candlelight</i>",
"author": [{"family": "Mer", "given": "Ada", "non-dropping-particle": "de la"}, {"literal": "The Lantern Team"}],
"issued": {"date-parts": [["2024", 2]]}, "container-title": "Journal of Whales and Boats", "DOI": "10.1234/lantern",
"keyword": "maps, candles", "abstract": "It costs 5% less.", "URL": "https://example.org/lantern"}]"""
ZOTERO = """[{"key": "A", "meta": {"parsedDate": "2024-02"}, "data": {"itemType": "journalArticle",
"title": "LANTERN: Reading Maps by Candlelight", "creators": [{"creatorType": "author", "firstName": "Ada",
"lastName": "de la Mer"}, {"creatorType": "author", "name": "The Lantern Team"}, {"creatorType": "editor",
"lastName": "Nobody"}], "publicationTitle": "Journal of Whales and Boats", "DOI": "10.1234/lantern",
"tags": [{"tag": "maps"}, {"tag": "candles"}], "abstractNote": "It costs 5% less."}},
{"key": "B", "data": {"itemType": "attachment", "title": "PDF"}}]"""
SEMANTIC_SCHOLAR = """{"total": 1, "data": [{"paperId": "x", "title": "LANTERN: Reading Maps by Candlelight",
"authors": [{"name": "Ada de la Mer"}, {"name": "The Lantern Team"}], "publicationDate": "2024-02-01", "year": 2024,
"venue": "Journal of Whales and Boats", "externalIds": {"DOI": "10.1234/lantern"}, "citationCount": 7,
"fieldsOfStudy": null, "tldr": {"text": "Cheaper."}, "abstract": "It costs 5% less."}]}"""
OPENALEX = """{"meta": {"count": 1}, "results": [{"id": "https://openalex.org/W1",
"doi": "https://doi.org/10.1234/lantern",
"display_name": "LANTERN: Reading Maps by Candlelight", "authorships": [{"author": {"display_name": "Ada de la Mer"},
"institutions": [{"display_name": "Harbour"}]}], "publication_date": "2024-02-01", "cited_by_count": 7,
"primary_location": {"source": {"display_name": "Journal of Whales and Boats"}},
"abstract_inverted_index": {"less.": [3], "It": [0], "5%": [2], "costs": [1]}}]}"""
CROSSREF = """{"status": "ok", "message": {"items": [{"DOI": "10.1234/lantern", "type": "journal-article",
"title": ["LANTERN: Reading Maps by Candlelight"], "author": [{"given": "Ada", "family": "de la Mer"},
{"name": "The Lantern Team"}], "issued": {"date-parts": [[2024, 2]]}, "is-referenced-by-count": 7,
"container-title": ["Journal of Whales and Boats"], "abstract": "<jats:p>It costs 5% less.</jats:p>"}]}}"""
ANTHOLOGY = """<?xml version='1.0' encoding='UTF-8'?>
<collection id="2024.jow"><volume id="main"><meta><booktitle>Journal of Whales and Boats</booktitle>
<month>February</month><year>2024</year></meta><frontmatter><title>Front</title></frontmatter>
<paper id="1"><title><fixed-case>LANTERN</fixed-case>: Reading Maps by Candlelight</title>
<author><first>Ada</first><last>de la Mer</last></author><abstract>It costs 5% less.</abstract>
<url hash="1">2024.jow-main.1</url><doi>10.1234/lantern</doi></paper></volume></collection>"""
ATOM = """<?xml version='1.0'?><feed xmlns="http://www.w3.org/2005/Atom" xmlns:arxiv="http://arxiv.org/schemas/atom">
<title>arXiv Query</title><entry><id>http://arxiv.org/abs/2402.12345v2</id>
<title>LANTERN: Reading Maps
 by Candlelight</title><published>2024-02-03T01:00:00Z</published><summary>It costs 5% less.</summary>
<category term="cs.CL"/><arxiv:primary_category term="cs.LG"/><author><name>Ada de la Mer</name></author>
<arxiv:doi>10.1234/lantern</arxiv:doi><link rel="alternate" href="https://arxiv.org/abs/2402.12345v2"/>
<link title="pdf" href="https://arxiv.org/pdf/2402.12345v2"/></entry></feed>"""
RSS = """<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>New</title><item>
<title>LANTERN: Reading Maps by Candlelight</title><link>https://arxiv.org/abs/2402.12345</link>
<description>arXiv:2402.12345v1 Announce Type: new Abstract: It costs 5% less.</description>
<dc:creator>Ada de la Mer, Grace Hopper</dc:creator><category>cs.LG</category><category>cs.CL</category>
<pubDate>Sat, 03 Feb 2024 00:00:00 -0500</pubDate></item></channel></rss>"""

ALL = {
    "BibTeX": BIBTEX,
    "RIS": RIS,
    "PubMed": MEDLINE,
    "Web of Science": WEB_OF_SCIENCE,
    "EndNote": ENDNOTE,
    "EndNote XML": ENDNOTE_XML,
    "PubMed XML": PUBMED_XML,
    "CSL-JSON": CSL,
    "Zotero": ZOTERO,
    "Semantic Scholar": SEMANTIC_SCHOLAR,
    "OpenAlex": OPENALEX,
    "Crossref": CROSSREF,
    "ACL Anthology": ANTHOLOGY,
    "feed": ATOM,
}


def only(content: str):
    [found] = read(("list", content.encode()))
    return found


def first(content: str) -> dict:
    return only(content).entries.iloc[0].to_dict()


@pytest.mark.parametrize("kind", ALL)
def test_each_format_says_the_same(kind: str) -> None:
    found = only(ALL[kind])
    paper = found.entries.iloc[0]
    assert found.source.kind == kind
    assert paper["title"] == "LANTERN: Reading Maps by Candlelight"
    assert paper["abstract"].endswith("It costs 5% less.")
    assert paper["authors"][0] == "Ada de la Mer"
    assert (paper["published"].year, paper["published"].month) == (2024, 2)
    assert paper["doi"].endswith("10.1234/lantern")
    assert found.source.skipped == ()


@pytest.mark.parametrize(
    "kind", ["BibTeX", "RIS", "PubMed", "Web of Science", "EndNote", "EndNote XML", "CSL-JSON", "Zotero"]
)
def test_venue_and_keywords(kind: str) -> None:
    paper = first(ALL[kind])
    assert paper["venue"] == "Journal of Whales and Boats"
    assert list(paper["keywords"]) == ["maps", "candles"]


@pytest.mark.parametrize("kind", ["RIS", "Web of Science", "Semantic Scholar", "OpenAlex", "Crossref"])
def test_citations(kind: str) -> None:
    assert first(ALL[kind])["citations"] == 7


@pytest.mark.parametrize("kind", ["BibTeX", "RIS", "EndNote", "PubMed XML", "CSL-JSON", "Zotero", "Crossref"])
def test_a_team_is_one_author(kind: str) -> None:
    assert "The Lantern Team" in list(first(ALL[kind])["authors"])


def test_names_in_the_order_in_which_they_are_spoken() -> None:
    assert references.people(["Lovelace, Ada", "King, Jr., Martin Luther", "others", "", "Plato"]) == [
        "Ada Lovelace",
        "Martin Luther King, Jr.",
        "Plato",
    ]


# BibTeX


def test_what_a_broken_entry_costs() -> None:
    found = only(
        "@article{a, title={A}, year=2020}\n@article{b, title={B\n\n@article{c, title={C}}\n@misc{d, note={x}}\n"
    )
    assert found.entries["title"].tolist() == ["A", "C"]
    assert [(one.record, one.reason) for one in found.source.skipped] == [
        ("the entry in line 2", "It is broken BibTeX."),
        ("“d” (line 5)", "It has no title."),
    ]


def test_a_key_that_comes_twice_is_two_papers() -> None:
    assert only("@misc{a, title={A}}\n@misc{a, title={B}}").entries["title"].tolist() == ["A", "B"]


def test_parts_take_what_they_lack_from_the_volume_and_the_volume_is_no_paper() -> None:
    found = only(
        "@inproceedings{p, title={P}, crossref={V}}\n@proceedings{v, title={Proceedings of Boats}, year=2021}\n"
        "@proceedings{w, title={Of Whales}}"
    )
    assert found.entries["venue"].tolist() == ["Proceedings of Boats"]
    assert found.entries["published"].dt.year.tolist() == [2021]
    assert found.source.warnings == ("2 entries are volumes of proceedings, not papers; left out.",)


@pytest.mark.parametrize(
    "fields",
    [
        "eprint={2410.12375v2}, archiveprefix={arXiv}",
        "eprint={2410.12375}, eprinttype={arxiv}",
        "journal={arXiv preprint arXiv:2410.12375}",
        "howpublished={\\url{https://arxiv.org/abs/2410.12375}}",
    ],
)
def test_the_arxiv_id_wherever_it_stands(fields: str) -> None:
    assert first(f"@misc{{a, title={{A}}, {fields}}}")["arxiv_id"] == "2410.12375"


def test_the_acl_id_out_of_the_link() -> None:
    assert first("@misc{a, title={A}, url={https://aclanthology.org/2024.acl-long.1/}}")["acl_id"] == "2024.acl-long.1"


def test_a_file_larger_than_a_piece(monkeypatch) -> None:
    from loaders import bibtex

    monkeypatch.setattr(bibtex, "PIECE", 100)
    content = '@string{v = "Boats"}\n' + "".join(
        f"@article{{k{n}, title = {{T {n}}}, journal = v}}\n" for n in range(50)
    )
    found = only(content)
    assert found.entries["title"].tolist() == [f"T {n}" for n in range(50)]
    assert set(found.entries["venue"]) == {"Boats"}


# tagged lines


def test_a_list_without_ends_and_with_blank_lines_in_values() -> None:
    found = only(
        "TY  - JOUR\nTI  - A\nU3  - one\n\ntwo\nPY  - 2020\nTY  - CONF\nTI  - B\n\n\nTY  - JOUR\nTI  - C\nER  - \n"
    )
    assert found.entries["title"].tolist() == ["A", "B", "C"]
    assert found.entries["published"].dt.year.tolist()[0] == 2020


def test_references_without_a_title_are_told() -> None:
    found = only("TY  - JOUR\nTI  - A\nER  - \nTY  - JOUR\nPY  - 2020\nER  - \n")
    assert [one.record for one in found.source.skipped] == ["the reference in line 4"]
    with pytest.raises(LoadError, match=r"^list holds no papers that can be read as RIS\. It has no title\.$"):
        read(("list", b"TY  - JOUR\nPY  - 2020\nER  - \n"))


def test_windows_line_ends_and_another_encoding() -> None:
    content = "TY  - JOUR\r\nTI  - Über Wale\r\nAU  - Müller, Jörg\r\nER  - \r\n"
    [found] = read(("list", content.encode("cp1252")))
    assert found.entries["title"].tolist() == ["Über Wale"]
    assert list(found.entries["authors"][0]) == ["Jörg Müller"]


# feeds and XML


def test_a_daily_list_of_arxiv() -> None:
    paper = first(RSS)
    assert paper["title"] == "LANTERN: Reading Maps by Candlelight"
    assert paper["abstract"] == "It costs 5% less."
    assert list(paper["authors"]) == ["Ada de la Mer", "Grace Hopper"]
    assert paper["arxiv_id"] == "2402.12345"
    assert list(paper["categories"]) == ["cs.LG", "cs.CL"]


def test_the_primary_category_comes_first() -> None:
    assert list(first(ATOM)["categories"]) == ["cs.LG", "cs.CL"]


def test_a_description_in_html_says_what_its_labels_say() -> None:
    html = (
        "&lt;p&gt;&lt;b&gt;Authors:&lt;/b&gt; Ada Lovelace, Grace Hopper&lt;/p&gt;"
        "&lt;p&gt;&lt;b&gt;Upvotes:&lt;/b&gt; 12&lt;/p&gt;&lt;p&gt;&lt;b&gt;Abstract:&lt;/b&gt; We fold.&lt;/p&gt;"
    )
    paper = first(f"<rss><channel><item><title>A</title><description>{html}</description></item></channel></rss>")
    assert (list(paper["authors"]), paper["upvotes"], paper["abstract"]) == (
        ["Ada Lovelace", "Grace Hopper"],
        12,
        "We fold.",
    )


def test_an_error_of_arxiv_is_told_in_its_words() -> None:
    feed = (
        "<feed xmlns='http://www.w3.org/2005/Atom'><entry><id>https://arxiv.org/api/errors#x</id><title>Error</title>"
        "<summary>incorrect id format for abc</summary></entry></feed>"
    )
    with pytest.raises(LoadError, match="arXiv answered with an error instead of papers: incorrect id format for abc"):
        read(("answer.xml", feed.encode()))


@pytest.mark.parametrize(
    ("collection", "volume", "paper", "acl_id"),
    [("P19", "1", "1", "P19-1001"), ("W19", "12", "3", "W19-1203"), ("2020.acl", "main", "5", "2020.acl-main.5")],
)
def test_ids_of_the_anthology(collection: str, volume: str, paper: str, acl_id: str) -> None:
    entry = f"<paper id='{paper}'><title>A</title></paper>"
    xml = f"<collection id='{collection}'><volume id='{volume}'>{entry}</volume></collection>"
    assert first(xml)["acl_id"] == acl_id


def test_xml_that_is_cut_off_keeps_what_came_before() -> None:
    found = only(ATOM.replace("</entry></feed>", "</entry><entry><title>B"))
    assert found.entries["title"].tolist()[0] == "LANTERN: Reading Maps by Candlelight"
    assert "broken" in found.source.warnings[0]


def test_entities_stay_packed_and_files_closed(tmp_path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("a secret")
    bomb = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    xml = (
        f'<?xml version="1.0"?><!DOCTYPE feed [<!ENTITY l0 "lol">{bomb}<!ENTITY file SYSTEM "{secret.as_uri()}">]>'
        "<feed><entry><title>A &l11; &file;</title></entry></feed>"
    )
    try:
        shown = str(only(xml).entries.to_dict())
    except LoadError as error:
        shown = str(error)
    assert "a secret" not in shown
    assert len(shown) < 5_000


# JSON


def test_items_that_belong_to_others_are_left_out_in_silence() -> None:
    found = only(ZOTERO)
    assert len(found.entries) == 1
    assert found.source.warnings == ()


def test_a_single_work_in_its_wrapping() -> None:
    work = '{"DOI": "10.1/a", "title": ["A"], "author": [], "issued": {"date-parts": [[null]]}}'
    assert first(f'{{"status": "ok", "message": {work}}}')["title"] == "A"
