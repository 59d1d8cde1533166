// Review of a document: the source and its drafts light each other, a selection becomes a draft.
// Without this script the same is done by links (card ↔ place) and by the form that takes a quote.
import htmx from "htmx.org";

const LIT = "is-lit";
const board = () => document.querySelector("[data-review]");
const idsOf = (element) => (element.dataset.drafts || "").split(" ").filter(Boolean);
const cardOf = (id) => document.getElementById(`draft-${id}`);
const placesOf = (id) => [...document.querySelectorAll(`[data-drafts~="${CSS.escape(id)}"]`)];

function unlight() {
  for (const element of document.querySelectorAll(`.review .${LIT}`)) element.classList.remove(LIT);
}

function light(ids) {
  unlight();
  for (const id of ids) {
    cardOf(id)?.classList.add(LIT);
    for (const place of placesOf(id)) place.classList.add(LIT);
  }
}

function toCard(id) {
  const card = cardOf(id);
  if (!card) return;
  const fold = card.closest("details");
  if (fold) fold.open = true;
  card.scrollIntoView({ block: "nearest", behavior: "smooth" });
  card.focus({ preventScroll: true });
  light([id]);
}

function toSource(id) {
  placesOf(id)[0]?.scrollIntoView({ block: "center", behavior: "smooth" });
  light([id]);
}

// --- What is selected, in code points of the raw text ---------------------------------------

function offsetIn(node, offset) {
  const holder = (node.nodeType === Node.TEXT_NODE ? node.parentElement : node).closest("[data-s]");
  if (!holder) return null;
  const range = document.createRange();
  range.selectNodeContents(holder);
  range.setEnd(node, offset);
  return Number(holder.dataset.s) + [...range.toString()].length;
}

function selected() {
  const selection = window.getSelection();
  if (!selection || selection.isCollapsed || !selection.rangeCount) return null;
  const range = selection.getRangeAt(0);
  const source = document.querySelector("[data-source]");
  if (!source || !source.contains(range.commonAncestorContainer)) return null;
  const inside = [...source.querySelectorAll("[data-s]")].filter((one) => range.intersectsNode(one));
  if (!inside.length) return null;
  const last = inside[inside.length - 1];
  const start = offsetIn(range.startContainer, range.startOffset) ?? Number(inside[0].dataset.s);
  const end =
    offsetIn(range.endContainer, range.endOffset) ??
    Number(last.dataset.s) + [...last.textContent].length;
  return end > start ? { start, end, words: selection.toString().replace(/\s+/g, "") } : null;
}

function cutDraft(span) {
  const ids = new Set();
  for (const element of document.querySelectorAll(".src [data-drafts]")) {
    const start = Number(element.dataset.s);
    const end = start + [...element.textContent].length;
    if (start < span.end && span.start < end) for (const id of idsOf(element)) ids.add(id);
  }
  const waiting = [...ids].filter((id) => cardOf(id)?.classList.contains("is-waiting"));
  return waiting.length === 1 ? waiting[0] : null;
}

function offer() {
  const marker = document.getElementById("marker");
  if (!marker) return;
  const span = selected();
  marker.hidden = !span;
  if (!span) return;
  marker.elements.start.value = span.start;
  marker.elements.end.value = span.end;
  marker.querySelector("[data-words]").textContent = `“${span.words}”`;
  const draft = cutDraft(span);
  const cut = marker.querySelector("[data-cut]");
  cut.hidden = !draft;
  cut.dataset.cut = draft || "";
}

function cut(button) {
  const form = button.form;
  const card = cardOf(button.dataset.cut);
  htmx.ajax("POST", card.dataset.split, {
    target: "#board",
    swap: "outerHTML",
    values: {
      csrfmiddlewaretoken: form.elements.csrfmiddlewaretoken.value,
      at: form.elements.start.value,
      until: form.elements.end.value,
    },
  });
}

// --- The page as it is, and after each answer ----------------------------------------------

function prepare(root) {
  // Links in the source would be dragged, and what takes the focus loses the selection: with a
  // script they are plain text to click on, and the keyboard goes from the cards to the source.
  for (const link of root.querySelectorAll(".src a[data-drafts]")) {
    link.removeAttribute("href");
    link.removeAttribute("draggable");
  }
  for (const card of root.querySelectorAll(".draft.is-waiting[data-merge]")) card.draggable = true;
}

function nextWaiting(card) {
  const all = [...document.querySelectorAll(".draft.is-waiting")].filter(
    (one) => one.getClientRects().length,
  );
  return all.find((one) => card.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING);
}

function settled(event) {
  const root = board();
  if (!root) return;
  prepare(root);
  const changed = event.detail.elt;
  if (changed?.id === "board" && changed.dataset.at) {
    toCard(changed.dataset.at.replace("draft-", ""));
    toSource(changed.dataset.at.replace("draft-", ""));
  } else if (changed?.matches?.(".draft")) {
    const field = changed.querySelector(".draft-form textarea, .chip");
    const next = changed.matches(".is-waiting, .is-asked") ? changed : nextWaiting(changed);
    if (!changed.matches(".is-waiting, .is-asked"))
      for (const place of placesOf(changed.dataset.draft)) place.classList.add("is-accepted");
    (field || next)?.focus?.({ preventScroll: true });
    next?.scrollIntoView({ block: "nearest" });
  }
}

