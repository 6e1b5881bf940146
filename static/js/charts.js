/* Draws every <div class="chart" data-figure-id="…"> from the JSON beside it, when it comes near the screen.
   Colours arrive as var(--token) and are read from tokens.css, so light, dark and print need no second figure. */
(function () {
  "use strict";

  const NARROW_PX = 520;
  const PLOTLY_URL = document.currentScript.dataset.plotly;
  const LOCALE_ID = {
    moduleType: "locale",
    name: "id",
    dictionary: { "Download plot as a png": "Unduh gambar PNG", "Download plot": "Unduh gambar" },
    format: {
      days: ["Minggu", "Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu"],
      shortDays: ["Min", "Sen", "Sel", "Rab", "Kam", "Jum", "Sab"],
      months: [
        "Januari", "Februari", "Maret", "April", "Mei", "Juni",
        "Juli", "Agustus", "September", "Oktober", "November", "Desember",
      ],
      shortMonths: ["Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des"],
      date: "%d/%m/%Y",
      decimal: ",",
      thousands: ".",
    },
  };

  const language = document.documentElement.lang.startsWith("en") ? "en" : "id";
  const drawn = new Set();
  let loading = null;

  function loadPlotly() {
    loading = loading || new Promise(function (resolve, reject) {
      const script = document.createElement("script");
      script.src = PLOTLY_URL;
      script.onload = function () {
        window.Plotly.register(LOCALE_ID);
        resolve(window.Plotly);
      };
      script.onerror = reject;
      document.head.appendChild(script);
    });
    return loading;
  }

  /* A copy with every "var(--token)" as the colour it has now, and percentages as the language writes them. */
  function withColours(value, style) {
    if (typeof value === "string") {
      const text = language === "en" ? value.replaceAll("\u00a0%", "%") : value;
      return text.replace(/var\((--[\w-]+)\)/g, function (_, name) {
        return style.getPropertyValue(name).trim();
      });
    }
    if (Array.isArray(value)) {
      return value.map(function (item) { return withColours(item, style); });
    }
    if (value && typeof value === "object") {
      return Object.fromEntries(Object.entries(value).map(function (pair) {
        return [pair[0], withColours(pair[1], style)];
      }));
    }
    return value;
  }

  /* layout.meta.narrow = {"xaxis.dtick": 48, …}: what a small screen changes. */
  function applyNarrow(layout) {
    const changes = (layout.meta && layout.meta.narrow) || {};
    Object.entries(changes).forEach(function (pair) {
      const path = pair[0].split(".");
      const last = path.pop();
      const owner = path.reduce(function (part, key) { return (part[key] = part[key] || {}); }, layout);
      owner[last] = pair[1];
    });
  }

  function figureFor(box) {
    const source = JSON.parse(document.getElementById(box.dataset.figureId).textContent);
    const figure = withColours(source, getComputedStyle(document.documentElement));
    figure.layout.separators = language === "en" ? ".," : ",.";
    figure.layout.autosize = true;
    if (box.clientWidth < NARROW_PX) applyNarrow(figure.layout);
    return figure;
  }

  function draw(box, Plotly) {
    const figure = figureFor(box);
    const config = {
      locale: language,
      responsive: true,
      displaylogo: false,
      showSendToCloud: false,
      displayModeBar: "hover",
      modeBarButtons: [["toImage"]],
      toImageButtonOptions: { format: "png", filename: box.dataset.figureId, scale: 2 },
      scrollZoom: false,
      doubleClick: false,
    };
    return Plotly.react(box, figure.data, figure.layout, config).then(function () {
      const waiting = box.querySelector(".chart-waiting");
      if (waiting) waiting.remove();
      box.dataset.drawn = "true";
      drawn.add(box);
    });
  }

  function redrawAll() {
    if (drawn.size) drawn.forEach(function (box) { draw(box, window.Plotly); });
  }

  function start() {
    const boxes = document.querySelectorAll(".chart[data-figure-id]");
    if (!boxes.length) return;
    const observer = new IntersectionObserver(function (entries) {
      entries.filter(function (entry) { return entry.isIntersecting; }).forEach(function (entry) {
        observer.unobserve(entry.target);
        loadPlotly().then(function (Plotly) { return draw(entry.target, Plotly); }).catch(function () {
          entry.target.dataset.drawn = "failed"; /* the table below still has the numbers */
        });
      });
    }, { rootMargin: "300px" });
    boxes.forEach(function (box) { observer.observe(box); });

    window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", redrawAll);
    window.matchMedia("(max-width: 37.49rem)").addEventListener("change", redrawAll);
    window.addEventListener("beforeprint", function () {
      document.documentElement.dataset.theme = "light";
      redrawAll();
    });
    window.addEventListener("afterprint", function () {
      delete document.documentElement.dataset.theme;
      redrawAll();
    });
  }

  start();
})();
