/* Texts that were never saved, offered above the form: compare, use, drop; and what somebody else left behind. */
(() => {
  "use strict";

  const button = (label, act) => {
    const element = document.createElement("button");
    element.type = "button";
    element.className = "editing__button";
    element.textContent = label;
    element.addEventListener("click", () => act(element));
    return element;
  };

  /* `act` runs with the card's buttons off; what goes wrong is said in the card. */
  const working = (card, texts, act) => async (element) => {
    const buttons = [...card.querySelectorAll("button")];
    const said = card.querySelector("[role=status]");
    buttons.forEach((other) => (other.disabled = true));
    said.textContent = texts.waiting;
    try {
      said.textContent = (await act(element)) ?? "";
    } catch (error) {
      said.textContent = error.message || texts.offline;
    }
    buttons.forEach((other) => (other.disabled = false));
  };

  const compare = (place, texts, ask) => async (element) => {
    if (!place.hidden) {
      place.hidden = true;
      element.textContent = texts.compare;
      element.setAttribute("aria-expanded", "false");
      return "";
    }
    const answer = await ask({ compare: true });
    place.innerHTML = answer.html; // written and escaped by the server
    place.hidden = false;
    element.textContent = texts.hide;
    element.setAttribute("aria-expanded", "true");
    return answer.differs ? "" : texts.same;
  };

  /* One card: a sentence, its buttons (label → what it does) and room for the comparison. */
  const card = ({ texts, sentence, ask, acts }) => {
    const element = document.createElement("section");
    element.className = "editing__offer";
    const words = document.createElement("p");
    words.textContent = sentence;
    const row = document.createElement("div");
    row.className = "editing__buttons";
    const said = document.createElement("p");
    said.setAttribute("role", "status");
    const place = document.createElement("div");
    place.hidden = true;
    element.append(words, row, said, place);
    const first = button(texts.compare, working(element, texts, compare(place, texts, ask)));
    first.setAttribute("aria-expanded", "false");
    row.append(first);
    for (const [label, act] of acts) row.append(button(label, working(element, texts, () => act(element))));
    return element;
  };

  /* `use(answer, from)` puts a text into the form; `say` tells what was done. */
  window.newsroom.offers = ({ config, form, copies, place, post, use, say }) => {
    const { texts } = config;
    const shown = new Map(); // what somebody left behind: tab → card
    let shownPeople = "";

    const dateAndClock = (moment) =>
      new Intl.DateTimeFormat("vi", { timeZone: config.timeZone, dateStyle: "short", timeStyle: "short" }).format(moment);

    const offer = ({ tab: from, sentence, sent }) => {
      const ask = (more = {}) => post("unsaved", { ...sent, ...more });
      const element = card({
        texts,
        sentence,
        ask,
        acts: [
          [
            texts.use,
            async (element) => {
              await use(await ask(), from);
              copies.remove(from);
              element.remove();
            },
          ],
          [
            texts.drop,
            async (element) => {
              await post("unsaved_drop", { tabs: [from] });
              copies.remove(from);
              element.remove();
              say(texts.dropped);
            },
          ],
        ],
      });
      place.offers.append(element);
    };

    const offerCopy = async (copy) => {
      const sent = { data: copy.data, version: copy.version };
      const answer = await post("unsaved", sent).catch(() => null);
      if (answer && !answer.differs) copies.remove(copy.tab);
      else offer({ tab: copy.tab, sent, sentence: texts.offer.replace("{when}", dateAndClock(copy.at)) });
    };

    /* The newer of what the server and what this browser kept comes first. */
    const offerUnsaved = async () => {
      const [copy] = copies.unkept(form.elements.tab.value.split(" ")[0]);
      const kept = config.offer && config.offer.tab !== copy?.tab ? config.offer : null;
      const behind = Date.now() - config.now; // this machine's clock may be wrong
      const isNewer = copy && (!kept || copy.at - behind > kept.at);
      if (copy && isNewer) await offerCopy(copy);
      if (kept) offer({ tab: kept.tab, sent: { tab: kept.tab }, sentence: kept.sentence });
      if (copy && !isNewer) await offerCopy(copy);
    };

    const offerTakeOver = ({ tab: from, sentence }) => {
      const element = card({
        texts,
        sentence,
        ask: (more) => post("unsaved", { tab: from, ...more }),
        acts: [
          [
            texts.takeOver,
            async (element) => {
              await use(await post("take_over", { tab: from }), null);
              element.remove();
            },
          ],
        ],
      });
      shown.set(from, element);
      place.offers.append(element);
    };

    const showPresence = ({ people = [], saved = "", abandoned = [] }) => {
      const sentences = saved ? [...people, saved] : people;
      if (JSON.stringify(sentences) !== shownPeople) {
        shownPeople = JSON.stringify(sentences);
        place.people.replaceChildren(
          ...sentences.map((sentence) => Object.assign(document.createElement("li"), { textContent: sentence }))
        );
      }
      const left = new Set(abandoned.map((one) => one.tab));
      for (const [from, element] of shown) {
        if (left.has(from)) continue;
        element.remove();
        shown.delete(from);
      }
      abandoned.filter((one) => !shown.has(one.tab)).forEach(offerTakeOver);
    };

    return { offerUnsaved, showPresence };
  };
})();
