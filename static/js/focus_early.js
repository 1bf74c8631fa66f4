// Browsers set the focus that a page asks for a moment after it is shown. Who types fast would lose
// a key in that moment, so it is set as soon as the page is there.
document.addEventListener("DOMContentLoaded", () => {
  const wanted = document.querySelector("[autofocus]");
  if (wanted && document.activeElement === document.body) wanted.focus();
});
