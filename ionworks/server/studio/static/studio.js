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

// A part with data-live is asked for again: as soon as the server says, later and later while nothing changes, never
// while hidden. The server knows how many pages ask.
const pageId = Math.random().toString(36).slice(2);
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
    const answer = await fetch(location.href, { headers: { "HX-Request": "true", "X-Live": pageId } });
    if (answer.headers.has("HX-Redirect")) { location.href = answer.headers.get("HX-Redirect"); return; }
    const text = await answer.text();
    const least = 1000 * Number(answer.headers.get("X-Live") || 1);
    wait = Math.max(least, text === last ? Math.min(wait * 1.5, 20000) : 0);
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

// Line numbers beside the protocol, those of problems marked with what is wrong; a problem's button goes to its line.
function numberLines(editor) {
  const text = editor.querySelector("textarea");
  text.addEventListener("input", () => showNumbers(editor));
  text.addEventListener("scroll", () => { editor.querySelector(".numbers").scrollTop = text.scrollTop; });
  showNumbers(editor);
}

function showNumbers(editor) {
  const [numbers, text] = [editor.querySelector(".numbers"), editor.querySelector("textarea")];
  const problems = new Map();
  for (const place of document.querySelectorAll("#checked [data-line]")) {
    const line = Number(place.dataset.line);
    problems.set(line, [...(problems.get(line) || []), place.parentElement.textContent.trim()]);
  }
  const parts = [""];
  text.value.split("\n").forEach((_, index) => {
    if (problems.has(index + 1)) {
      const mark = document.createElement("mark");
      mark.textContent = index + 1;
      mark.title = problems.get(index + 1).join("\n");
      parts.push(mark, "\n");
    } else parts[parts.length - 1] += `${index + 1}\n`;
  });
  numbers.replaceChildren(...parts);
  numbers.scrollTop = text.scrollTop;
  text.setAttribute("aria-invalid", String(document.querySelector("#checked .problems") !== null));
}

function goToLine(line) {
  const text = document.querySelector(".editor textarea");
  const lines = text.value.split("\n");
  const start = lines.slice(0, line - 1).join("\n").length + (line > 1 ? 1 : 0);
  text.focus();
  text.setSelectionRange(start, start + (lines[line - 1] || "").length);
}

// A file dropped anywhere on a page that takes one goes into its form; what is too large is not sent.
function say(form, text, isWrong) {
  const said = form.querySelector(".said");
  said.textContent = text;
  said.classList.toggle("wrong", isWrong);
}

function takeDropped(form, files) {
  if (files.length !== 1) { say(form, `${files.length} files were dropped: one file is one measurement, drop it alone.`, true); return; }
  form.querySelector("input[type=file]").files = files;
  form.requestSubmit();
}

function isSent(form) {
  const file = form.querySelector("input[type=file]").files[0];
  const most = Number(form.dataset.most);
  if (file && file.size > most) {
    say(form, `${file.name} has ${(file.size / 1e6).toFixed(0)} MB; here at most ${(most / 1e6).toFixed(0)} MB are taken. client.cell_measurement.create_from_file(...) reads it on your machine.`, true);
    return false;
  }
  if (file) say(form, `${file.name} is sent and read...`, false);
  return true;
}

function dropZone() {
  return document.querySelector("form.drop");
}

for (const kind of ["dragover", "dragleave", "drop"]) {
  document.addEventListener(kind, (event) => {
    const form = dropZone();
    if (!form || !event.dataTransfer || !event.dataTransfer.types.includes("Files")) return;
    event.preventDefault();
    form.classList.toggle("over", kind === "dragover");
    if (kind === "drop") takeDropped(form, event.dataTransfer.files);
  });
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
document.addEventListener("htmx:afterSettle", (event) => {
  prepare(event.target);
  document.querySelectorAll(".editor").forEach(showNumbers);
  follow();
});
document.addEventListener("change", (event) => {
  if (!event.target.matches("input.all")) return;
  for (const box of event.target.closest("table").querySelectorAll("tbody input[type=checkbox]")) box.checked = event.target.checked;
});
document.addEventListener("submit", (event) => {
  if (event.target.matches("form.drop") && !isSent(event.target)) { event.preventDefault(); return; }
  const question = event.submitter && event.submitter.dataset.confirm;
  if (question && !confirm(question)) event.preventDefault();
});
