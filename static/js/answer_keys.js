// Number keys choose an answer, Enter continues. Only while the focus is in the group of answers.
document.addEventListener("DOMContentLoaded", () => {
  const form = document.querySelector("[data-answer-keys]");
  const group = form && form.querySelector("fieldset");
  if (!group) return;
  form.classList.add("has-keys");

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
});
