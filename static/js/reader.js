// The reader's text size and contrast, the same on every page. It runs before the page is drawn, so that nothing moves;
// only this browser remembers the choice.
(() => {
  const SIZES = { "-1": 92, 0: 100, 1: 115, 2: 130, 3: 150 };
  const root = document.documentElement;
  const data = root.dataset;

  const recall = (name) => {
    try {
      return localStorage.getItem(`reader-${name}`);
    } catch {
      return null;
    }
  };
  const keep = (name, value) => {
    try {
      localStorage.setItem(`reader-${name}`, value);
    } catch {
      // It holds for this page, then.
    }
  };

  const size = () => Number(data.textSize);
  const isHigh = () => data.contrast === "high";

  function apply() {
    data.textSize = recall("text-size") in SIZES ? recall("text-size") : 0;
    data.contrast = recall("contrast") ?? (matchMedia("(prefers-contrast: more)").matches ? "high" : "normal");
    show();
  }

  function show() {
    for (const button of document.querySelectorAll("[data-text-step]")) {
      const step = Number(button.dataset.textStep);
      button.setAttribute("aria-pressed", Math.sign(size()) === step);
      button.setAttribute("aria-disabled", step !== 0 && !(size() + step in SIZES));
    }
    for (const button of document.querySelectorAll("[data-contrast-toggle]")) {
      button.setAttribute("aria-pressed", isHigh());
    }
  }

  function say(button, text) {
    button.closest("[data-reader-tools]").querySelector("[role=status]").textContent = text;
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("[data-text-step], [data-contrast-toggle]");
    if (!button) return;
    const words = button.closest("[data-reader-tools]").dataset;
    if ("contrastToggle" in button.dataset) {
      data.contrast = isHigh() ? "normal" : "high";
      keep("contrast", data.contrast);
      say(button, isHigh() ? words.contrastOn : words.contrastOff);
    } else {
      const step = Number(button.dataset.textStep);
      const next = step ? size() + step : 0;
      if (next in SIZES) data.textSize = next;
      keep("text-size", data.textSize);
      say(button, words.sizeWords.replace("{percent}", `${SIZES[size()]}%`));
    }
    show();
  });

  data.script = "";
  if (navigator.share) data.canShare = "";
  apply();
  document.addEventListener("DOMContentLoaded", show);
  addEventListener("storage", apply); // another tab
  addEventListener("pageshow", (event) => event.persisted && apply());
})();
