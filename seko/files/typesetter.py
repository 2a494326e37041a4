"""Sets one document with typst: a job in JSON on standard input, the PDF on standard output.

A process of its own: typst keeps in memory what it has set, nearly a gigabyte for a large report.
It knows nothing of Django, so that it starts fast.
"""

import json
import sys

import typst

# For archives and for screen readers. Both refuse a character that no font has.
STANDARDS = ["a-3a", "ua-1"]


def main():
    job = json.load(sys.stdin.buffer)
    compiler = typst.Compiler(
        job["main"], root=job["root"], sys_inputs=job["inputs"], font_paths=typst.Fonts(include_system_fonts=False)
    )
    try:
        pdf = compiler.compile(format="pdf", pdf_standards=STANDARDS)
    except typst.TypstError as refusal:
        print(refusal.message, file=sys.stderr)  # noqa: T201  a command speaks to its terminal
        pdf = compiler.compile(format="pdf")
    sys.stdout.buffer.write(pdf)


if __name__ == "__main__":
    main()
