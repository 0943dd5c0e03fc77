// What a button below an article does; without this script the buttons are not shown.

const row = document.querySelector("[data-share]");
const { url, title } = row?.dataset ?? {};

function say(text) {
  row.querySelector("[role=status]").textContent = text;
}

async function copy(button) {
  try {
    await navigator.clipboard.writeText(url);
  } catch {
    // Over plain HTTP, or refused: the old way, which needs a selection.
    const field = Object.assign(document.createElement("textarea"), { value: url, readOnly: true });
    field.className = "visually-hidden";
    row.append(field);
    field.select();
    const isDone = document.execCommand("copy");
    field.remove();
    button.focus();
    if (!isDone) return say(url);
  }
  say(row.dataset.copied);
}

row?.addEventListener("click", (event) => {
  const button = event.target.closest("[data-copy-link], [data-share-sheet], [data-print]");
  if (!button) return;
  if ("copyLink" in button.dataset) copy(button);
  else if ("print" in button.dataset) print();
  else navigator.share({ title, url }).catch(() => {}); // closed without sharing
});
