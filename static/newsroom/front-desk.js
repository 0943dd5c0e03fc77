// The desk of the front page: orders its lists by drag, key and button, finds articles, and shows at once what readers
// would see. Without it every button sends the form and gets it back changed.

const PREVIEW_AFTER_MS = 250;
const SEARCH_AFTER_MS = 250;

const desk = document.querySelector("[data-front-desk]");
const part = (name) => desk.querySelector(`[data-${name}]`);
const featured = desk.querySelector("[data-list=featured]");
const results = part("results");
const said = part("said");
const query = desk.querySelector("[name=q]");
const frame = desk.querySelector("iframe");
let isApplying = false;

function say(text, values = {}) {
  const words = text.replace(/\{(\w+)\}/g, (_match, name) => values[name]);
  // The same words twice would not be read out again.
  said.textContent = words === said.textContent ? `${words}\u00a0` : words;
}

function later(wait, act) {
  let timer;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(act, wait);
  };
}

// What is arranged.

const rowsOf = (list) => [...list.children];
const placeOf = (row) => rowsOf(row.parentElement).indexOf(row);
const idsOf = (list) => [...list.querySelectorAll("input[type=hidden]")].map((input) => input.value);

function arrangement() {
  const ticks = [...desk.querySelectorAll("[name=shown]")].map((tick) => `${tick.value}${tick.checked}`).sort();
  return [...desk.querySelectorAll("[data-list]")].map((list) => idsOf(list).join()).concat(ticks).join("|");
}

const atFirst = desk.hasAttribute("data-changed") ? "" : arrangement();
const isChanged = () => arrangement() !== atFirst;

function changed() {
  part("count").textContent = featured.children.length;
  part("changed-note").hidden = !isChanged();
  markChosen();
  showSoon();
}

/** Move the row to this place by moving the others around it, so that it keeps focus and pointer. */
function move(row, place) {
  const last = row.parentElement.children.length - 1;
  for (let to = Math.max(0, Math.min(last, place)), at = placeOf(row); at !== to; at = placeOf(row)) {
    if (at < to) row.before(row.nextElementSibling);
    else row.after(row.previousElementSibling);
  }
}

function moveByHand(row, place) {
  const before = placeOf(row);
  move(row, place);
  sayPlace(row);
  if (placeOf(row) !== before) changed();
}

function sayPlace(row) {
  const count = row.parentElement.children.length;
  say(desk.dataset.saidMoved, { title: row.dataset.title, place: placeOf(row) + 1, count });
}

function remove(row) {
  const next = row.nextElementSibling ?? row.previousElementSibling;
  row.remove();
  say(desk.dataset.saidRemoved, row.dataset);
  (next?.querySelector("[name=_remove]") ?? query).focus();
  changed();
}

function add(id) {
  if (idsOf(featured).includes(id)) return;
  if (featured.children.length >= Number(desk.dataset.most)) {
    say(desk.dataset.saidFull);
    return;
  }
  const found = results.querySelector(`[data-found="${id}"] template`);
  featured.append(found.content.firstElementChild.cloneNode(true));
  const row = featured.lastElementChild;
  say(desk.dataset.saidAdded, { title: row.dataset.title, place: placeOf(row) + 1 });
  changed();
  query.focus();
}

// By button and by key.

const BUTTONS = {
  _featured_up: (row) => moveByHand(row, placeOf(row) - 1),
  _featured_down: (row) => moveByHand(row, placeOf(row) + 1),
  _block_up: (row) => moveByHand(row, placeOf(row) - 1),
  _block_down: (row) => moveByHand(row, placeOf(row) + 1),
  _remove: remove,
  _add: (_row, button) => add(button.value),
  _search: () => find(),
};

desk.addEventListener("click", (event) => {
  const button = event.target.closest("button[name]");
  const act = button && BUTTONS[button.name];
  if (!act) return;
  event.preventDefault();
  act(button.closest("[data-row]"), button);
});

desk.addEventListener("keydown", (event) => {
  const row = event.target.matches("[data-handle]") && event.target.closest("[data-row]");
  if (!row || event.altKey || event.ctrlKey || event.metaKey) return;
  const at = placeOf(row);
  const places = { ArrowUp: at - 1, ArrowDown: at + 1, Home: 0, End: row.parentElement.children.length - 1 };
  if (!(event.key in places)) return;
  event.preventDefault();
  moveByHand(row, places[event.key]);
});

desk.addEventListener("change", (event) => {
  if (event.target.name !== "shown") return;
  const { saidShown, saidHidden } = desk.dataset;
  say(event.target.checked ? saidShown : saidHidden, event.target.closest("[data-row]").dataset);
  changed();
});

