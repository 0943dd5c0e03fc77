/* The checklist of an article's form: asked anew about a second after the last key, never while a Vietnamese
   letter is being put together. It only reads the form; the writing area is touched when a person asks to go there. */
(() => {
  "use strict";

  const PAUSE = 1000;
  const FIELDS = [
    ...["csrfmiddlewaretoken", "title", "section", "lead", "body", "author", "signature", "source", "source_url"],
    ...["lead_picture", "publish_at_0", "publish_at_1"],
  ];

  const editorOf = (field) => window.CKEDITOR?.instances[`id_${field}`];

  const start = (panel) => {
    const form = panel.closest("form");
    const lines = panel.querySelector("[data-checklist-lines]");
    const count = panel.querySelector("[data-checklist-count]");
    const details = panel.querySelector("details");
    let timer = 0;
    let asked = 0;
    let sent = "";

    const show = (html) => {
      const before = lines.contains(document.activeElement) ? document.activeElement.dataset.code : null;
      if (html !== undefined) lines.innerHTML = html;
      const now = lines.querySelector("[data-count]");
      if (count.textContent.trim() !== now.textContent.trim()) count.textContent = now.textContent.trim();
      count.dataset.state = now.dataset.state;
      if (before) (lines.querySelector(`[data-code="${before}"]`) ?? panel.querySelector("summary")).focus();
    };

    const typed = () => {
      const editor = editorOf("body");
      if (editor?.status === "ready") editor.updateElement();
      const all = new FormData(form);
      const chosen = new URLSearchParams();
      for (const name of FIELDS) if (all.has(name)) chosen.set(name, all.get(name));
      return chosen.toString();
    };

    const ask = async () => {
      const body = typed();
      if (body === sent) return;
      const number = (asked += 1);
      try {
        const response = await fetch(panel.dataset.checklist, {
          method: "POST",
          body,
          headers: { "Content-Type": "application/x-www-form-urlencoded", Accept: "text/html" },
          redirect: "error",
        });
        if (!response.ok) throw new Error(String(response.status));
        const html = await response.text();
        if (number !== asked) return;
        sent = body;
        show(html);
      } catch {
        if (number !== asked) return;
        count.textContent = panel.dataset.offline;
        count.dataset.state = "offline";
      }
    };

    const later = () => {
      clearTimeout(timer);
      timer = setTimeout(() => window.newsroom.composition.whenDone(ask), PAUSE);
    };

    // What is written in the editor reaches the form a little later (editor.js).
    for (const event of ["input", "change"]) form.addEventListener(event, later);
    // Unfold's choices with a search box tell jQuery only.
    window.django?.jQuery?.(form).on("change", "select", later);

    panel.addEventListener("click", (event) => {
      const link = event.target.closest("a[data-code]");
      if (!link || !goTo(form, link.dataset)) return;
      event.preventDefault();
      if (matchMedia("(max-width: 63.99rem)").matches) details.open = false;
    });

    details.open = sessionStorage.getItem("checklist") === "open";
    details.addEventListener("toggle", () => sessionStorage.setItem("checklist", details.open ? "open" : ""));
    show();
    if (form.querySelector(".errorlist, [role=alert]") || !form.elements.version?.value) later();
  };

  /* Moves the focus to where the person can put it right; false when there is nothing to move it to. */
  const goTo = (form, { field, code, mark }) => {
    const element = form.querySelector(`#id_${field}`);
    const editor = editorOf(field);
    if (editor) return goToBody(editor, code, mark);
    if (!element) return false;
    const choice = element.parentElement.querySelector(".select2-selection");
    const target = choice ?? element;
    for (let parent = target.closest("details"); parent; parent = parent.parentElement.closest("details")) parent.open = true;
    target.scrollIntoView({ block: "center" });
    target.focus({ preventScroll: true });
    return true;
  };

  const goToBody = (editor, code, mark) => {
    if (editor.status !== "ready") return false;
    editor.container.scrollIntoView({ block: "nearest" });
    editor.focus();
    const picture = code === "body_alt" || code === "captions" ? openPicture(editor, code) : null;
    if (picture) {
      picture.wrapper.$.scrollIntoView({ block: "center" });
      picture.focus();
      return true;
    }
    const place = mark && (code === "broken_links" ? findLink(editor, mark) : findText(editor, mark));
    if (place) select(editor, ...place);
    return true;
  };

  const select = (editor, node, from, to) => {
    const range = editor.document.$.createRange();
    range.setStart(node, from);
    range.setEnd(node, to);
    const selection = editor.document.$.getSelection();
    selection.removeAllRanges();
    selection.addRange(range);
    (node.parentElement ?? node).scrollIntoView({ block: "center" });
  };

  const openPicture = (editor, code) =>
    Object.values(editor.widgets.instances).find((widget) => {
      if (widget.name !== "image" || widget.hasClass("decorative")) return false;
      if (code === "body_alt") return !(widget.data.alt ?? "").trim();
      return !widget.data.hasCaption || !(widget.editables.caption?.getData() ?? "").trim();
    });

  const findLink = (editor, href) => {
    const links = editor.editable().find("a").toArray();
    const link = links.find((one) => (one.data("cke-saved-href") || one.getAttribute("href")) === href);
    return link && [link.$, 0, link.$.childNodes.length];
  };

  const findText = (editor, mark) => {
    const walker = editor.document.$.createTreeWalker(editor.editable().$, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const at = node.data.indexOf(mark);
      if (at >= 0) return [node, at, at + mark.length];
    }
    return null;
  };

  addEventListener("DOMContentLoaded", () => document.querySelectorAll("[data-checklist]").forEach(start));
})();
