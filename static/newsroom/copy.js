/* Puts the address beside a button into the clipboard; over plain HTTP browsers leave that to the older command. */
(() => {
  "use strict";

  const copy = async (field) => {
    field.select();
    if (navigator.clipboard) await navigator.clipboard.writeText(field.value);
    else if (!document.execCommand("copy")) throw new Error("not copied");
  };

  for (const button of document.querySelectorAll("[data-copy]")) {
    const text = button.querySelector("[data-copy-text]");
    const before = text.textContent;
    button.hidden = false;
    button.addEventListener("click", async () => {
      try {
        await copy(button.parentElement.querySelector("input"));
      } catch {
        return; // it stays selected, to be copied by hand
      }
      text.textContent = button.dataset.copied;
      setTimeout(() => (text.textContent = before), 3000);
    });
  }
})();
