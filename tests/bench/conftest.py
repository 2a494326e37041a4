"""The table of what was measured, at the end."""

from tests.bench.costs import told


def pytest_terminal_summary(terminalreporter):
    write = terminalreporter.write_line
    write("")
    write("| what | processor s | of ten times as much | ratio | queries |")
    write("|---|---:|---:|---:|---:|")
    for name, few, many in told:
        ratio = f"{many.spent / few.spent:.1f}" if many else ""
        queries = f"{few.queries} → {many.queries}" if many else few.queries
        seconds = f"{many.spent:.3f}" if many else ""
        write(f"| {name} | {few.spent:.3f} | {seconds} | {ratio} | {queries} |")
