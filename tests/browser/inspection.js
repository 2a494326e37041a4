// What is wrong with the page that is shown, as texts. The test injects this beside axe; no page links it.
window.inspection = (() => {
  const short = (node) => {
    const html = node.outerHTML.replace(/\s+/g, " ");
    return html.length > 160 ? html.slice(0, 157) + "…" : html;
  };
  const visible = (node) => node.checkVisibility({ opacityProperty: true, visibilityProperty: true });
  // Text for screen readers alone is clipped to nothing on purpose, by itself or with what it stands in.
  function hidden(node) {
    if (node.closest("caption.visually-hidden")) return true;
    for (let one = node; one && one !== document.body; one = one.parentElement) {
      const style = getComputedStyle(one);
      if (style.position === "absolute" && (style.clip !== "auto" || style.clipPath !== "none")) return true;
    }
    return false;
  }

  async function axe(runOnly) {
    const rules = runOnly.type === "tag" ? { "target-size": { enabled: true } } : {};
    const { violations } = await window.axe.run(document, { runOnly, rules, resultTypes: ["violations"] });
    return violations.flatMap((rule) => rule.nodes.map((node) => {
      const why = node.any.concat(node.all, node.none).map((check) => check.message).join("; ");
      return `${rule.id}: ${node.html.replace(/\s+/g, " ").slice(0, 160)} (${why.slice(0, 160)})`;
    }));
  }

  function structure(lang) {
    const found = [];
    const count = (selector) => [...document.querySelectorAll(selector)].filter(visible).length;
    if (document.documentElement.lang !== lang) found.push(`lang is ${document.documentElement.lang}, not ${lang}`);
    if (count("h1") !== 1) found.push(`${count("h1")} first headings`);
    for (const landmark of ["main", "body > header", "body > footer"])
      if (count(landmark) !== 1) found.push(`${count(landmark)} landmarks ${landmark}`);
    for (const nav of document.querySelectorAll("nav"))
      if (!nav.ariaLabel && !nav.hasAttribute("aria-labelledby")) found.push(`a nav without a name: ${short(nav)}`);
    const first = document.querySelector("a[href], button");
    if (first?.getAttribute("href") !== "#content" || !document.getElementById("content"))
      found.push("the first link does not skip to the content");
    return found;
  }

  // What reaches over the right edge, without what scrolls inside a frame of its own.
  function tooWide(limit) {
    if (document.scrollingElement.scrollWidth <= limit) return [];
    const scrolls = (node) => node && node !== document.body
      && (/auto|scroll|hidden|clip/.test(getComputedStyle(node).overflowX) || scrolls(node.parentElement));
    const nodes = [...document.body.querySelectorAll("*")].filter(
      (node) => visible(node) && node.getBoundingClientRect().right > limit + 1 && !scrolls(node.parentElement));
    const deepest = nodes.filter((node) => !nodes.some((other) => other !== node && node.contains(other)));
    return [`${document.scrollingElement.scrollWidth} px wide: ${deepest.slice(0, 3).map(short).join(" | ")}`];
  }

  // Text that its box cuts off, where nothing tells that there is more.
  function cutOff() {
    return [...document.body.querySelectorAll("*")].filter((node) => {
      if (!node.innerText || !visible(node) || hidden(node)) return false;
      const style = getComputedStyle(node);
      const across = /hidden|clip/.test(style.overflowX) && style.textOverflow !== "ellipsis"
        && node.scrollWidth > node.clientWidth + 1;
      const down = /hidden|clip/.test(style.overflowY) && style.webkitLineClamp === "none"
        && node.scrollHeight > node.clientHeight + 2;
      return (across || down) && style.display !== "inline";
    }).map((node) => `cut off: ${short(node)}`);
  }

  // Lines of text of different elements that lie upon each other.
  function overlapping() {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const lines = [];
    while (walker.nextNode()) {
      const parent = walker.currentNode.parentElement;
      if (!walker.currentNode.data.trim() || !visible(parent) || hidden(parent)) continue;
      const range = document.createRange();
      range.selectNodeContents(walker.currentNode);
      for (const { left, right, top, bottom } of range.getClientRects()) {
        const third = (bottom - top) / 3; // the middle of a line: the boxes of two lines may touch
        lines.push({ parent, left: left + 1, right: right - 1, top: top + third, bottom: bottom - third });
      }
    }
    lines.sort((one, other) => one.top - other.top);
    const found = new Set();
    lines.forEach((one, i) => {
      for (let j = i + 1; j < lines.length && lines[j].top < one.bottom; j++) {
        const other = lines[j];
        const apart = other.left >= one.right || one.left >= other.right;
        const inAFrame = (node) => node.closest(".table-responsive, pre, select, svg, [popover], dialog");
        if (apart || one.parent === other.parent || inAFrame(one.parent) || inAFrame(other.parent)) continue;
        found.add(`${short(one.parent)} and ${short(other.parent)} lie upon each other`);
      }
    });
    return [...found];
  }

  const looks = (node) => {
    const { outlineStyle, outlineWidth, outlineColor, boxShadow, backgroundColor, borderColor } = getComputedStyle(node);
    const outline = outlineStyle === "none" || parseFloat(outlineWidth) < 1 ? "" : outlineStyle + outlineWidth + outlineColor;
    return { outline, boxShadow, ground: backgroundColor + borderColor };
  };

  // A focus that nobody sees: neither outline nor shadow appears. One of each kind of element is tried.
  function unseenFocus() {
    const kinds = new Map();
    for (const node of document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex]")) {
      const kind = `${node.parentElement.className}>${node.tagName}.${node.className}.${node.type}`;
      if (!kinds.has(kind) && !node.disabled && node.type !== "hidden" && visible(node)) kinds.set(kind, node);
    }
    const found = [];
    for (const node of kinds.values()) {
      if (node.tabIndex < 0) continue; // the content is focused by the skip link alone
      document.activeElement?.blur();
      const before = looks(node);
      node.focus();
      const after = looks(node);
      if (document.activeElement !== node) found.push(`takes no focus: ${short(node)}`);
      else if (!after.outline && after.boxShadow === before.boxShadow) found.push(`focus is not seen: ${short(node)}`);
    }
    document.activeElement?.blur();
    return found;
  }

  // Whoever asked for less motion gets none.
  function moving() {
    const longest = (list) => Math.max(...list.split(",").map(parseFloat));
    const lasting = (one) => one.playState === "running" && one.effect.getComputedTiming().activeDuration > 10;
    const found = document.getAnimations().filter(lasting).map((one) => short(one.effect.target));
    for (const node of document.querySelectorAll("*")) {
      const style = getComputedStyle(node);
      const animated = style.animationName !== "none" && longest(style.animationDuration) > 0.01;
      if (animated || longest(style.transitionDuration) > 0.01) found.push(short(node));
    }
    if (getComputedStyle(document.documentElement).scrollBehavior === "smooth") found.push("the page scrolls smoothly");
    return found.map((node) => `moves: ${node}`);
  }

  // From here on the page changes at once: what is looked at next must not be half way from one look to another.
  function still() {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync("*, *::before, *::after { transition: none !important; animation: none !important; }");
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  }

  // The page as it stands on a wide screen: {way of looking: what is wrong}.
  async function whole(rules, lang) {
    const motion = moving();
    still();
    return { "axe": await axe(rules), "structure": structure(lang), "keyboard": unseenFocus(), "less motion": motion };
  }

  // With the first plot that comes near the window all are drawn. Who leaves before tears their files off the line.
  function plotsToCome() {
    const plots = [...document.querySelectorAll(".plot-drawing")].filter((node) => node.clientWidth);
    const near = (node) => node.childElementCount || node.getBoundingClientRect().top < innerHeight + 400;
    return plots.some(near) && plots.some((node) => !node.childElementCount);
  }

  // Letters have come, plots are drawn, and what follows the size of the page or its theme has followed.
  async function settled() {
    await document.fonts.ready;
    for (let wait = 0; wait < 200 && plotsToCome(); wait++) await new Promise((done) => setTimeout(done, 50));
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  }

  const layout = (limit) => [...tooWide(limit), ...cutOff(), ...overlapping()];

  return { axe, whole, layout, settled };
})();
