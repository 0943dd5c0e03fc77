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

  window.newsroom.offerCard = card;
})();
