// A form is sent once. The server refuses repetitions too; this only saves the wait.

function buttons(form) {
  const inside = [...form.elements].filter((element) => element.type === "submit");
  return inside.filter((button) => !button.disabled);
}

function hold(form) {
  // After the browser has read the form: the pressed button's own value must go along.
  setTimeout(() => {
    for (const button of buttons(form)) {
      button.disabled = true;
      button.dataset.held = "";
    }
    form.setAttribute("aria-busy", "true");
  });
}

export function release(form) {
  for (const button of form.querySelectorAll("[data-held]")) {
    button.disabled = false;
    delete button.dataset.held;
  }
  form.removeAttribute("aria-busy");
}

function say(text) {
  const place = document.getElementById("messages");
  if (!place || !text) return;
  const message = document.createElement("p");
  message.className = "message message-error";
  message.textContent = text;
  place.replaceChildren(message);
}

export function startForms() {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented && !form.matches("[hx-post]")) return;
    if (form.method !== "get") hold(form);
  });
  // Back in the browser shows the page as it was left: with its buttons held.
  window.addEventListener("pageshow", () => {
    for (const form of document.querySelectorAll("form[aria-busy]")) release(form);
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    const form = event.target.closest?.("form");
    if (form) release(form);
  });
  // An answer that names its own place (a refusal) is shown there, whatever its status.
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (event.detail.xhr.getResponseHeader("HX-Retarget")) event.detail.shouldSwap = true;
  });
  document.addEventListener("htmx:sendError", () => say(document.body.dataset.sayOffline));
  document.addEventListener("htmx:responseError", (event) => {
    if (!event.detail.xhr.getResponseHeader("HX-Retarget")) say(document.body.dataset.sayFailed);
  });
  // A choice that acts at once, e.g. a filter: <select data-submit>. Without script there is a button.
  document.addEventListener("change", (event) => {
    if (event.target.matches("[data-submit]")) event.target.form.requestSubmit();
  });
}
