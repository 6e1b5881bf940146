// Moves the bar every two seconds and loads the page anew when the step or the whole work is done.
(() => {
  const panel = document.querySelector("[data-progress-url]");
  if (!panel) return;
  const bar = panel.querySelector("progress");
  const [label, words] = panel.querySelectorAll(".progress p > span");
  const state = panel.dataset.state;

  const look = async () => {
    try {
      const response = await fetch(panel.dataset.progressUrl, { headers: { Accept: "application/json" } });
      if (response.redirected || !response.ok) return location.reload();
      const seen = await response.json();
      if (seen.is_done || (seen.state && seen.state !== state)) return location.reload();
      label.textContent = seen.label;
      words.textContent = seen.text;
      if (seen.max) {
        bar.max = seen.max;
        bar.value = seen.value;
      } else {
        bar.removeAttribute("value");
      }
    } catch {
      // The line is down for a moment; the next look may succeed.
    }
    setTimeout(look, 2000);
  };
  setTimeout(look, 1000);
})();
