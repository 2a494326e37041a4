"""Tables, kinds of files, what first words say, and contents lists."""

from tests.consultations.documents.traits.basis import Trait, plain
from tests.consultations.documents.word_xml import (
    BY,
    cell,
    el,
    grid,
    par,
    row,
    run,
    style,
    styled,
    word_of,
    words,
)

TABLES = {
    "a bookmark in a row": Trait(
        word_of(
            par("Уводни став."),
            grid(
                row("Мера", "Рок"),
                row('<w:bookmarkStart w:id="1" w:name="м"/>', "Обука", "<w:permStart/>", "2027", "<w:proofErr/>"),
            ),
        ),
        [*plain("Уводни став."), ("table", "", "Мера\tРок\nОбука\t2027")],
    ),
    "a row that begins and ends elsewhere": Trait(
        word_of(
            grid(
                row("А", "Б", "В"), row("б", "в", about=el("gridBefore", val=1)), row("а", about=el("gridAfter", val=2))
            )
        ),
        [("table", "", "А\tБ\tВ\n\tб\tв\nа\t\t")],
    ),
    "merged cells": Trait(
        word_of(
            grid(
                row(cell("А", about=el("gridSpan", val=2)), "Б"),
                row(cell("в", about=el("vMerge", val="restart")), "г", "д"),
                row(cell("", about=el("vMerge")), "ђ", "е"),
            )
        ),
        [("table", "", "А\t\tБ\nв\tг\tд\n\tђ\tе")],
    ),
    "content controls around rows and cells": Trait(
        word_of(
            grid(
                row("А", "Б"),
                f"<w:sdt><w:sdtContent>{row('в', 'г')}</w:sdtContent></w:sdt>",
                row("д", f"<w:sdt><w:sdtContent>{cell('ђ')}</w:sdtContent></w:sdt>"),
            )
        ),
        [("table", "", "А\tБ\nв\tг\nд\tђ")],
    ),
    "a table in a cell": Trait(
        word_of(grid(row("А", cell(par("пре"), grid(row("у1", "у2"), row("у3", "у4")), par("после"))), row("Б", "В"))),
        [("table", "", "А\tпре [у1 | у2 / у3 | у4] после\nБ\tВ")],
        {"nested_tables"},
    ),
    "a deleted and a hidden row": Trait(
        word_of(
            grid(row("А", "Б"), row("в", "г", about=f"<w:del{BY}/>"), row("д", "ђ", about="<w:hidden/>"), row("е", "ж"))
        ),
        [("table", "", "А\tБ\nе\tж")],
        {"deleted", "hidden"},
    ),
}

