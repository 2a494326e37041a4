"""Words within a paragraph: fields, formulas, raised, hidden, struck and tracked ones, boxes and signs."""

from tests.consultations.documents.traits.basis import Trait, deleted, inserted, item, plain, symbol
from tests.consultations.documents.word_xml import (
    ABOVE,
    BELOW,
    BY,
    HIDDEN,
    STRUCK,
    TWICE_STRUCK,
    box,
    either,
    el,
    field,
    maths,
    mr,
    par,
    run,
    style,
    styled,
    word_of,
    words,
)

WORDS = {
    "a field in its short form": Trait(
        word_of(
            par(run("Табела "), '<w:fldSimple w:instr=" SEQ Табела ">' + run("7") + "</w:fldSimple>", run(": рок"))
        ),
        plain("Табела 7: рок"),
    ),
    "a field in its long form": Trait(
        word_of(par(run("Видети страну "), field(" PAGEREF _a \\h ", run("12")), run("."))), plain("Видети страну 12.")
    ),
    "a field within a field": Trait(
        word_of(par(field(" IF " + "1 = 1 ", run("види ") + field(" REF a ", run("члан 5"))))), plain("види члан 5")
    ),
    "a field that is never ended takes nothing with it": Trait(
        word_of(
            par(run(el("fldChar", fldCharType="begin")), run(words(" DATE ", "instrText")), run("Први став.")),
            par("Други став."),
        ),
        plain("Први став.", "Други став."),
    ),
    "a formula in a sentence and one alone": Trait(
        word_of(
            par(run("Стопа је "), maths(mr("S = R / U")), run(".")),
            par(f"<m:oMathPara>{maths(mr('P = N'))}</m:oMathPara>"),
        ),
        plain("Стопа је S = R / U.", "P = N"),
        {"formulas"},
    ),
    "a formula with a fraction, a power and a root": Trait(
        word_of(
            par(
                maths(
                    f"<m:f><m:num>{mr('a+b')}</m:num><m:den>{mr('c')}</m:den></m:f>{mr(' = ')}"
                    f"<m:sSup><m:e>{mr('x')}</m:e><m:sup>{mr('2')}</m:sup></m:sSup>{mr(' + ')}"
                    f"<m:rad><m:deg/><m:e>{mr('y')}</m:e></m:rad>"
                )
            )
        ),
        plain("(a+b)/c = x² + √y"),
        {"formulas"},
    ),
    "powers and indices": Trait(
        word_of(
            par(
                run("10"),
                run("6", ABOVE),
                run(" kWh, CO"),
                run("2", BELOW),
                run(", x"),
                run("n", ABOVE),
                run(", м"),
                run("тк", ABOVE),
                run(", 10"),
                run("-", ABOVE),
                run("3", ABOVE),
            )
        ),
        plain("10⁶ kWh, CO₂, xⁿ, м^(тк), 10⁻³"),
    ),
    "powers by a style of letters and by a lifted line": Trait(
        word_of(
            par(run("10"), run("6", el("rStyle", val="S")), run(" и m"), run("2", el("position", val=6))),
            styles=style("S", "Експонент", look=ABOVE, kind="character"),
        ),
        plain("10⁶ и m²"),
    ),
    "hidden text in every way": Trait(
        word_of(
            par(run("Јавно."), run(" Тајно једно.", HIDDEN), run(" Видљиво.", el("vanish", val="0"))),
            par("Тајно два.", about=styled("P")),
            par(run("Тајно три.", el("rStyle", val="C")), run("Остало.")),
            par("Тајно четири.", about=styled("Q")),
            styles=style("P", "Скривен", look=HIDDEN)
            + style("Q", "Дете", based="P")
            + style("C", "Скривена слова", look=HIDDEN, kind="character"),
        ),
        plain("Јавно. Видљиво.", "Остало."),
        {"hidden"},
    ),
    "hidden in the web alone is not hidden": Trait(word_of(par(run("Текст.", "<w:webHidden/>"))), plain("Текст.")),
    "struck text": Trait(
        word_of(
            par(run("Рок је "), run("7 ", STRUCK), run("8 ", TWICE_STRUCK), run("15 дана.")), par(run("Све.", STRUCK))
        ),
        plain("Рок је 15 дана."),
        {"struck"},
    ),
    "tracked changes": Trait(
        word_of(
            par(run("Рок је "), deleted("7"), inserted(run("15")), run(" дана.")),
            par(f"<w:moveFrom{BY}>{run('Одавде.')}</w:moveFrom>"),
            par(f"<w:moveTo{BY}>{run('Овде.')}</w:moveTo>"),
            par("Почетак ", about=el("rPr", f"<w:del{BY}/>")),
            par("и наставак."),
        ),
        plain("Рок је 15 дана.", "Овде.", "Почетак и наставак."),
        {"deleted", "tracked"},
    ),
    "breaks of lines": Trait(
        word_of(par(f"<w:r>{words('прва')}<w:cr/>{words('друга')}<w:br/>{words('трећа')}</w:r>")),
        plain("прва\nдруга\nтрећа"),
    ),
    "marks of direction and other wrappers": Trait(
        word_of(
            par(
                '<w:dir w:val="ltr">' + run("Београд") + '</w:dir><w:bdo w:val="rtl">' + run(" и Бор") + "</w:bdo>",
                "<w:smartTag>" + run(" и Шабац") + "</w:smartTag>",
                "<w:hyperlink>" + run(", све") + "</w:hyperlink>",
                "<w:proofErr/><w:permStart/>",
                "<w:sdt><w:sdtPr/><w:sdtContent>" + run(" редом") + "</w:sdtContent></w:sdt>",
                "<w:customXml>" + run(".") + "</w:customXml>",
            )
        ),
        plain("Београд и Бор и Шабац, све редом."),
    ),
    "content controls around paragraphs": Trait(
        word_of(
            f"<w:sdt><w:sdtPr/><w:sdtContent>{par('Први.')}<w:customXml>{par('Други.')}</w:customXml></w:sdtContent></w:sdt>"
        ),
        plain("Први.", "Други."),
    ),
    "a box with a fallback is read once": Trait(
        word_of(
            par(
                run("Пре."),
                run(
                    either(
                        box(par("У оквиру.")),
                        f"<w:pict><v:textbox><w:txbxContent>{par('У оквиру.')}</w:txbxContent></v:textbox></w:pict>",
                    )
                ),
                run(" После."),
            )
        ),
        plain("Пре. После.", "У оквиру."),
        {"text_boxes"},
    ),
    "a box without a fallback": Trait(
        word_of(
            par(run("Пре."), run(either(box(par("У оквиру.")), "")), run(" После.")), par(run(box(par("Други оквир."))))
        ),
        plain("Пре. После.", "У оквиру.", "Други оквир."),
        {"text_boxes"},
    ),
    "a box that only the fallback can write": Trait(
        word_of(
            par(
                run("Пре."),
                run(
                    either(
                        "<w:drawing/>",
                        f"<w:pict><v:textbox><w:txbxContent>{par('Стари оквир.')}</w:txbxContent></v:textbox></w:pict>",
                    )
                ),
            )
        ),
        plain("Пре.", "Стари оквир."),
        {"text_boxes"},
    ),
    "signs of fonts of signs": Trait(
        word_of(
            par(run("\uf0b7", el("rFonts", ascii="Symbol", hAnsi="Symbol")), run(" ставка")),
            par(symbol("F0A3"), run(" 5 и "), symbol("F0FC", "Wingdings"), run(", "), symbol("2610", "MS Gothic")),
        ),
        [item("", "ставка"), *plain("≤ 5 и ✓, ☐")],
    ),
    "signs that nobody knows": Trait(
        word_of(par(run("пре"), symbol("F013", "Webdings"), run(" после"))), plain("пре после"), {"symbols"}
    ),
    "notes at the foot of the page": Trait(
        word_of(
            par(run("Став."), run(el("footnoteReference", id=2))),
            footnotes=el("footnote", par("Извор."), id=2) + el("footnote", par(""), id=0, type="separator"),
        ),
        [*plain("Став.[1]"), ("footnote", "1", "Извор.")],
    ),
    "comments, headers and an embedded part": Trait(
        word_of(
            par(run("Став."), run(el("commentReference", id=0))),
            '<w:altChunk r:id="x"/>',
            comments=el("comment", par("Питање."), id=0),
            header1=par("Заглавље"),
        ),
        plain("Став."),
        {"comments", "headers", "embedded"},
    ),
    "a large first letter": Trait(
        word_of(par("О", about=el("framePr", dropCap="drop")), par("вим законом уређује се поступак.")),
        plain("Овим законом уређује се поступак."),
    ),
}
