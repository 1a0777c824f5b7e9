// Curves. Each figure.plot says in data-plot what it shows; figures of one group share data, cursor and zoom. uPlot draws
// axes, cursor and selection; the curves are drawn here, since each has an axis of its own values.
"use strict";

const groups = new Map();

function drawFigures(root) {
  for (const figure of root.querySelectorAll("figure.plot")) {
    if (figure.dataset.drawn) continue;
    figure.dataset.drawn = "1";
    const spec = JSON.parse(figure.dataset.plot);
    if (!groups.has(spec.group) || !groups.get(spec.group).panels[0].figure.isConnected) {
      groups.set(spec.group, { name: spec.group, spec, panels: [], x: [spec.x_min, spec.x_max], data: null, turn: 0 });
    }
    groups.get(spec.group).panels.push({ figure, spec, plot: null });
  }
  for (const group of groups.values()) if (!group.data && group.turn === 0) load(group);
}

function unpack(text) {
  const letters = atob(text);
  const bytes = new Uint8Array(letters.length);
  for (let place = 0; place < letters.length; place++) bytes[place] = letters.charCodeAt(place);
  return new Float64Array(bytes.buffer);
}

async function ask(group, columns) {
  const { spec, x } = group;
  const width = group.panels[0].figure.clientWidth || 800;
  const most = spec.is_many ? Math.max(100, Math.min(2 * width, Math.round(600000 / spec.curves.length))) : 2 * width * columns.length;
  const wanted = { columns, x: spec.x, max_points: Math.min(most, 100000), encoding: "base64" };
  if (x[0] !== null) wanted.x_min = x[0];
  if (x[1] !== null) wanted.x_max = x[1];
  if (spec.is_many) {
    const headers = { "Content-Type": "application/json", Accept: "application/json", ...crossSite() };
    const body = JSON.stringify({ simulation_ids: spec.curves.map((one) => one.id), ...wanted });
    return answered(await fetch(spec.source, { method: "POST", headers, body }));
  }
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(wanted)) for (const one of [value].flat()) query.append(name, one);
  const answer = await answered(await fetch(`${spec.source}?${query}`, { headers: { Accept: "application/json" } }));
  return [{ simulation_id: spec.curves[0].id, ...answer }];
}

function crossSite() {
  return JSON.parse(document.body.getAttribute("hx-headers"));
}

async function answered(response) {
  const body = await response.json();
  if (!response.ok) throw new Error(body.message || JSON.stringify(body.detail));
  return body;
}

async function load(group) {
  const turn = ++group.turn;
  const columns = [...new Set(group.panels.map((panel) => panel.spec.column))];
  try {
    const answers = await ask(group, columns);
    if (turn !== group.turn) return;
    const byId = new Map(answers.map((one) => [one.simulation_id, one]));
    group.data = group.spec.curves.map((curve) => {
      const found = byId.get(curve.id);
      if (!found) return null;
      return Object.fromEntries(Object.entries(found.packed).map(([name, text]) => [name, unpack(text)]));
    });
    tell(group, answers);
    for (const panel of group.panels) show(group, panel);
  } catch (error) {
    for (const { figure } of group.panels) note(figure, `No curve: ${error.message}`);
  }
}

// Says what was thinned or is missing.
function tell(group, answers) {
  const missing = group.spec.curves.length - answers.length;
  const thinned = answers.some((one) => one.is_thinned);
  const parts = [];
  if (thinned) parts.push("thinned to the screen, zoom for every row");
  if (missing) parts.push(`${missing} of ${group.spec.curves.length} without data`);
  note(group.panels.at(-1).figure, parts.join("; "));
}

function note(figure, text) {
  figure.querySelector(".note").textContent = text;
}

function extent(arrays) {
  let low = Infinity;
  let high = -Infinity;
  for (const array of arrays) {
    for (const value of array) {
      if (value < low) low = value;
      if (value > high) high = value;
    }
  }
  return low > high ? [0, 1] : [low, high];
}

