"""Numbers that Word draws before paragraphs, and what they say of them."""

from tests.consultations.documents.traits.basis import Trait, item, plain
from tests.consultations.documents.word_xml import (
    HIDDEN,
    cell,
    either,
    el,
    grid,
    level,
    listed,
    lists,
    par,
    row,
    run,
    style,
    styled,
    word_of,
)

DECIMAL = lists(level(0, "decimal", "%1."), level(1, "decimal", "%1.%2."), level(2, "lowerLetter", "%3)"))
ARTICLES = lists(level(0, "decimal", "Члан %1."))
NUMBERS = {
    "the list of a style that another is based on": Trait(
        word_of(
            par("Циљеви", about=styled("A")),
            par("Општи", about=styled("B")),
            par("Посебан", about=styled("B")),
            par("мера", about=styled("C")),
            par("Мере", about=styled("A")),
            numbering=DECIMAL,
            styles=style("A", "Први", listed(1))
            + style("B", "Други", listed(None, 1), based="A")
            + style("C", "Трећи", listed(None, 2), based="B"),
        ),
        [
            item("1", "Циљеви"),
            ("paragraph", "1.1", "Општи"),
            ("paragraph", "1.2", "Посебан"),
            item("a)", "мера"),
            item("2", "Мере"),
        ],
    ),
    "the level that names the style": Trait(
        word_of(
            par("први", about=styled("A")),
            par("други", about=styled("B")),
            numbering=lists(
                level(0, "decimal", "%1.", more=el("pStyle", val="A")),
                level(1, "lowerRoman", "%2)", more=el("pStyle", val="B")),
            ),
            styles=style("A", "Први", listed(1)) + style("B", "Други", listed(1), based="A"),
        ),
        [item("1", "први"), item("i)", "други")],
    ),
    "a style that takes itself out of the list": Trait(
        word_of(
            par("први", about=styled("A")),
            par("слободан", about=styled("B")),
            numbering=DECIMAL,
            styles=style("A", "Први", listed(1)) + style("B", "Други", listed(0), based="A"),
        ),
        [item("1", "први"), *plain("слободан")],
    ),
    "a start of its own": Trait(
        word_of(
            par("пета", about=listed(2)),
            par("шеста", about=listed(2)),
            numbering=lists(level(0, "decimal", "%1."))
            + el("num", el("abstractNumId", val=1), el("lvlOverride", el("startOverride", val=5), ilvl=0), numId=2),
        ),
        [item("5", "пета"), item("6", "шеста")],
    ),
    "a level of its own": Trait(
        word_of(
            par("трећа", about=listed(1)),
            par("четврта", about=listed(1)),
            numbering=lists(
                level(0, "decimal", "%1."), override=el("lvlOverride", level(0, "upperRoman", "%1 –", 3), ilvl=0)
            ),
        ),
        [item("III –", "трећа"), item("IV –", "четврта")],
    ),
    "legal numbers below Roman ones": Trait(
        word_of(
            par("Део", about=listed(1, 0)),
            par("одредба", about=listed(1, 1)),
            par("став", about=listed(1, 2)),
            numbering=lists(
                level(0, "upperRoman", "%1"),
                level(1, "decimalZero", "%1.%2", more=el("isLgl")),
                level(2, "lowerLetter", "%1.%2.%3", more=el("isLgl")),
            ),
        ),
        [item("I", "Део"), ("paragraph", "1.01", "одредба"), ("paragraph", "1.01.1", "став")],
    ),
    "a deeper item before any of its own": Trait(
        word_of(
            par("подтачка", about=listed(1, 1)),
            par("тачка", about=listed(1, 0)),
            par("подтачка", about=listed(1, 1)),
            numbering=lists(level(0, "decimal", "%1.", 3), level(1, "decimal", "%1.%2.")),
        ),
        [("paragraph", "3.1", "подтачка"), item("4", "тачка"), ("paragraph", "4.1", "подтачка")],
    ),
    "a level that never begins anew": Trait(
        word_of(
            *(par(text, about=listed(1, place)) for text, place in [("а", 0), ("б", 1), ("в", 0), ("г", 1)]),
            numbering=lists(level(0, "upperRoman", "%1."), level(1, "decimal", "(%2)", more=el("lvlRestart", val=0))),
        ),
        [item("I", "а"), item("(1)", "б"), item("II", "в"), item("(2)", "г")],
    ),
    "letters beyond the alphabet": Trait(
        word_of(par("двадесет седма", about=listed(1)), numbering=lists(level(0, "lowerLetter", "%1)", 27))),
        [item("aa)", "двадесет седма")],
    ),
    "Russian letters": Trait(
        word_of(par("прва", about=listed(1)), numbering=lists(level(0, "russianLower", "%1)", 5))),
        [item("д)", "прва")],
    ),
    "numbers with zeros": Trait(
        word_of(
            par("седма", about=listed(1)),
            numbering=el(
                "abstractNum",
                el(
                    "lvl",
                    el("start", val=7),
                    either('<w:numFmt w:val="custom" w:format="001, 002, 003, ..."/>', '<w:numFmt w:val="decimal"/>'),
                    el("lvlText", val="%1."),
                    ilvl=0,
                ),
                abstractNumId=1,
            )
            + el("num", el("abstractNumId", val=1), numId=1),
        ),
        [item("007", "седма")],
    ),
    "numbers in cells": Trait(
        word_of(
            grid(
                row("Бр.", "Мера"),
                row(cell(par("", about=listed(1))), "Обука"),
                row(cell(par("", about=listed(1))), "Надзор"),
                row(cell(par("Прва", about=listed(2)), par("Друга", about=listed(2))), "х"),
            ),
            numbering=lists(level(0, "decimal", "%1.")) + lists(level(0, "lowerLetter", "%1)"), num=2),
        ),
        [("table", "", "Бр.\tМера\n1.\tОбука\n2.\tНадзор\na) Прва b) Друга\tх")],
    ),
    "articles without words": Trait(
        word_of(
            par("", about=listed(1)),
            par("Први став."),
            par("", about=listed(1)),
            par("Други став."),
            par("", about=listed(2)),
            numbering=ARTICLES + lists(level(0, "bullet", "•"), num=2),
        ),
        [("article", "", "Члан 1."), *plain("Први став."), ("article", "", "Члан 2."), *plain("Други став.")],
    ),
    "articles without words in Latin": Trait(
        word_of(
            par("", about=listed(1)),
            par("Stav."),
            par("", about=listed(2)),
            par("Stav dva."),
            numbering=lists(level(0, "decimal", "Član %1.")) + lists(level(0, "decimal", "Tačka %1", 4), num=2),
        ),
        [("article", "", "Član 1."), *plain("Stav."), ("article", "", "Tačka 4"), *plain("Stav dva.")],
    ),
    "a hidden paragraph is not counted": Trait(
        word_of(
            par("прва", about=listed(1)),
            par(run("тајна", HIDDEN), about=listed(1) + el("rPr", HIDDEN)),
            par("друга", about=listed(1)),
            numbering=DECIMAL,
        ),
        [item("1", "прва"), item("2", "друга")],
        {"hidden"},
    ),
}
