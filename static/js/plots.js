// Draws the plots of a page as they come into view, in the colours, the type and the language of the page.
// The figures come from the JSON beside each; what is to be read stands in the sentence and the table.
const PAPER = matchMedia("print");
const areas = new Set(); // all, drawn or waiting
const charts = new Map(); // area → { chart, plot, drawn: its size }
let library;
let outlines;

const watcher = new IntersectionObserver((entries) => drawAll(entries.filter((entry) => entry.isIntersecting)), { rootMargin: "400px" });
const sizes = new ResizeObserver((entries) => {
  const changed = entries.filter(({ target }) => sizeOf(target) !== charts.get(target).drawn);
  changed.forEach(({ target }) => redraw(target));
});

watch(document);
document.addEventListener("htmx:load", (event) => watch(event.target));
document.addEventListener("seko:theme", () => charts.forEach((_, area) => redraw(area)));
addEventListener("beforeprint", () => onPaper(true));
addEventListener("afterprint", () => onPaper(false));
PAPER.addEventListener("change", () => onPaper(PAPER.matches));

function watch(part) {
  for (const area of part.querySelectorAll("[data-plot]")) {
    if (areas.has(area)) continue;
    areas.add(area);
    watcher.observe(area);
  }
}

async function drawAll(seen) {
  if (!seen.length) return;
  for (const { target } of seen) await draw(target);
  // Who prints the page wants those as well that were never scrolled to.
  const rest = () => areas.forEach(draw);
  if (window.requestIdleCallback) requestIdleCallback(rest);
  else setTimeout(rest, 200);
}

async function draw(area) {
  watcher.unobserve(area);
  if (charts.has(area)) return;
  charts.set(area, null);
  try {
    const plot = JSON.parse(document.getElementById(area.dataset.plot).textContent);
    library ??= import(area.dataset.library);
    const { init, registerMap } = await library;
    if (plot.kind === "map") {
      outlines ??= fetch(area.dataset.map).then((answer) => answer.json());
      registerMap("districts", await outlines);
    }
    await document.fonts.ready; // words are measured
    const chart = init(area, null, { renderer: "svg" });
    charts.set(area, { chart, plot });
    explain(area, chart, plot);
    redraw(area);
    sizes.observe(area);
  } catch (error) {
    // The table says it all.
    const figure = area.closest(".plot");
    for (const part of figure.querySelectorAll(".plot-drawing, .plot-legend")) part.hidden = true;
    figure.querySelector(".plot-table")?.setAttribute("open", "");
    console.error(error);
  }
}

function sizeOf(area) {
  return `${area.clientWidth} ${area.clientHeight}`;
}

function redraw(area) {
  const found = charts.get(area);
  if (!found || !area.clientWidth) return;
  const style = styleOf(area);
  const type = { fontFamily: style.font, fontSize: style.size, color: style.ink };
  found.drawn = sizeOf(area);
  found.chart.resize();
  found.chart.setOption({ animation: false, textStyle: type, ...KINDS[found.plot.kind](found.plot, style) }, { notMerge: true });
}

function onPaper(on) {
  for (const area of charts.keys()) {
    area.closest(".plot").toggleAttribute("data-paper", on);
    redraw(area);
  }
}

// --- what a drawing takes from the page ---

const pixel = document.createElement("canvas").getContext("2d", { willReadFrequently: true });

// Any colour that CSS knows, as rgb() that the library knows.
function rgb(colour, alpha = 1) {
  pixel.clearRect(0, 0, 1, 1);
  pixel.fillStyle = colour;
  pixel.fillRect(0, 0, 1, 1);
  const [r, g, b] = pixel.getImageData(0, 0, 1, 1).data;
  return `rgba(${r},${g},${b},${alpha})`;
}

