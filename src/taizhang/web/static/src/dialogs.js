// <button data-dialog="id"> opens <dialog id="id">; [data-close] or Esc closes it, and the
// focus goes back to where it came from. What htmx puts into a dialog's [data-opens] opens it.

export function open(dialog, from = document.activeElement) {
  if (dialog.open) return;
  dialog.addEventListener("close", () => from?.focus?.(), { once: true });
  dialog.showModal();
}

export function startDialogs() {
  document.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-dialog]");
    const dialog = opener && document.getElementById(opener.dataset.dialog);
    if (dialog) {
      event.preventDefault();
      open(dialog, opener);
      return;
    }
    if (event.target.closest("[data-close]")) event.target.closest("dialog")?.close();
    if (event.target instanceof HTMLDialogElement) event.target.close(); // the backdrop
  });
  document.addEventListener("htmx:afterSwap", (event) => {
    if (event.target.matches?.("[data-opens]")) {
      open(event.target.closest("dialog"), event.detail.requestConfig?.elt);
    }
  });
  // The phone's "more" sheet is a <details>: it closes like a dialog.
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const sheet of document.querySelectorAll("details[data-sheet][open]")) {
      sheet.open = false;
      sheet.querySelector("summary").focus();
    }
  });
}