// A key acts on the card that has the focus, never on one that nobody looked at.
function guard(event) {
  if (!["a", "e", "x"].includes(event.key) || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest?.("input, textarea, select, dialog")) return;
  const card = document.activeElement?.closest?.(".draft");
  if (card?.matches(".is-waiting, .is-asked")) return;
  event.stopImmediatePropagation();
  event.preventDefault();
  const next = card ? nextWaiting(card) : document.querySelector(".draft.is-waiting");
  next?.focus();
}

// A card dropped on its neighbour becomes one with it; the menu does the same without dragging.
function mergeByDropping() {
  let dragged = null;
  const target = (event) => {
    const card = event.target.closest?.(".draft.is-waiting[data-merge]");
    return dragged && card && card !== dragged ? card : null;
  };
  const clear = () => {
    for (const card of document.querySelectorAll(".is-target")) card.classList.remove("is-target");
  };
  document.addEventListener("dragstart", (event) => {
    const card = event.target.closest?.(".draft.is-waiting[data-merge]");
    // Selected words and links are dragged as ever.
    if (event.target !== card) return;
    dragged = card;
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", card.dataset.draft);
  });
  document.addEventListener("dragover", (event) => {
    const card = target(event);
    clear();
    if (!card) return;
    event.preventDefault();
    card.classList.add("is-target");
  });
  document.addEventListener("drop", (event) => {
    const card = target(event);
    clear();
    if (!card) return;
    event.preventDefault();
    htmx.ajax("POST", card.dataset.merge, {
      target: "#board",
      swap: "outerHTML",
      values: {
        csrfmiddlewaretoken: document.querySelector("[name=csrfmiddlewaretoken]").value,
        with: dragged.dataset.draft,
      },
    });
  });
  document.addEventListener("dragend", () => {
    dragged = null;
    clear();
  });
}

function start() {
  const root = board();
  if (!root) return;
  prepare(root);
  mergeByDropping();
  window.addEventListener("keydown", guard, true);
  document.addEventListener("mouseover", (event) => {
    const place = event.target.closest?.(".src [data-drafts]");
    const card = event.target.closest?.(".review .draft");
    if (place) light(idsOf(place));
    else if (card) light([card.dataset.draft]);
  });
  document.addEventListener("focusin", (event) => {
    const card = event.target.closest?.(".review .draft");
    if (card) light([card.dataset.draft]);
  });
  document.addEventListener("click", (event) => {
    const place = event.target.closest(".src [data-drafts]");
    const title = event.target.closest("[data-to-source], .draft-words");
    if (place && window.getSelection().isCollapsed) toCard(idsOf(place)[0]);
    if (title) {
      event.preventDefault();
      toSource(title.closest(".draft").dataset.draft);
    }
    if (event.target.closest("[data-cut]")) cut(event.target.closest("[data-cut]"));
    if (event.target.closest("#marker [data-leave]")) {
      window.getSelection().removeAllRanges();
      offer();
    }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") document.querySelector(".is-asked [data-leave]")?.click();
  });
  document.addEventListener("selectionchange", () => {
    if (!document.activeElement?.closest?.("#marker")) offer();
  });
  document.addEventListener("htmx:afterSettle", settled);
}

// Taking in: a file may be dropped anywhere on its box, and its name is said.
function startReceiving() {
  const form = document.querySelector("[data-receive]");
  if (!form) return;
  const box = form.querySelector("[data-drop]");
  const input = box.querySelector("input[type=file]");
  const said = box.querySelector("[data-chosen]");
  const show = () => {
    if (input.files.length) said.textContent = input.files[0].name;
  };
  input.classList.add("unseen"); // the box itself is the button now
  input.addEventListener("change", show);
  for (const kind of ["dragover", "dragenter"])
    box.addEventListener(kind, (event) => {
      event.preventDefault();
      box.classList.add("is-over");
    });
  for (const kind of ["dragleave", "drop"])
    box.addEventListener(kind, () => box.classList.remove("is-over"));
  box.addEventListener("drop", (event) => {
    event.preventDefault();
    if (!event.dataTransfer.files.length) return;
    input.files = event.dataTransfer.files;
    show();
  });
}

// The order of the blocks: dragging moves the list item, and with it what the form will say.
function startOrdering() {
  const form = document.querySelector("[data-order]");
  if (!form) return;
  let dragged = null;
  form.addEventListener("dragstart", (event) => {
    dragged = event.target.closest("[data-block]");
    dragged?.classList.add("is-dragged");
    event.dataTransfer.effectAllowed = "move";
  });
  form.addEventListener("dragover", (event) => {
    const box = event.target.closest(".order-article");
    if (!dragged || !box) return;
    event.preventDefault();
    const list = box.querySelector("[data-order-list]");
    const over = event.target.closest("[data-block]");
    if (!over) return list.contains(dragged) ? undefined : list.append(dragged);
    if (over === dragged) return undefined;
    const { top, height } = over.getBoundingClientRect();
    return over[event.clientY < top + height / 2 ? "before" : "after"](dragged);
  });
  form.addEventListener("dragend", () => {
    dragged?.classList.remove("is-dragged");
    dragged = null;
  });
}

start();
startReceiving();
startOrdering();