function styleOf(area) {
  const probe = area.appendChild(document.createElement("span"));
  const found = getComputedStyle(probe);
  const colour = (name, alpha) => {
    probe.style.color = `var(--plot-${name})`;
    return rgb(found.color, alpha);
  };
  const style = {
    font: found.fontFamily,
    size: parseFloat(found.fontSize),
    width: area.clientWidth,
    height: area.clientHeight,
    columns: Number(found.getPropertyValue("--plot-columns")) || 1,
    ink: colour("ink"),
    muted: colour("muted"),
    line: colour("line"),
    surface: colour("surface"),
    stripe: colour("surface", 0.6),
    colours: {},
  };
  for (const name of ["1", "2", "3", "4", "5", "6", "rest", "shade-0", "shade-1", "shade-2", "shade-3", "shade-4"]) {
    style.colours[name] = colour(name);
  }
  probe.remove();
  return style;
}

// The patterns of `.plot-swatch-…`: colour is never alone.
const TURNS = { 2: Math.PI / 4, 4: Math.PI / 2, 5: -Math.PI / 4, 6: 0 };

function filled(colour, style) {
  const item = { color: style.colours[colour] };
  if (colour === "rest") Object.assign(item, { borderColor: style.colours[1], borderWidth: 1.5 });
  else item.borderColor = style.surface;
  if (colour in TURNS) {
    item.decal = { symbol: "rect", color: style.stripe, dashArrayX: [1, 0], dashArrayY: [2, 4], rotation: TURNS[colour] };
  }
  return item;
}

function written(decimals = 0) {
  const format = new Intl.NumberFormat(document.documentElement.lang, { minimumFractionDigits: decimals, maximumFractionDigits: decimals });
  return (value) => format.format(value);
}

function isLight(colour) {
  const [r, g, b] = colour.match(/\d+/g).map(Number);
  return 0.299 * r + 0.587 * g + 0.114 * b > 150;
}

// --- the kinds of drawings ---

const KINDS = { map, panels, rows, flow };

function map({ areas: districts }, style) {
  const number = written();
  return {
    series: {
      type: "map",
      map: "districts",
      aspectScale: 0.72, // how much narrower a degree of longitude is here
      ...{ left: 2, right: 2, top: 2, bottom: 2 },
      selectedMode: false,
      itemStyle: { areaColor: style.colours["shade-0"], borderColor: style.muted, borderWidth: 0.8 },
      emphasis: { itemStyle: { areaColor: "inherit", borderColor: style.ink, borderWidth: 2.2 }, label: { color: "inherit" } },
      label: { show: true, formatter: () => "", fontSize: style.size * 0.9, fontWeight: 600 },
      data: districts.map((district) => {
        const areaColor = style.colours[district.colour];
        const dark = isLight(style.surface) ? style.ink : style.surface;
        const light = isLight(style.surface) ? style.surface : style.ink;
        return {
          name: district.code,
          value: district.value,
          itemStyle: { areaColor },
          cursor: "pointer",
          label: { formatter: district.value ? number(district.value) : "", color: isLight(areaColor) ? dark : light },
        };
      }),
    },
  };
}

