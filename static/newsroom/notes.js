/* Sends a note without leaving the page, so that what is typed in the article above stays as it is. */
(() => {
  "use strict";

  const form = document.querySelector("[data-notes-form]");
  const list = document.querySelector("[data-notes]");
  const trouble = document.querySelector("[data-notes-error]");
  const field = form.elements.text;

  const send = async () => {
    const response = await fetch(form.action, {
      method: "POST",
      body: new FormData(form),
      headers: { Accept: "application/json" },
      redirect: "error",
    });
    if (response.status === 400) return (await response.json()).error;
    if (!response.ok) return form.dataset.failed;
    list.innerHTML = await response.text();
    field.value = "";
    return "";
  };

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const button = form.querySelector("[type=submit]");
    button.disabled = true;
    trouble.textContent = await send().catch(() => form.dataset.failed);
    button.disabled = false;
    field.focus();
  });
})();
