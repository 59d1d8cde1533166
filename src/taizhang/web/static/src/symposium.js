// The table: what is typed is kept in this browser as it is typed, and a remark until the server has
// it. A lost network, an ended session, a closed lid lose nothing; the server notes each key once.
import htmx from "htmx.org";

const UNSENT = "taizhang-unsent:"; // not forgotten at sign-out: it is not in the ledger yet
const TYPED = "taizhang-typed:"; // neither is this
const TYPED_IN = ["kind", "seat", "speaker", "answers", "text", "unit", "due_text"];
const AGAIN = 8_000;
const PAUSE = 50; // what fits stands beside within 200 ms: one question at a time, then the newest
const LONG = 400; // letters that an address holds when each is nine
const SHOWN = 200;
const TOO_LONG = 413;
const REFUSED = ["sayRefused", "sayTooLong"]; // sent again by themselves they would be refused again
const END = 1e9;
let readFrom = END; // how far the lines are scrolled: to the newest, unless somebody reads back

const form = document.querySelector("form[data-note]");
const board = () => document.querySelector("[data-console]");
const place = (what = UNSENT) =>
  `${what}${document.body.dataset.account}:${board().dataset.console}`;

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

function remember() {
  const values = TYPED_IN.map((name) => [name, form.elements[name].value]);
  try {
    localStorage.setItem(place(TYPED), JSON.stringify(values));
  } catch {
    // Full or switched off: typing goes on without its memory.
  }
}

function recall() {
  // What the address or an error of the server put into the form goes before.
  if (location.search || document.body.dataset.failed !== undefined) return;
  try {
    const values = JSON.parse(localStorage.getItem(place(TYPED)) || "[]");
    for (const [name, value] of values) put(name, value);
  } catch {
    localStorage.removeItem(place(TYPED));
  }
}

function ask() {
  form.elements.seat.required = form.elements.kind.value === "raised";
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
      why.textContent = [line.said, form.dataset[line.why || "sayWaiting"]].filter(Boolean).join(" ");
      const { text } = Object.fromEntries(line.fields);
      const words = text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text;
      item.append(words, document.createElement("br"), why);
      if (REFUSED.includes(line.why)) {
        const back = document.createElement("button");
        back.type = "button";
        back.className = "btn btn-small";
        back.textContent = form.dataset.sayTakeBack;
        back.addEventListener("click", () => takeBack(line.key));
        why.append(" ", back);
      }
      return item;
    }),
  );
}

function takeBack(key) {
  const line = kept().find((one) => one.key === key);
  keep(kept().filter((one) => one.key !== key));
  for (const [name, value] of line.fields) put(name, value);
  ask();
  remember();
  show();
}

function put(name, value) {
  const field = form.elements[name];
  if (!field || name === "csrfmiddlewaretoken") return;
  if (field instanceof RadioNodeList) field.value = value;
  else if (field.type !== "hidden" || name === "key") field.value = value;
}

function mark(key, why, said = "") {
  keep(kept().map((line) => (line.key === key ? { ...line, why, said } : line)));
  show();
}

function reasons(text) {
  const page = new DOMParser().parseFromString(text, "text/html");
  const found = [...page.querySelectorAll("form[data-note] .error")];
  return found.map((one) => one.textContent.trim()).join(" ");
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
  if (answer.status === TOO_LONG) return mark(line.key, "sayTooLong");
  if (!answer.ok) return mark(line.key, "sayRefused", reasons(await answer.text()));
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
    const tried = new Set(); // what is typed meanwhile goes out in the same round
    const next = () => kept().find((one) => !REFUSED.includes(one.why) && !tried.has(one.key));
    for (let line = next(); line; line = next()) {
      tried.add(line.key);
      await deliver(line);
    }
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
  form.elements.unit.value = ""; // the next promise is another unit's
  form.elements.text.focus();
  readFrom = END;
  remember();
  show();
  deliverAll();
}

let timer;
let asked = "";
let asking = false;
function lookBeside() {
  clearTimeout(timer);
  timer = setTimeout(askBeside, PAUSE);
}

function besides() {
  // The newest words of a long remark are what is being spoken of.
  return String(
    new URLSearchParams({
      seat: form.elements.seat.value,
      text: form.elements.text.value.slice(-LONG),
    }),
  );
}

async function askBeside() {
  if (asking || besides() === asked) return; // who asks looks again when the answer is there
  asking = true;
  asked = besides();
  try {
    const answer = await fetch(`${form.dataset.beside}?${asked}`, {
      headers: { "HX-Request": "true" },
      signal: AbortSignal.timeout(5_000),
    });
    if (answer.ok) showBeside(await answer.text());
  } catch {
    asked = ""; // shown again when the network is back
  } finally {
    asking = false;
  }
  if (asked && besides() !== asked) lookBeside();
}

function showBeside(text) {
  const fresh = new DOMParser().parseFromString(text, "text/html");
  document.getElementById("beside").replaceChildren(...fresh.body.childNodes);
}

function follow() {
  // Every swap brings the lines anew, from the first on.
  const lines = () => board().querySelector(".console-lines");
  const show = () => lines()?.scrollTo(0, readFrom);
  const look = ({ target }) => {
    if (target !== lines()) return;
    const left = target.scrollHeight - target.scrollTop - target.clientHeight;
    readFrom = left < 40 ? END : target.scrollTop;
  };
  board().addEventListener("scroll", look, true);
  new MutationObserver(show).observe(board(), { childList: true });
  show();
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
  ask();
  remember();
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

if (board()) follow();
if (form) {
  recall();
  ask();
  show();
  deliverAll();
  lookBeside();
  form.addEventListener("submit", take);
  form.addEventListener("input", () => {
    ask();
    remember();
    lookBeside();
  });
  form.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
  });
  board().addEventListener("click", choose);
  window.addEventListener("online", deliverAll);
  setInterval(deliverAll, AGAIN);
}
