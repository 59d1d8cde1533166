// What is typed into <form data-keep="key"> is kept in this browser until it was taken in: after
// an error, a lost connection or an ended session it is there again. Signing out forgets it.

const PREFIX = "taizhang:";
const who = () => document.body.dataset.account || "";
const place = (form) => `${PREFIX}${who()}:${form.dataset.keep}`;
const SENT = `${PREFIX}sent`;

function fields(form) {
  return [...form.elements].filter(
    (field) =>
      field.name &&
      field.name !== "csrfmiddlewaretoken" &&
      field.name !== "seen" &&
      !["hidden", "password", "file", "submit", "button"].includes(field.type),
  );
}

function read(key) {
  try {
    return JSON.parse(localStorage.getItem(key) || "null");
  } catch {
    return null;
  }
}

function write(key, value) {
  try {
    localStorage.setItem(key, JSON.stringify(value));
  } catch {
    // Full or switched off: the form still works, only its memory does not.
  }
}

function isTouched(field) {
  if (field.type === "checkbox" || field.type === "radio")
    return field.checked !== field.defaultChecked;
  if (field instanceof HTMLSelectElement)
    return [...field.options].some((option) => option.selected !== option.defaultSelected);
  return field.value !== field.defaultValue;
}

function save(form) {
  const values = fields(form)
    .filter(isTouched)
    .map((field) => [field.name, field.type, field.value, field.checked === true]);
  if (values.length) write(place(form), values);
  else localStorage.removeItem(place(form));
}

function putBack(form, values) {
  let count = 0;
  for (const [name, type, value, checked] of values) {
    const isChoice = type === "checkbox" || type === "radio";
    const field = fields(form).find((one) => one.name === name && (!isChoice || one.value === value));
    if (!field) continue;
    const current = isChoice ? field.checked : field.value;
    const wanted = isChoice ? checked : value;
    if (current === wanted || (!isChoice && current !== "" && form.querySelector(".error"))) continue;
    if (isChoice) field.checked = checked;
    else field.value = value;
    count += 1;
  }
  return count;
}

function note(form) {
  const line = document.createElement("p");
  line.className = "kept";
  line.setAttribute("role", "status");
  const forget = document.createElement("button");
  forget.type = "button";
  forget.className = "btn-link";
  forget.textContent = document.body.dataset.sayForget;
  forget.addEventListener("click", () => {
    localStorage.removeItem(place(form));
    form.reset();
    line.remove();
  });
  line.append(`${document.body.dataset.sayKept} `, forget);
  form.prepend(line);
}

function settle() {
  // The page after a form was sent: unless it shows an error or asks to sign in, it was taken in.
  const sent = read(SENT);
  if (!sent) return;
  localStorage.removeItem(SENT);
  if (document.body.dataset.failed !== undefined || !who()) return;
  const again = document.querySelector(`form[data-keep="${CSS.escape(sent.key)}"]`);
  if (again?.querySelector(".error")) return;
  if (document.querySelector(".message-error")) return;
  localStorage.removeItem(sent.place);
}

function restore(part) {
  const inside = [...part.querySelectorAll("form[data-keep]")];
  if (part.matches?.("form[data-keep]")) inside.push(part);
  for (const form of inside) {
    const values = form.querySelector(".kept") ? null : read(place(form));
    if (values && putBack(form, values)) note(form);
  }
}

export function startKeeping() {
  settle();
  restore(document);
  // A form that came in later, e.g. one to edit in place.
  document.addEventListener("htmx:load", (event) => restore(event.detail.elt));
  document.addEventListener("input", (event) => {
    const form = event.target.form;
    if (form?.dataset.keep) save(form);
  });
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.dataset.keep) write(SENT, { key: form.dataset.keep, place: place(form) });
    if (form.dataset.forget !== undefined)
      for (const key of Object.keys(localStorage))
        if (key.startsWith(PREFIX)) localStorage.removeItem(key);
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    const form = event.target.closest?.("form[data-keep]");
    if (form && event.detail.successful) localStorage.removeItem(place(form));
  });
}
