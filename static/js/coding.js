// One key a class: presses the button that names the key. Nothing here is needed to code; it is only faster.
(() => {
  if (!document.querySelector("form[data-coding]")) return;
  const message = document.getElementById("pesan");
  const toggle = document.getElementById("tombol-pintas");
  const KEPT = "coding-shortcuts";
  let isSent = false;

  if (toggle) {
    toggle.closest("[data-shortcuts]").hidden = false;
    toggle.checked = localStorage.getItem(KEPT) !== "off";
    toggle.addEventListener("change", () => localStorage.setItem(KEPT, toggle.checked ? "on" : "off"));
  }
  if (location.hash === "#pesan") message?.focus();
  addEventListener("pageshow", () => { isSent = false; });

  const isTyping = (target) => target.matches("textarea, select, input:not([type=checkbox])");

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || isSent) return;
    if (isTyping(event.target)) {
      if (event.key === "Escape") message?.focus();
      return;
    }
    if (toggle && !toggle.checked) return;
    const key = event.key === "Backspace" ? "u" : event.key.toLowerCase();
    const control = [...document.querySelectorAll("[data-key]")].find((each) => each.dataset.key === key);
    if (!control || control.disabled) return;
    event.preventDefault();
    if (control.matches("textarea")) return control.focus();
    isSent = true;
    control.click();
  });
})();