KINDS = {
    "Open XML SDK says the type for all parts": Trait(word_of(par("Став."), by_default_type=True), plain("Став.")),
    "the strict form of the standard": Trait(
        word_of(par("Став.", about=styled("H")), strict=True, styles=style("H", "heading 2")),
        [("heading", "", "Став.")],
    ),
    "a style that does not say its type": Trait(
        word_of(par("Наслов", about=styled("X")), styles=style("X", "heading 1", kind="")), [("heading", "", "Наслов")]
    ),
    "styles based on each other in a circle": Trait(
        word_of(par("Став.", about=styled("X")), styles=style("X", "X", based="Y") + style("Y", "Y", based="X")),
        plain("Став."),
    ),
    "sentences that begin like articles": Trait(
        word_of(
            *map(
                par,
                (
                    "Члан 4.",
                    "Члан 5. овог закона примењује се.",
                    "Члан 12. став 2. мења се и гласи:",
                    "Члан 6. Закона о раду примењује се.",
                    "Члан 7. Рокови",
                    "15. јануара ступа на снагу.",
                    "Члан 3 – 8 примењују се.",
                    "Član 9: Ciljevi",
                    "3. седница је одржана.",
                ),
            )
        ),
        [
            ("article", "", "Члан 4."),
            *plain(
                "Члан 5. овог закона примењује се.",
                "Члан 12. став 2. мења се и гласи:",
                "Члан 6. Закона о раду примењује се.",
            ),
            ("article", "Члан 7", "Рокови"),
            *plain("15. јануара ступа на снагу.", "Члан 3 – 8 примењују се."),
            ("article", "Član 9", "Ciljevi"),
            *plain("3. седница је одржана."),
        ],
    ),
    "articles with a letter of the other script, without diacritics": Trait(
        word_of(*map(par, ("Члaн 4.", "Clan 5.", "ČLAN 6.", "Члан 7а."))),
        [
            ("article", "", "Члан 4."),
            ("article", "", "Clan 5."),
            ("article", "", "ČLAN 6."),
            ("article", "", "Члан 7а."),
        ],
    ),
    "chapters in words": Trait(
        word_of(
            *map(
                par,
                (
                    "ГЛАВА ПРВА",
                    "Став.",
                    "Део други",
                    "Део други овог плана примењује се",
                    "GLAVA TREĆA Mere",
                    "Glava treca",
                    "Први део",
                    "Поглавље двадесет прво",
                    "Део 2 плана важи до краја",
                ),
            )
        ),
        [
            ("heading", "", "ГЛАВА ПРВА"),
            *plain("Став."),
            ("heading", "", "Део други"),
            *plain("Део други овог плана примењује се"),
            ("heading", "", "GLAVA TREĆA Mere"),
            ("heading", "", "Glava treca"),
            ("heading", "", "Први део"),
            ("heading", "", "Поглавље двадесет прво"),
            *plain("Део 2 плана важи до краја"),
        ],
    ),
}

CONTENTS_LINES = [("Увод", 1), ("Циљеви", 4), ("Мере и рокови", 12)]
TRUE_HEADINGS = [("heading", "", "Увод"), ("heading", "", "Циљеви"), ("heading", "", "Мере и рокови")]


def contents_by(line):
    """A file whose contents list is written in one way, with the headings that it repeats."""
    heads = style("H1", "heading 1")
    return word_of(
        par("Садржај"),
        *(line(*entry) for entry in CONTENTS_LINES),
        par("Предговор."),
        *(par(title, about=styled("H1")) for title, _page in CONTENTS_LINES),
        styles=heads,
    )


def contents_trait(line):
    return Trait(contents_by(line), [*plain("Предговор."), *TRUE_HEADINGS], {"contents"})


CONTENTS = {
    "a contents list as a field": Trait(
        word_of(
            par(
                run(el("fldChar", fldCharType="begin")),
                run(words(" TOC \\o ", "instrText")),
                run(el("fldChar", fldCharType="separate")),
                run("Увод\t1"),
            ),
            par("Циљеви\t4"),
            par(run("Мере\t12"), run(el("fldChar", fldCharType="end"))),
            par("Увод"),
        ),
        plain("Увод"),
        {"contents"},
    ),
    "a contents list as a control": Trait(
        word_of(
            '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
            f"<w:sdtContent>{par('Садржај')}{par('Увод 1')}</w:sdtContent></w:sdt>",
            par("Увод"),
        ),
        plain("Увод"),
        {"contents"},
    ),
    "a contents list with typed dots": contents_trait(lambda title, page: par(f"{title} ........ {page}")),
    "a contents list with tabs": contents_trait(
        lambda title, page: par(f"<w:r>{words(title)}<w:tab/>{words(str(page))}</w:r>")
    ),
    "a contents list with dotted tabs": contents_trait(
        lambda title, page: par(
            f"<w:r>{words(title)}<w:tab/>{words(str(page))}</w:r>",
            about=el("tabs", el("tab", val="right", leader="dot", pos=9000)),
        )
    ),
    "sums of money behind tabs are no contents list": Trait(
        word_of(
            *(
                par(f"<w:r>{words(what)}<w:tab/>{words(sum_)}</w:r>")
                for what, sum_ in [("Плате", "100"), ("Превоз", "250")]
            )
        ),
        plain("Плате 100", "Превоз 250"),
    ),
}
