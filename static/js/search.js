// Titles suggested while somebody types in a field of search; without this the form works as it is.

const WAIT_MS = 180;
const SHORTEST = 2;

function attach(field, number) {
  const list = Object.assign(document.createElement("ul"), { className: "suggestions", id: `suggestions-${number}`, hidden: true });
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", field.dataset.suggestLabel);
  field.closest(".search").append(list);
  for (const [name, value] of [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-expanded", "false"], ["aria-controls", list.id]])
    field.setAttribute(name, value);
  let timer, asking, chosen = -1;

  function choose(index) {
    chosen = index;
    [...list.children].forEach((item, place) => item.setAttribute("aria-selected", String(place === index)));
    if (index < 0) field.removeAttribute("aria-activedescendant");
    else field.setAttribute("aria-activedescendant", list.children[index].id);
  }

  function show(titles) {
    list.replaceChildren(...titles.map(({ title, url }, place) => {
      const item = Object.assign(document.createElement("li"), { className: "suggestions__item", id: `${list.id}-${place}`, textContent: title });
      item.setAttribute("role", "option");
      item.dataset.url = url;
      return item;
    }));
    list.hidden = !titles.length;
    field.setAttribute("aria-expanded", String(!list.hidden));
    choose(-1);
  }

  function stop() {
    clearTimeout(timer);
    asking?.abort();
    show([]);
  }

  async function ask() {
    asking?.abort();
    asking = new AbortController();
    try {
      const answer = await fetch(`${field.dataset.suggest}?q=${encodeURIComponent(field.value)}`, { signal: asking.signal });
      if (answer.ok) show((await answer.json()).titles);
    } catch {} // given up for newer words, or no network
  }

  function typed(event) {
    if (event.isComposing) return; // a letter is still waiting for its marks
    clearTimeout(timer);
    if (field.value.trim().length < SHORTEST) stop();
    else timer = setTimeout(ask, WAIT_MS);
  }

  field.addEventListener("input", typed);
  field.addEventListener("compositionend", typed);
  field.addEventListener("blur", stop);
  field.addEventListener("keydown", (event) => {
    if (event.isComposing || list.hidden) return;
    const count = list.children.length;
    if (event.key === "ArrowDown") choose(chosen + 1 < count ? chosen + 1 : -1);
    else if (event.key === "ArrowUp") choose(chosen < 0 ? count - 1 : chosen - 1);
    else if (event.key === "Escape") stop();
    else if (event.key === "Enter" && chosen >= 0) location.assign(list.children[chosen].dataset.url);
    else return;
    event.preventDefault();
  });
  // Else the field loses focus, which closes the list.
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const item = event.target.closest("[data-url]");
    if (item) location.assign(item.dataset.url);
  });
}

document.querySelectorAll("[data-suggest]").forEach(attach);