function padded([low, high]) {
  const room = (high - low) * 0.04 || Math.abs(high) * 0.04 || 1;
  return [low - room, high + room];
}

function ranges(group, panel) {
  const { spec } = panel;
  const curves = group.data.filter((one) => one && one[spec.x] && one[spec.x].length);
  const whole = extent(curves.map((one) => one[spec.x]));
  const x = [group.x[0] ?? whole[0], group.x[1] ?? whole[1]];
  const inside = curves.map((one) => one[spec.column].filter((_, row) => one[spec.x][row] >= x[0] && one[spec.x][row] <= x[1]));
  const seen = extent(inside);
  return { x, y: padded(inside.some((one) => one.length) ? seen : extent(curves.map((one) => one[spec.column]))) };
}

function show(group, panel) {
  panel.ranges = ranges(group, panel);
  const canvas = panel.figure.querySelector(".canvas");
  if (panel.plot) panel.plot.destroy();
  panel.plot = new uPlot(options(group, panel, canvas), [panel.ranges.x, [null, null]], canvas);
}

function style(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

// Colours of curves are chosen for a light ground; on a dark one they are brighter, as the style sheet says.
function shining(colour) {
  const factor = Number(style("--shine"));
  const parts = [1, 3, 5].map((place) => Math.min(255, Math.round(factor * parseInt(colour.slice(place, place + 2), 16))));
  return `rgb(${parts.join(" ")})`;
}

function options(group, panel, canvas) {
  const axis = { stroke: style("--soft"), grid: { stroke: style("--line"), width: 1 }, ticks: { stroke: style("--line"), width: 1 } };
  const { spec } = panel;
  const width = Math.max(canvas.clientWidth, 200);
  return {
    width,
    height: Math.min(Math.max(Math.round(width * 0.3), 220), width * 0.75, 420),
    legend: { show: false },
    scales: { x: { time: false, range: () => panel.ranges.x }, y: { range: () => panel.ranges.y } },
    axes: [{ ...axis, label: spec.x, labelSize: 22, size: 38 }, { ...axis, label: spec.column, labelSize: 22, size: 58 }],
    series: [{}, { paths: () => null, points: { show: false } }],
    cursor: { sync: { key: group.name }, drag: { x: true, y: false, setScale: false }, points: { show: false },
      bind: { dblclick: () => () => zoom(group, null, null) } },
    hooks: {
      draw: [(plot) => paint(group, panel, plot)],
      setSelect: [(plot) => select(group, plot)],
      setCursor: [(plot) => read(group, panel, plot)],
    },
  };
}

function paint(group, panel, plot) {
  const { ctx, bbox } = plot;
  const { spec } = panel;
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
  ctx.clip();
  for (const mark of spec.marks) line(ctx, plot, style("--line"), [mark, mark], panel.ranges.y, 1);
  const many = group.data.length > 8;
  group.data.forEach((one, index) => {
    if (!one) return;
    const curve = spec.curves[index];
    const marked = group.marked === undefined || group.marked === curve.id;
    ctx.globalAlpha = marked ? 1 : 0.15;
    line(ctx, plot, shining(curve.colour), one[spec.x], one[spec.column], (many ? 1 : 1.6) * devicePixelRatio);
  });
  ctx.restore();
}

function line(ctx, plot, colour, xs, ys, width) {
  const x = scale(plot, "x");
  const y = scale(plot, "y");
  ctx.strokeStyle = colour;
  ctx.lineWidth = width;
  ctx.lineJoin = "round";
  ctx.beginPath();
  let isOpen = false;
  for (let row = 0; row < xs.length; row++) {
    if (Number.isFinite(ys[row])) {
      if (isOpen) ctx.lineTo(x(xs[row]), y(ys[row]));
      else ctx.moveTo(x(xs[row]), y(ys[row]));
      isOpen = true;
    } else isOpen = false;
  }
  ctx.stroke();
}

// Values to pixels, without a call into uPlot for each of a million points.
function scale(plot, name) {
  const { min, max } = plot.scales[name];
  const first = plot.valToPos(min, name, true);
  const factor = (plot.valToPos(max, name, true) - first) / (max - min || 1);
  return (value) => first + (value - min) * factor;
}

function select(group, plot) {
  const { left, width } = plot.select;
  if (width < 4) return;
  const ends = [plot.posToVal(left, "x"), plot.posToVal(left + width, "x")];
  plot.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
  zoom(group, ...ends);
}

// The window is kept in the address; numbers for it are fetched when it has stood still.
function zoom(group, low, high) {
  group.x = [low, high];
  const address = new URL(location.href);
  for (const [name, value] of [["x_min", low], ["x_max", high]]) {
    if (value === null) address.searchParams.delete(name);
    else address.searchParams.set(name, Number(value.toPrecision(7)));
  }
  history.replaceState(history.state, "", address);
  for (const panel of group.panels) if (panel.plot) show(group, panel);
  clearTimeout(group.timer);
  group.timer = setTimeout(() => load(group), 80);
}

function nearest(xs, value) {
  let best = -1;
  let least = Infinity;
  for (let row = 0; row < xs.length; row++) {
    const distance = Math.abs(xs[row] - value);
    if (distance < least) { least = distance; best = row; }
  }
  return best;
}

function four(value) {
  return Number.isFinite(value) ? String(Number(value.toPrecision(4))) : "none";
}

function read(group, panel, plot) {
  const { left, top } = plot.cursor;
  const output = panel.figure.querySelector("output");
  if (left === undefined || left === null || left < 0) { output.textContent = ""; return; }
  const at = plot.posToVal(left, "x");
  const { spec } = panel;
  let shown = group.data.map((one, index) => one && { curve: spec.curves[index], value: one[spec.column][nearest(one[spec.x], at)] }).filter(Boolean);
  if (shown.length > 8) {
    const height = plot.posToVal(top, "y");
    shown = shown.sort((a, b) => Math.abs(a.value - height) - Math.abs(b.value - height)).slice(0, 1);
  }
  const values = shown.map(({ curve, value }) => (spec.curves.length > 1 ? `${curve.name} ${four(value)}` : four(value)));
  output.textContent = `${four(at)}: ${values.join(", ")}`;
}

// Marks one curve in every panel; nothing unmarks.
function mark(id) {
  for (const group of groups.values()) {
    group.marked = id;
    for (const panel of group.panels) if (panel.plot) panel.plot.redraw(false);
  }
}

function redrawAll() {
  for (const group of groups.values()) if (group.data) for (const panel of group.panels) show(group, panel);
}

function byKey(event) {
  const figure = event.target.closest && event.target.closest("figure.plot");
  const group = figure && [...groups.values()].find((one) => one.panels.some((panel) => panel.figure === figure));
  if (!group || !group.data || event.target !== figure) return;
  const [low, high] = group.panels[0].ranges.x;
  const width = high - low;
  const moves = { ArrowLeft: [-0.2, -0.2], ArrowRight: [0.2, 0.2], "+": [0.25, -0.25], "-": [-0.5, 0.5] };
  if (event.key === "0") zoom(group, null, null);
  else if (moves[event.key]) zoom(group, low + moves[event.key][0] * width, high + moves[event.key][1] * width);
  else return;
  event.preventDefault();
}

document.addEventListener("DOMContentLoaded", () => drawFigures(document));
document.addEventListener("theme", redrawAll);
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", redrawAll);
document.addEventListener("keydown", byKey);
document.addEventListener("click", (event) => {
  const row = event.target.closest("[data-curve]");
  if (row && !event.target.closest("a, button, input")) mark(row.dataset.curve);
});
let resizing = 0;
window.addEventListener("resize", () => { clearTimeout(resizing); resizing = setTimeout(redrawAll, 150); });
