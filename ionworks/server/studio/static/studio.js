// What pages do beyond HTML: theme, copying, local times, confirmations, parts that follow what runs.
"use strict";

const themes = ["system", "light", "dark"];

function showTheme(button) {
  const now = document.documentElement.dataset.theme || "system";
  button.textContent = `Theme: ${now}`;
  button.hidden = false;
}

function nextTheme(button) {
  const root = document.documentElement;
  const next = themes[(themes.indexOf(root.dataset.theme || "system") + 1) % themes.length];
  if (next === "system") {
    delete root.dataset.theme;
    localStorage.removeItem("theme");
  } else {
    root.dataset.theme = next;
    localStorage.setItem("theme", next);
  }
  showTheme(button);
  document.dispatchEvent(new CustomEvent("theme"));
}

function localTimes(root) {
  const short = new Intl.DateTimeFormat("sv-SE", { dateStyle: "short", timeStyle: "short" });
  const long = new Intl.DateTimeFormat("en-GB", { dateStyle: "full", timeStyle: "long" });
  for (const element of root.querySelectorAll("time[datetime]:not([title])")) {
    const moment = new Date(element.getAttribute("datetime"));
    if (isNaN(moment)) continue;
    element.title = long.format(moment);
    element.textContent = short.format(moment);
  }
}

function copyFrom(button) {
  const text = button.parentElement.querySelector("code").textContent;
  navigator.clipboard.writeText(text).then(() => { button.textContent = "Copied"; });
}

// A part with data-live is asked for again: after 1 s, then later and later while nothing changes, never while hidden.
let wait = 1000;
let last = "";
let timer = 0;

function follow() {
  clearTimeout(timer);
  const part = document.getElementById("part");
  if (!part || !part.querySelector("[data-live]") || document.hidden) return;
  timer = setTimeout(refresh, wait);
}

async function refresh() {
  try {
    const answer = await fetch(location.href, { headers: { "HX-Request": "true" } });
    if (answer.headers.has("HX-Redirect")) { location.href = answer.headers.get("HX-Redirect"); return; }
    const text = await answer.text();
    wait = text === last ? Math.min(wait * 1.5, 20000) : 1000;
    if (answer.ok && text !== last && !busy()) {
      const fresh = new DOMParser().parseFromString(text, "text/html").getElementById("part");
      replaceLive(fresh);
    }
    last = text;
  } catch (error) {
    wait = Math.min(wait * 2, 20000);
  }
  follow();
}

// Somebody types or has marked something: what is shown stays as it is.
function busy() {
  const focused = document.activeElement;
  const isTyping = focused && focused.matches("#part input, #part textarea, #part select");
  return isTyping || document.querySelector("#part tbody input:checked") !== null;
}

// Only the live elements are replaced; plots beside them keep their zoom. One that ended is replaced for the last time.
function replaceLive(fresh) {
  const now = document.querySelectorAll("#part [data-live]");
  const next = fresh.querySelectorAll("[data-live]");
  if (now.length !== next.length) {
    document.getElementById("part").replaceWith(fresh);
    prepare(fresh);
    return;
  }
  now.forEach((element, index) => {
    if (element.outerHTML !== next[index].outerHTML) {
      element.replaceWith(next[index]);
      prepare(next[index]);
    }
  });
}

function prepare(root) {
  localTimes(root);
  if (window.htmx) htmx.process(root);
  if (window.drawFigures) drawFigures(root);
}

// Line numbers beside the protocol; a problem's button goes to its line.
function numberLines(editor) {
  const [numbers, text] = [editor.querySelector(".numbers"), editor.querySelector("textarea")];
  const show = () => {
    numbers.textContent = text.value.split("\n").map((_, index) => index + 1).join("\n");
    numbers.scrollTop = text.scrollTop;
  };
  text.addEventListener("input", show);
  text.addEventListener("scroll", show);
  show();
}

function goToLine(line) {
  const text = document.querySelector(".editor textarea");
  const lines = text.value.split("\n");
  const start = lines.slice(0, line - 1).join("\n").length + (line > 1 ? 1 : 0);
  text.focus();
  text.setSelectionRange(start, start + (lines[line - 1] || "").length);
}

document.addEventListener("click", (event) => {
  if (event.target.dataset && event.target.dataset.line) goToLine(Number(event.target.dataset.line));
});
document.addEventListener("DOMContentLoaded", () => {
  localTimes(document);
  document.querySelectorAll(".editor").forEach(numberLines);
  const theme = document.getElementById("theme");
  if (theme) {
    showTheme(theme);
    theme.addEventListener("click", () => nextTheme(theme));
  }
  for (const button of document.querySelectorAll("button.copy")) {
    button.hidden = !navigator.clipboard;
    button.addEventListener("click", () => copyFrom(button));
  }
  follow();
});
document.addEventListener("visibilitychange", () => { wait = 1000; follow(); });
document.addEventListener("htmx:afterSettle", (event) => { prepare(event.target); follow(); });
document.addEventListener("change", (event) => {
  if (!event.target.matches("input.all")) return;
  for (const box of event.target.closest("table").querySelectorAll("tbody input[type=checkbox]")) box.checked = event.target.checked;
});
document.addEventListener("submit", (event) => {
  const question = event.submitter && event.submitter.dataset.confirm;
  if (question && !confirm(question)) event.preventDefault();
});
