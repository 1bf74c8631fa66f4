// Says so when an answer could not be saved. Saving itself is htmx's; this only reports failures.
document.addEventListener("DOMContentLoaded", () => {
  const form = document.querySelector("[data-autosave]");
  const state = document.getElementById("save-state");
  if (!form || !state) return;

  let isLeaving = false; // a page that is left cuts its requests off; that is no failure
  form.addEventListener("submit", () => { isLeaving = true; });
  window.addEventListener("pagehide", () => { isLeaving = true; });
  window.addEventListener("pageshow", () => { isLeaving = false; });

  const sayNotSaved = (reason) => {
    if (isLeaving) return;
    const text = document.createElement("strong");
    text.className = "not-saved";
    text.textContent = reason;
    state.replaceChildren(text);
  };
  for (const failure of ["htmx:responseError", "htmx:sendError", "htmx:timeout"]) {
    form.addEventListener(failure, () => sayNotSaved(state.dataset.failed));
  }

  // Whoever is no longer signed in is sent to another page; that page is no answer to put here.
  form.addEventListener("htmx:beforeSwap", (event) => {
    const answered = new URL(event.detail.xhr.responseURL || location.href).pathname;
    if (answered === form.getAttribute("hx-post")) return;
    event.detail.shouldSwap = false;
    sayNotSaved(state.dataset.signedOut);
  });
});
