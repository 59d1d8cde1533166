// Keys for hands that stay on the keyboard. A page names what a key does where it shows it:
//   data-go="l" on a place (g, then l) · data-key="e" on an act (in the current row first) ·
//   data-rows on a list, data-row on its rows · data-search on the search box.
import { open } from "./dialogs.js";

const TYPING = "input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]";
let waitsForPlace = 0;

const isShown = (element) => element.getClientRects().length > 0;
const rows = () => [...document.querySelectorAll("[data-rows] [data-row]")].filter(isShown);
const currentRow = () => document.activeElement?.closest?.("[data-row]") || null;

function step(by) {
  const all = rows();
  if (!all.length) return false;
  const at = all.indexOf(currentRow());
  const next = all[Math.min(Math.max(at + by, 0), all.length - 1)];
  const target = next.matches("a, button, [tabindex]") ? next : next.querySelector("a, button");
  (target || next).focus();
  next.scrollIntoView({ block: "nearest" });
  return true;
}

function press(selector) {
  const inRow = currentRow()?.querySelector(selector);
  const found = inRow || [...document.querySelectorAll(selector)].find(isShown);
  if (!found) return false;
  found.click();
  return true;
}

function go(letter) {
  const place = document.querySelector(`[data-go="${letter}"]`);
  place?.click();
  return Boolean(place);
}

function search() {
  const box = [...document.querySelectorAll("[data-search]")].find(isShown);
  if (box) {
    box.focus();
    box.select?.();
    return true;
  }
  return press("a[data-search-page]");
}

function mark() {
  const box = currentRow()?.querySelector("input[type=checkbox]");
  box?.click();
  return Boolean(box);
}

function act(key) {
  if (waitsForPlace > Date.now()) {
    waitsForPlace = 0;
    return /^[a-z]$/.test(key) && go(key);
  }
  switch (key) {
    case "g":
      waitsForPlace = Date.now() + 1200;
      return true;
    case "j":
      return step(1);
    case "k":
      return step(-1);
    case "x":
      return mark() || press('[data-key="x"]');
    case "/":
      return search();
    case "?": {
      const help = document.getElementById("keys");
      if (help) open(help);
      return Boolean(help);
    }
    default:
      return /^[a-z0-9]$/.test(key) && press(`[data-key="${key}"]`);
  }
}

export function startKeyboard() {
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.target.matches?.(TYPING)) {
      if (event.key === "Escape" && event.target.matches("[data-search]")) event.target.blur();
      return;
    }
    if (document.querySelector("dialog[open]")) return;
    if (act(event.key)) event.preventDefault();
  });
}
