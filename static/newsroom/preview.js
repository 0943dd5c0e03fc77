/* The preview beside an article's form: the fields go to the server, and its page is shown as a phone, a tablet or a
   desktop shows it. The form and the editor are only read. */
(() => {
  "use strict";

  const AFTER_MS = 800; // since the last input
  const AFTER_EDITOR_MS = 400; // whose changes reach the form 400 ms late (editor.js)
  const WIDE = matchMedia("(min-width: 80rem)"); // beside the form; over it on narrower screens
  const KEY = "newsroom.preview";

  const pane = document.getElementById("preview");
  const form = document.getElementById("article_form");
  const opener = document.querySelector("[data-preview-open]");
  if (!pane || !form || !opener) return;
  const { composition } = window.newsroom;
  const stage = pane.querySelector("[data-preview-stage]");
  const message = pane.querySelector("[data-preview-message]");
  const devices = [...pane.querySelectorAll("[name=preview-device]")];

  let shown = null; // the frame that is seen; the next one is loaded behind it
  let timer = 0;
  let isStale = true; // something was typed since the last answer was asked for
  let asked = null; // the request under way

  // What is kept for the next form.

  const kept = () => {
    try {
      return JSON.parse(localStorage.getItem(KEY)) ?? {};
    } catch {
      return {};
    }
  };

  const keep = (changes) => {
    try {
      localStorage.setItem(KEY, JSON.stringify({ ...kept(), ...changes }));
    } catch {
      // A browser that keeps nothing shows the preview all the same.
    }
  };

  // The frame: as wide as the device, and made smaller to fit.

  const width = () => Number(devices.find((device) => device.checked).value);

  const fit = (frame) => {
    if (!frame || !stage.clientWidth) return;
    const scale = Math.min(1, stage.clientWidth / width());
    frame.style.width = `${width()}px`;
    frame.style.height = `${stage.clientHeight / scale}px`;
    frame.style.transform = `scale(${scale})`;
    frame.style.left = `${Math.max(0, (stage.clientWidth - width() * scale) / 2)}px`;
  };

  const makeFrame = () => {
    const frame = document.createElement("iframe");
    // No scripts, no forms, no windows: links lead nowhere. The same origin, to keep the place one reads at.
    frame.setAttribute("sandbox", "allow-same-origin");
    frame.className = "preview__frame preview__frame--next";
    frame.title = pane.dataset.frameTitle;
    return frame;
  };

  const placeOf = (frame) => frame?.contentDocument?.scrollingElement?.scrollTop ?? 0;

  const show = (html) => {
    stage.querySelectorAll(".preview__frame--next").forEach((frame) => frame.remove());
    const next = makeFrame();
    next.addEventListener("load", () => swap(next), { once: true });
    next.srcdoc = html;
    stage.append(next);
    fit(next);
  };

  const swap = (next) => {
    const problems = next.contentDocument.querySelector("meta[name=preview-problems]");
    say(problems?.content ?? "");
    next.contentDocument.scrollingElement.scrollTop = placeOf(shown);
    next.classList.remove("preview__frame--next");
    shown?.remove();
    shown = next;
  };

  const say = (text) => {
    if (message.textContent !== text) message.textContent = text;
  };

  // Asking the server.

  const refresh = async () => {
    clearTimeout(timer);
    asked?.abort();
    const own = (asked = new AbortController());
    isStale = false;
    stage.setAttribute("aria-busy", "true");
    try {
      const body = new FormData(form);
      const answer = await fetch(pane.dataset.address, { method: "POST", body, signal: own.signal });
      if (answer.redirected) say(pane.dataset.signedOut);
      else if (!answer.ok) say(pane.dataset.failed);
      else show(await answer.text());
    } catch (error) {
      if (error.name !== "AbortError") say(pane.dataset.failed);
    } finally {
      if (asked === own) {
        asked = null;
        stage.removeAttribute("aria-busy");
      }
    }
  };

  const refreshOpen = () => {
    if (pane.open) refresh();
  };

  // A syllable that is being put together is left alone; what it became is shown afterwards.
  const refreshSoon = (delay) => {
    isStale = true;
    clearTimeout(timer);
    if (pane.open) timer = setTimeout(() => composition.whenDone(refreshOpen), delay);
  };

  const changed = (event) => {
    if (event.target.form !== form) return;
    const isEditor = Boolean(window.CKEDITOR?.instances[event.target.id]);
    refreshSoon(isEditor ? AFTER_EDITOR_MS : AFTER_MS);
  };

  // Beside the form, or over it.

  const open = ({ isAsked }) => {
    // Beside the form nothing takes the focus away from what is being written.
    if (WIDE.matches) pane.setAttribute("open", "");
    else pane.showModal();
    document.documentElement.classList.toggle("has-preview", WIDE.matches);
    opener.setAttribute("aria-expanded", "true");
    if (isAsked) keep({ isOpen: true });
    fit(shown);
    if (isStale) refresh();
  };

  const hide = () => {
    clearTimeout(timer);
    pane.close();
    document.documentElement.classList.remove("has-preview");
    opener.setAttribute("aria-expanded", "false");
  };

  const close = () => {
    hide();
    keep({ isOpen: false });
    opener.focus();
  };

  const choose = () => {
    keep({ width: width() });
    fit(shown);
  };

  const first = String(kept().width);
  (devices.find((device) => device.value === first) ?? devices[0]).checked = true;
  devices.forEach((device) => device.addEventListener("change", choose));
  opener.addEventListener("click", () => (pane.open ? close() : open({ isAsked: true })));
  pane.querySelector("[data-preview-close]").addEventListener("click", close);
  pane.addEventListener("cancel", (event) => {
    event.preventDefault();
    close();
  });
  pane.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && WIDE.matches) close();
  });
  WIDE.addEventListener("change", () => {
    if (!pane.open) return;
    hide();
    open({ isAsked: false });
  });
  new ResizeObserver(() => fit(shown)).observe(stage);
  // Choices of pictures and tags are told through jQuery, which hears what the browser tells as well.
  const jQuery = window.django?.jQuery;
  if (jQuery) jQuery(form).on("input change", (event) => changed(event));
  else ["input", "change"].forEach((name) => form.addEventListener(name, changed));

  opener.hidden = false;
  if (kept().isOpen && WIDE.matches) open({ isAsked: false });
})();