// By drag, with a mouse, a pen or a finger.

desk.addEventListener("pointerdown", (event) => {
  const handle = event.target.closest("[data-handle]");
  if (!handle || event.button !== 0) return;
  const row = handle.closest("[data-row]");
  const from = placeOf(row);
  const hands = new AbortController();
  const on = (name, act) => addEventListener(name, act, { signal: hands.signal });
  const end = () => {
    hands.abort();
    row.classList.remove("is-dragged");
  };
  handle.setPointerCapture(event.pointerId);
  row.classList.add("is-dragged");
  on("pointermove", ({ clientY }) => {
    const others = rowsOf(row.parentElement).filter((other) => other !== row);
    move(row, others.filter((other) => middleOf(other) < clientY).length);
  });
  on("pointerup", () => {
    end();
    if (placeOf(row) === from) return;
    sayPlace(row);
    changed();
  });
  const giveUp = () => {
    end();
    move(row, from);
  };
  on("pointercancel", giveUp);
  on("keydown", ({ key }) => key === "Escape" && giveUp());
});

function middleOf(row) {
  const { top, height } = row.getBoundingClientRect();
  return top + height / 2;
}

// Finding articles.

let search = new AbortController();

async function find() {
  search.abort();
  search = new AbortController();
  try {
    const address = `${desk.dataset.search}?q=${encodeURIComponent(query.value)}`;
    results.innerHTML = await fetched(address, { signal: search.signal }); // escaped by the server's template
    markChosen();
    say(desk.dataset.saidFound, { count: results.querySelectorAll("[data-found]").length });
  } catch (error) {
    if (error.name !== "AbortError") say(desk.dataset.saidFailed);
  }
}

function markChosen() {
  const chosen = idsOf(featured);
  for (const found of results.querySelectorAll("[data-found]")) {
    found.querySelector("[name=_add]").disabled = chosen.includes(found.dataset.found);
  }
}

async function fetched(address, options) {
  const answer = await fetch(address, options);
  // An expired login leads elsewhere.
  if (!answer.ok || answer.redirected) throw new Error(answer.statusText);
  return answer.text();
}

const findSoon = later(SEARCH_AFTER_MS, () => (query.value.trim() ? find() : results.replaceChildren()));
query.addEventListener("input", (event) => event.isComposing || findSoon());
query.addEventListener("compositionend", findSoon);
query.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.isComposing) return;
  event.preventDefault();
  find();
});

// What readers would see.

let preview = new AbortController();
let scrolledTo = 0;

async function show() {
  preview.abort();
  preview = new AbortController();
  const failed = part("failed");
  try {
    const page = await fetched(desk.dataset.preview, { method: "POST", body: new FormData(desk), signal: preview.signal });
    scrolledTo = frame.contentWindow?.scrollY ?? 0;
    frame.srcdoc = page.replace(/<script\b[^>]*><\/script>/g, ""); // which the sandbox would only complain about
    failed.hidden = true;
  } catch (error) {
    if (error.name === "AbortError") return;
    failed.textContent = desk.dataset.saidFailed;
    failed.hidden = false;
  }
}

const showSoon = later(PREVIEW_AFTER_MS, show);

frame.addEventListener("load", () => {
  if (!frame.srcdoc) return;
  frame.contentDocument.body.inert = true; // to look at: a link would lead the frame away
  frame.contentWindow.scrollTo(0, scrolledTo);
});

function fit() {
  const box = frame.parentElement;
  const width = Number(part("widths").querySelector("[aria-pressed=true]").dataset.width);
  const scale = Math.min(1, box.clientWidth / width);
  frame.style.width = `${width}px`;
  frame.style.height = `${box.clientHeight / scale}px`;
  frame.style.transform = `scale(${scale})`;
  frame.style.marginInlineStart = `${Math.max(0, (box.clientWidth - width) / 2)}px`;
}

part("widths").addEventListener("click", (event) => {
  const chosen = event.target.closest("button");
  if (chosen) choose(chosen);
});

function choose(chosen) {
  for (const button of chosen.parentElement.children) button.setAttribute("aria-pressed", String(button === chosen));
  fit();
}

// Leaving.

desk.addEventListener("submit", (event) => {
  isApplying = event.submitter?.name === "_apply";
});
addEventListener("beforeunload", (event) => {
  if (isChanged() && !isApplying) event.preventDefault();
});

desk.classList.add("has-script");
part("widths").hidden = false;
part("frame").hidden = false;
if (matchMedia("(max-width: 40rem)").matches) choose(part("widths").lastElementChild);
new ResizeObserver(fit).observe(frame.parentElement);
markChosen();
show();