// Stacked bars over time; several panels have one scale, so that they can be compared.
function panels({ categories, panels: all, legend }, style) {
  const { size, width, height } = style;
  const columns = Math.min(style.columns, all.length);
  const lines = Math.ceil(all.length / columns);
  const sums = all.flatMap(({ values }) => categories.map((_, n) => values.reduce((sum, series) => sum + series[n], 0)));
  const step = niceStep(Math.max(...sums, 1) / 3);
  const most = Math.ceil(Math.max(...sums, 1) / step) * step;
  const cell = { width: width / columns, height: height / lines };
  const names = all.map(({ label }) => broken(label, Math.floor(cell.width / (size * 0.6))));
  const margin = {
    left: size * (0.8 + 0.6 * written()(most).length),
    top: size * (1 + 1.25 * (all[0].label ? Math.max(...names.map((lines) => lines.length)) : 0)),
    right: size,
    bottom: size * 2,
  };
  const grid = [];
  const xAxis = [];
  const yAxis = [];
  const series = [];
  all.forEach((panel, n) => {
    grid.push({
      left: (n % columns) * cell.width + margin.left,
      top: Math.floor(n / columns) * cell.height + margin.top,
      width: cell.width - margin.left - margin.right,
      height: cell.height - margin.top - margin.bottom,
    });
    xAxis.push({
      type: "category",
      gridIndex: n,
      data: categories,
      axisTick: { show: false },
      axisLine: { lineStyle: { color: style.muted } },
      axisLabel: { color: style.muted, fontSize: size * 0.9, hideOverlap: true, interval: spread(categories, cell.width - margin.left, size) },
    });
    yAxis.push({
      gridIndex: n,
      name: names[n].join("\n"),
      nameGap: size * 0.9,
      nameTextStyle: {
        align: "left",
        color: style.ink,
        fontSize: size,
        lineHeight: size * 1.25,
        fontWeight: 600,
        padding: [0, 0, 0, -margin.left + size * 0.4],
      },
      max: most,
      interval: step,
      axisLabel: { color: style.muted, fontSize: size * 0.9, formatter: written() },
      splitLine: { lineStyle: { color: style.line } },
    });
    legend.forEach(({ colour }, s) =>
      series.push({
        type: "bar",
        xAxisIndex: n,
        yAxisIndex: n,
        stack: `panel ${n}`,
        barMaxWidth: 34,
        barCategoryGap: "25%",
        itemStyle: filled(colour, style),
        emphasis: { disabled: true },
        data: panel.values[s].map((value) => value || null),
      }),
    );
  });
  return { grid, xAxis, yAxis, series };
}

// 1, 2 or 5, or one of them with noughts: not smaller than what is asked for.
function niceStep(least) {
  const unit = 10 ** Math.floor(Math.log10(Math.max(least, 1)));
  return [1, 2, 5, 10].map((n) => n * unit).find((n) => n >= least) ?? unit * 10;
}

// Every so many labels that they do not touch; the last is not lost.
function spread(categories, width, size) {
  const room = Math.max(1, Math.floor(width / (size * 0.62 * Math.max(...categories.map((text) => text.length)))));
  const step = Math.ceil(categories.length / room);
  return (n) => (categories.length - 1 - n) % step === 0;
}

// Bars lying one above the other, their name over them.
function rows({ rows: all, legend, decimals }, style) {
  const { size, height } = style;
  const number = written(decimals);
  const line = (height - size * 2) / all.length;
  const bar = Math.min(size * 1.1, line / (legend.length + 2));
  return {
    grid: { left: 2, right: size * 3.5, top: 0, bottom: size * 2 },
    xAxis: {
      type: "value",
      minInterval: 1,
      axisLabel: { color: style.muted, fontSize: size * 0.9, formatter: written() },
      splitLine: { lineStyle: { color: style.line } },
    },
    yAxis: {
      type: "category",
      inverse: true,
      data: all.map(({ label }) => label),
      axisTick: { show: false },
      axisLine: { lineStyle: { color: style.muted } },
      axisLabel: {
        inside: true,
        margin: 2,
        color: style.ink,
        fontSize: size,
        align: "left",
        verticalAlign: "bottom",
        padding: [0, 0, bar * legend.length * 0.5 + 3, 0],
        width: style.width - size * 2,
        overflow: "truncate",
      },
      z: 5,
    },
    series: legend.map(({ colour }, s) => ({
      type: "bar",
      barWidth: bar,
      barGap: "8%",
      itemStyle: filled(colour, style),
      emphasis: { disabled: true },
      label: {
        show: true,
        position: "right",
        color: style.ink,
        fontSize: size * 0.9,
        textBorderColor: style.surface,
        textBorderWidth: 2,
        formatter: ({ value }) => number(value),
      },
      data: all.map(({ values }) => values[s]),
    })),
  };
}

