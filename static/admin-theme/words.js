/* What Unfold's and Django's scripts say to screen readers in English, or not at all. It stands before SimpleBar, so
   that this runs first. */
(() => {
  "use strict";

  // Select2 builds its boxes without names, and lists that hold more than list items.
  const nameChoice = (select) => {
    const box = select.nextElementSibling;
    const label = select.labels[0];
    if (!box || !label) return;
    label.id ||= `${select.id}-label`;
    const shown = box.querySelector("span.select2-selection__rendered");
    shown?.removeAttribute("role");
    shown?.removeAttribute("aria-readonly");
    if (shown) box.querySelector("[role=combobox]").setAttribute("aria-labelledby", `${label.id} ${shown.id}`);
    box.querySelector("ul.select2-selection__rendered")?.setAttribute("role", "presentation");
    box.querySelector(".select2-search__field")?.setAttribute("aria-labelledby", label.id);
  };

  const isNew = (node) => node.nodeType === 1 && node.matches(".select2, .help-tooltip, .selector");

  const complete = () => {
    document.querySelectorAll("select.select2-hidden-accessible").forEach(nameChoice);
    document.querySelectorAll(".help-tooltip[aria-label]").forEach((tip) => tip.setAttribute("role", "img"));
  };

  document.addEventListener("DOMContentLoaded", () => {
    if (window.SimpleBar) window.SimpleBar.defaultOptions.ariaLabel = "Vùng nội dung cuộn được";
    new MutationObserver((changes) => {
      if (changes.some((change) => [...change.addedNodes].some(isNew))) complete();
    }).observe(document.body, { childList: true, subtree: true });
  });
  window.addEventListener("load", () => {
    complete();
    document.querySelector("#nav-sidebar-apps .simplebar-content-wrapper")?.setAttribute("aria-label", "Danh mục quản trị");
  });
})();
