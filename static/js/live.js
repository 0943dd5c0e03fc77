// Keeps the figures of an open page live and tells the server that somebody is reading. The page works fully without
// it; on any error it falls silent.

const PING_MS = 60_000;
const MOST_PINGS = 30;
const FIRST_LOOK_MS = 2_000; // by then the rollup has added the reader's own request

const { page, live, separator } = document.body.dataset;
const article = document.querySelector("[data-article]")?.dataset.article;
const address = article ? `${live}?article=${article}` : live;
let pings = 0;
let isSilent = false;

async function ask(form) {
  if (isSilent) return;
  try {
    const answer = await fetch(address, form ? { method: "POST", body: new URLSearchParams(form) } : {});
    if (!answer.ok) throw new Error(answer.statusText);
    show(await answer.json());
  } catch {
    isSilent = true;
  }
}

function show(figures) {
  for (const element of document.querySelectorAll("data[data-figure]")) {
    const number = figures[element.dataset.figure];
    if (number === undefined) continue;
    element.value = number;
    element.textContent = String(number).replace(/\B(?=(\d{3})+$)/g, separator);
  }
}

function ping() {
  if (document.visibilityState === "visible" && pings < MOST_PINGS) {
    pings += 1;
    ask({ open: "1" });
  }
}

function begin() {
  setTimeout(ask, FIRST_LOOK_MS);
  setInterval(ping, PING_MS);
}

if (document.prerendering) {
  // Fetched ahead: the request was not counted, so the view counts now that somebody sees it.
  document.addEventListener("prerenderingchange", () => ask({ shown: page }).then(begin), { once: true });
} else {
  begin();
}

// Back from the browser's memory: no request was made, only the figures are old.
addEventListener("pageshow", (event) => event.persisted && ask());