function flow({ nodes, links }, style) {
  const { size, width } = style;
  const number = written();
  const narrow = width < size * 40;
  const letters = Math.max(11, Math.floor(width / (size * 2.4)));
  const lines = Object.fromEntries(nodes.map(({ id, label, value }) => [id, broken(`${label} ${number(value)}`, letters)]));
  const depth = (id) => Math.max(0, ...links.filter(({ to }) => to === id).map(({ from }) => 1 + depth(from)));
  const deepest = Math.max(...nodes.map(({ id }) => depth(id)));
  const last = nodes.filter(({ id }) => depth(id) === deepest).flatMap(({ id }) => lines[id]);
  const room = size * (0.6 * Math.max(...last.map((line) => line.length)) + 0.5);
  return {
    series: {
      type: "sankey",
      ...{ left: 2, right: room, top: size * (narrow ? 1.6 : 0.6), bottom: size * (narrow ? 1.6 : 0.6) },
      nodeAlign: "left",
      nodeWidth: narrow ? 8 : 16,
      nodeGap: size * (narrow ? 3.1 : 1.7),
      layoutIterations: 0, // in the order given
      draggable: false,
      emphasis: { focus: "adjacency" },
      lineStyle: { color: "target", opacity: 0.3 },
      label: { color: style.ink, fontSize: size * (narrow ? 0.86 : 1), distance: narrow ? 2 : 5, textBorderColor: style.surface, textBorderWidth: 3 },
      data: nodes.map(({ id, colour }) => ({
        name: id,
        itemStyle: { color: style.colours[colour], borderWidth: 0 },
        label: { formatter: lines[id].join("\n") },
      })),
      links: links.map(({ from, to, value }) => ({ source: from, target: to, value })),
    },
  };
}

// Lines of whole words; the library itself breaks Cyrillic words anywhere.
function broken(text, letters) {
  return text.split(" ").reduce((lines, word) => {
    const line = lines.at(-1);
    if (line !== undefined && line.length + word.length < letters) return [...lines.slice(0, -1), `${line} ${word}`];
    return [...lines, word];
  }, []);
}

// --- what is under the pointer ---

function explain(area, chart, plot) {
  const tip = document.createElement("div");
  tip.className = "plot-tip";
  tip.hidden = true;
  area.append(tip);
  chart.on("mouseover", (at) => {
    const lines = TIPS[plot.kind](plot, at);
    if (!lines) return;
    const [head, ...others] = lines;
    tip.replaceChildren(withText("strong", head), ...others.map((text) => withText("div", text)));
    tip.hidden = false;
    const { offsetX: x, offsetY: y } = at.event;
    tip.style.left = `${Math.max(0, Math.min(x + 12, area.clientWidth - tip.offsetWidth))}px`;
    tip.style.top = `${y > tip.offsetHeight + 12 ? y - tip.offsetHeight - 10 : y + 18}px`;
  });
  const hide = () => (tip.hidden = true);
  chart.on("mouseout", hide);
  chart.getZr().on("globalout", hide);
  addEventListener("keydown", (event) => event.key === "Escape" && hide());
  if (plot.kind === "map") chart.on("click", ({ name }) => location.assign(plot.areas.find(({ code }) => code === name).url));
}

function withText(tag, text) {
  return Object.assign(document.createElement(tag), { textContent: text });
}

const TIPS = {
  map: ({ areas: districts }, { name }) => {
    const found = districts.find(({ code }) => code === name);
    return found && [`${found.label}: ${written()(found.value)}`];
  },
  panels: ({ panels: all, categories, legend }, { seriesIndex, dataIndex }) => {
    const panel = all[Math.floor(seriesIndex / legend.length)];
    const figures = legend.map(({ label }, s) => [label, panel.values[s][dataIndex]]).filter(([, value]) => value);
    return [[panel.label, categories[dataIndex]].filter(Boolean).join(", "), ...figures.map(([label, value]) => `${label}: ${written()(value)}`)];
  },
  rows: ({ rows: all, legend, decimals }, { dataIndex }) => {
    const row = all[dataIndex];
    return [row.label, ...legend.map(({ label }, s) => `${label}: ${written(decimals)(row.values[s])}`)];
  },
  flow: ({ nodes }, { dataType, data, name, value }) => {
    const called = (id) => nodes.find((node) => node.id === id).label;
    return [dataType === "edge" ? `${called(data.source)} → ${called(data.target)}: ${written()(value)}` : `${called(name)}: ${written()(value)}`];
  },
};
