// Answering: where the focus starts, number keys for the answers, and what is said about sending.
// The pages do all of it without this file, only less quickly; sending itself is htmx's.

// Browsers set the focus that a page asks for a moment after it is shown. Who types fast would lose
// a key in that moment, so it is set as soon as the page is there.
function startWhereAsked() {
  const wanted = document.querySelector("[autofocus]");
  if (wanted && document.activeElement === document.body) wanted.focus();
}

// A number chooses an answer, Enter continues. Only while the focus is in the group of answers.
function answerByKeys(form) {
  const group = form.querySelector("fieldset");
  form.classList.add("has-keys"); // the hint about the keys is shown only where they work

  group.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.isComposing) return;
    if (event.key === "Enter") {
      event.preventDefault(); // a key held down must not answer the next question too
      if (!event.repeat) form.requestSubmit();
      return;
    }
    const answer = group.querySelectorAll("input[type=radio]")[Number(event.key) - 1];
    if (!/^[1-9]$/.test(event.key) || !answer) return;
    event.preventDefault();
    answer.focus();
    answer.click();
  });
}

// What stands beside the button is about what the form holds now: sent, being sent, or not sent.
// The answer may be shown there (“Saved”) or elsewhere on the page; then nothing is left to say.
function tellAboutSending(form, state) {
  const say = (words) => { state.textContent = words; };

  let isLeaving = false; // a page that is left cuts its requests off; that is no failure
  form.addEventListener("submit", () => { isLeaving = true; });
  window.addEventListener("pagehide", () => { isLeaving = true; });
  window.addEventListener("pageshow", (event) => {
    isLeaving = false;
    if (event.persisted) say(""); // what was under way when the page was left never came back
  });

  form.addEventListener("input", () => {
    isLeaving = false; // whoever writes on has stayed
    say(""); // “Saved” was about what stood there before
  });
  form.addEventListener("htmx:beforeSend", () => say(state.dataset.saving));

  const sayNotSent = (reason) => {
    if (isLeaving) return;
    const text = document.createElement("strong");
    text.className = "not-saved";
    text.textContent = reason;
    state.replaceChildren(text);
  };
  for (const failure of ["htmx:responseError", "htmx:sendError", "htmx:timeout"]) {
    form.addEventListener(failure, () => sayNotSent(state.dataset.failed));
  }

  // Whoever is no longer signed in is sent to another page; that page is no answer to put here.
  document.addEventListener("htmx:beforeSwap", (event) => {
    const answered = new URL(event.detail.xhr.responseURL || location.href).pathname;
    if (answered === event.detail.pathInfo.requestPath) {
      if (event.detail.target !== state) say("");
      return;
    }
    event.detail.shouldSwap = false;
    sayNotSent(state.dataset.signedOut);
  });
}

// A server may take what was sent earlier later. So one answer is on its way at a time, and Continue
// waits for it, but not for ever; what would have been sent after it is in what Continue sends.
const LONGEST_WAIT = 2000;

function sendInOrder(form) {
  let onTheirWay = 0;
  let goOn = null; // Continue, as long as it waits
  let isGoing = false;

  form.addEventListener("htmx:beforeRequest", (event) => {
    if (goOn || isGoing) event.preventDefault();
  });
  form.addEventListener("htmx:beforeSend", () => { onTheirWay += 1; });
  form.addEventListener("htmx:afterRequest", () => {
    onTheirWay -= 1;
    if (onTheirWay === 0 && goOn) goOn();
  });
  form.addEventListener("input", () => { isGoing = false; }); // whoever writes on has stayed
  form.addEventListener("submit", (event) => {
    if (isGoing || onTheirWay === 0) {
      isGoing = true;
      return;
    }
    event.preventDefault();
    if (goOn) return; // pressed twice
    const timer = setTimeout(() => goOn(), LONGEST_WAIT);
    goOn = () => {
      clearTimeout(timer);
      goOn = null;
      isGoing = true;
      form.requestSubmit(event.submitter);
    };
  });
  window.addEventListener("pageshow", () => {
    goOn = null;
    isGoing = false;
  });
}

// Whoever chose or wrote before the scripts had come would otherwise wait for nothing.
function catchUp(form) {
  const isTouched = [...form.querySelectorAll("input[name], textarea")].some((field) =>
    field.checked !== field.defaultChecked || field.value !== field.defaultValue);
  if (isTouched) form.dispatchEvent(new Event("change"));
}

// Nothing stays in the browser. htmx notes there which page this is, for a way back we do not use.
function leaveNoTrace() {
  try {
    sessionStorage.removeItem("htmx-current-path-for-history");
  } catch {
    // a browser that keeps nothing at all has nothing to take away
  }
}

document.addEventListener("DOMContentLoaded", () => {
  startWhereAsked();
  leaveNoTrace();
  const byKeys = document.querySelector("[data-answer-keys]");
  if (byKeys) answerByKeys(byKeys);
  const sending = document.querySelector("[data-tells]");
  if (!sending) return;
  tellAboutSending(sending, document.getElementById(sending.dataset.tells));
  if ("inOrder" in sending.dataset) sendInOrder(sending);
  catchUp(sending);
});
