"""Apache ECharts, cut down to what `static/js/plots.js` draws with, as one ES module."""

import subprocess
import tempfile
from pathlib import Path

VERSION, ESBUILD = "6.1.0", "0.28.2"  # ECharts itself pins the packages that it stands on

ENTRY = """
import { use } from "echarts/core";
import { BarChart, MapChart, SankeyChart } from "echarts/charts";
import { GridSimpleComponent } from "echarts/components";
import { SVGRenderer } from "echarts/renderers";
use([BarChart, MapChart, SankeyChart, GridSimpleComponent, SVGRenderer]);
export { init, registerMap } from "echarts/core";
"""
# Licence in its package → name beside the bundle.
LICENCES = {
    "echarts/LICENSE": "LICENSE",
    "echarts/NOTICE": "NOTICE",
    "echarts/licenses/LICENSE-d3": "LICENSE-d3",
    "zrender/LICENSE": "LICENSE-zrender",
}


def vendor_echarts(target):
    folder = Path(target, f"echarts-{VERSION}")
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as workshop:
        Path(workshop, "package.json").write_text('{"private": true}', encoding="utf-8")
        Path(workshop, "entry.js").write_text(ENTRY, encoding="utf-8")
        packages = [f"echarts@{VERSION}", f"esbuild@{ESBUILD}"]
        _run(workshop, "npm", "install", "--silent", "--ignore-scripts", "--no-audit", "--no-fund", *packages)
        _run(
            workshop,
            *("npx", "esbuild", "entry.js", "--bundle", "--minify", "--format=esm", "--target=es2020"),
            *("--legal-comments=none", '--define:process.env.NODE_ENV="production"', "--outfile=echarts.min.js"),
        )
        (folder / "echarts.min.js").write_bytes(Path(workshop, "echarts.min.js").read_bytes())
        for source, name in LICENCES.items():
            (folder / name).write_bytes(Path(workshop, "node_modules", source).read_bytes())


def _run(folder, *command):
    subprocess.run(command, cwd=folder, check=True, capture_output=True)
