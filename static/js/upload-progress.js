// Shows how much of a file has been sent. Without this script the form is sent as any other.
(() => {
  const form = document.querySelector("form[data-upload]");
  if (!form) return;
  const panel = document.getElementById("kemajuan-unggah");
  const bar = panel.querySelector("progress");
  const words = panel.querySelector(".progress-text");
  const trouble = document.getElementById("galat-unggah");
  const limit = Number(form.dataset.limit);
  const megabytes = (bytes) => (bytes / 1e6).toLocaleString(document.documentElement.lang, { maximumFractionDigits: 1 });

  const fail = (messages) => {
    panel.hidden = true;
    form.querySelector("button.button--primary").disabled = false;
    trouble.querySelector("div").replaceChildren(
      ...messages.map((message) => Object.assign(document.createElement("p"), { textContent: message })),
    );
    trouble.hidden = false;
    trouble.focus();
  };

  form.addEventListener("submit", (event) => {
    const file = form.querySelector("input[type=file]").files[0];
    if (!file) return;
    event.preventDefault();
    trouble.hidden = true;
    if (file.size > limit) return fail([form.dataset.tooBig]);
    form.querySelector("button.button--primary").disabled = true;
    panel.hidden = false;
    const request = new XMLHttpRequest();
    request.open("POST", form.action);
    request.setRequestHeader("X-Requested-With", "XMLHttpRequest");
    request.upload.addEventListener("progress", (step) => {
      bar.max = step.total;
      bar.value = step.loaded;
      words.textContent = `${megabytes(step.loaded)} / ${megabytes(step.total)} MB`;
    });
    request.upload.addEventListener("load", () => {
      bar.removeAttribute("value");
      words.textContent = form.dataset.reading;
    });
    request.addEventListener("load", () => {
      let answer = {};
      try {
        answer = JSON.parse(request.responseText);
      } catch {
        // Not ours: a proxy or an error page answered.
      }
      if (answer.url) location.assign(answer.url);
      else fail(answer.errors || [form.dataset.failed]);
    });
    request.addEventListener("error", () => fail([form.dataset.failed]));
    request.send(new FormData(form));
  });

  // Coming back with the browser's button finds the form as it was before sending.
  window.addEventListener("pageshow", () => {
    panel.hidden = true;
    form.querySelector("button.button--primary").disabled = false;
  });
})();
