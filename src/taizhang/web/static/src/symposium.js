// The table: a remark is kept in this browser before it is sent, and until the server has it. A lost
// network, an ended session, a closed lid lose nothing; the server notes each key once.
import htmx from "htmx.org";

const UNSENT = "taizhang-unsent:"; // not forgotten at sign-out: it is not in the ledger yet
const AGAIN = 8_000;
const PAUSE = 250;

const form = document.querySelector("form[data-note]");
const board = () => document.querySelector("[data-console]");
const place = () => `${UNSENT}${document.body.dataset.account}:${board().dataset.console}`;

function kept() {
  try {
    return JSON.parse(localStorage.getItem(place()) || "[]");
  } catch {
    return [];
  }
}

function keep(lines) {
  if (lines.length) localStorage.setItem(place(), JSON.stringify(lines));
  else localStorage.removeItem(place());
}

function freshKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

function show() {
  const list = form.querySelector("[data-waiting]");
  list.replaceChildren(
    ...kept().map((line) => {
      const item = document.createElement("li");
      const why = document.createElement("small");
      why.textContent = form.dataset[line.why || "sayWaiting"];
      item.append(Object.fromEntries(line.fields).text, document.createElement("br"), why);
      if (line.why === "sayRefused") {
        const back = document.createElement("button");
        back.type = "button";
        back.className = "btn-link";
        back.textContent = " ↺";
        back.addEventListener("click", () => takeBack(line.key));
        why.append(back);
      }
      return item;
    }),
  );
}

function takeBack(key) {
  const line = kept().find((one) => one.key === key);
  keep(kept().filter((one) => one.key !== key));
  for (const [name, value] of line.fields) put(name, value);
  show();
}

function put(name, value) {
  const field = form.elements[name];
  if (!field || name === "csrfmiddlewaretoken") return;
  if (field instanceof RadioNodeList) field.value = value;
  else if (field.type !== "hidden" || name === "key") field.value = value;
}

function mark(key, why) {
  keep(kept().map((line) => (line.key === key ? { ...line, why } : line)));
  show();
}

async function deliver(line) {
  const body = new URLSearchParams(line.fields);
  body.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
  const answer = await fetch(form.action, {
    method: "POST",
    body,
    headers: { "HX-Request": "true" },
    redirect: "manual",
    signal: AbortSignal.timeout(15_000),
  });
  if (answer.type === "opaqueredirect" || answer.status === 403) return mark(line.key, "saySignedOut");
  if (answer.status >= 500) return mark(line.key, "sayWaiting");
  if (!answer.ok) return mark(line.key, "sayRefused");
  keep(kept().filter((one) => one.key !== line.key));
  swapIn(await answer.text());
  show();
}

function swapIn(text) {
  const fresh = new DOMParser().parseFromString(text, "text/html").querySelector("[data-said]");
  const old = document.querySelector("[data-said]");
  if (!fresh || !old) return;
  old.replaceWith(fresh);
  htmx.process(fresh);
}

let running = false;
async function deliverAll() {
  if (running) return;
  running = true;
  try {
    for (const line of kept()) if (line.why !== "sayRefused") await deliver(line);
  } catch {
    show(); // no network: they stay, in their order, and go out later
  } finally {
    running = false;
  }
}

function take(event) {
  event.preventDefault();
  if (!form.reportValidity()) return;
  const fields = [...new FormData(form)].filter(([name]) => name !== "csrfmiddlewaretoken");
  try {
    keep([...kept(), { key: form.elements.key.value, fields }]);
  } catch {
    form.submit(); // storage is full or switched off: the plain way
    return;
  }
  form.elements.key.value = freshKey();
  form.elements.text.value = "";
  form.elements.answers.value = "";
  form.elements.due_text.value = "";
  form.elements.text.focus();
  show();
  deliverAll();
}

let timer;
let asked = "";
function lookBeside() {
  clearTimeout(timer);
  timer = setTimeout(async () => {
    const query = new URLSearchParams({
      seat: form.elements.seat.value,
      text: form.elements.text.value.slice(0, 600),
    });
    if (String(query) === asked) return;
    asked = String(query);
    try {
      const answer = await fetch(`${form.dataset.beside}?${query}`, {
        headers: { "HX-Request": "true" },
      });
      if (!answer.ok || String(query) !== asked) return;
      const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
      document.getElementById("beside").replaceChildren(...fresh.body.childNodes);
    } catch {
      asked = ""; // shown again when the network is back
    }
  }, PAUSE);
}

function choose(event) {
  const seat = event.target.closest("[data-seat]");
  const answer = event.target.closest("[data-answer]");
  if (!seat && !answer) return;
  event.preventDefault();
  form.elements.kind.value = seat ? "raised" : "answered";
  if (seat) form.elements.seat.value = seat.dataset.seat;
  else form.elements.answers.value = offered(answer);
  form.elements.text.focus();
  lookBeside();
}

function offered(link) {
  // What was raised after the page came is not among the choices yet.
  const { answers } = form.elements;
  const value = link.dataset.answer;
  if (![...answers.options].some((one) => one.value === value)) {
    const remark = document.getElementById(`remark-${value}`);
    const words = remark.querySelector(".remark-text").textContent.slice(0, 24);
    answers.add(new Option(`${remark.querySelector("b").textContent}：${words}`, value));
  }
  return value;
}

if (form) {
  show();
  deliverAll();
  lookBeside();
  form.addEventListener("submit", take);
  form.addEventListener("input", lookBeside);
  form.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
  });
  board().addEventListener("click", choose);
  window.addEventListener("online", deliverAll);
  setInterval(deliverAll, AGAIN);
}
