/* What is typed in an article's form is kept on the server and in this browser within three seconds of the change,
   and who else is at the article is shown. The form's texts, addresses and state: #editing-config. */
(() => {
  "use strict";

  const SECONDS = 1000;
  const DELAY = 3 * SECONDS;
  const HEARTBEAT = 20 * SECONDS;
  const HIDDEN_BEATS = 3; // a hidden tab tells of itself at every third heartbeat
  const MOST_AT_LEAVING = 60_000; // bytes that browsers send for a page that is left

  const config = JSON.parse(document.getElementById("editing-config").textContent);
  const form = document.getElementById("article_form");
  const { composition, formText, offerCard } = window.newsroom;
  const { texts } = config;
  const copies = window.newsroom.copies(config.user, config.article);
  const place = Object.fromEntries(
    [...document.querySelectorAll("[data-editing]")].map((element) => [element.dataset.editing, element])
  );

  let tab = config.tab;
  let timer = 0;
  let isTouched = false; // something was typed since the last time it was kept
  let lastKept = "";
  let isSubmitted = false;
  let isExpired = false;
  let beats = 0;
  const used = new Set(); // forms whose text was taken into this one
  const shown = new Map(); // what somebody left behind: tab → card
  let shownPeople = "";
  let sending = null;

  // What is said.

  const clock = (moment) =>
    new Intl.DateTimeFormat("vi", { timeZone: config.timeZone, hour: "2-digit", minute: "2-digit" }).format(moment);
  const dateAndClock = (moment) =>
    `${clock(moment)} ${new Intl.DateTimeFormat("vi", { timeZone: config.timeZone, dateStyle: "short" }).format(moment)}`;

  const say = (text, { isTrouble = false, link = null } = {}) => {
    if (place.status.dataset.said === text) return;
    place.status.dataset.said = text;
    place.status.classList.toggle("editing__status--trouble", isTrouble);
    place.status.textContent = text;
    if (link) {
      const anchor = document.createElement("a");
      Object.assign(anchor, { href: link, target: "_blank", rel: "noopener", textContent: texts.signIn });
      place.status.append(" ", anchor);
    }
  };

  // Speaking with the server.

  const token = () => {
    const start = `${config.cookie}=`;
    const found = document.cookie.split("; ").find((cookie) => cookie.startsWith(start));
    const value = found ? decodeURIComponent(found.slice(start.length)) : form.elements.csrfmiddlewaretoken.value;
    // Signing in again, in another tab, makes a new one: for this form and the editor's uploads, too.
    form.elements.csrfmiddlewaretoken.value = value;
    for (const editor of Object.values(window.CKEDITOR?.instances ?? {})) {
      const headers = editor.config.fileTools_requestHeaders;
      if (headers) headers["X-CSRFToken"] = value;
    }
    return value;
  };

  const body = (sent) =>
    JSON.stringify({ user: config.user, article: config.article, version: form.elements.version.value, tab, ...sent });

  /* The answer, or an error with the sentence to show and the status; 0 without a connection. */
  const post = async (address, sent, options = {}) => {
    const response = await fetch(config.addresses[address], {
      method: "POST",
      body: typeof sent === "string" ? sent : body(sent),
      headers: { "Content-Type": "application/json", "X-CSRFToken": token() },
      credentials: "same-origin",
      ...options,
    }).catch(() => null);
    if (!response) throw Object.assign(new Error(texts.offline), { status: 0 });
    const answer = await response.json().catch(() => null);
    isExpired = response.status === 401 || (response.status === 403 && !answer);
    if (response.ok && answer) return answer;
    const isAway = response.status >= 500 || !answer;
    const message = isExpired ? texts.expired : isAway ? texts.offline : answer.message;
    throw Object.assign(new Error(message), { status: response.status });
  };

  const complain = (error) => say(error.message, { isTrouble: true, link: isExpired ? config.login : null });

  // Keeping.

  const writeCopy = (data, kept) => {
    const written = copies.write(tab, { data, version: form.elements.version.value, kept });
    if (!written && !kept) say(texts.full, { isTrouble: true });
    return written;
  };

  const keptOnServer = (answer, text, data) => {
    lastKept = text;
    writeCopy(data, true);
    say(texts.kept.replace("{time}", answer.time));
    used.clear();
  };

  /* Sends what was typed, if anything, and tells the server in any case that this form is open. */
  const send = async (data) => {
    const text = data && JSON.stringify(data);
    const controller = (sending = new AbortController());
    try {
      const wasExpired = isExpired;
      const answer = await post("autosave", { data, replaces: [...used] }, { signal: controller.signal });
      if (data && answer.kept) keptOnServer(answer, text, data);
      else if (wasExpired || place.status.dataset.said === texts.offline) say("");
      showPresence(answer);
      if (answer.taken) say(answer.taken, { isTrouble: true });
      return true;
    } catch (error) {
      if (isSubmitted) return false;
      isTouched ||= Boolean(data);
      complain(error);
      return false;
    } finally {
      if (sending === controller) sending = null;
    }
  };

  /* What is in the form and was not kept yet, written into this browser; null when there is nothing. */
  const takeText = () => {
    formText.gather(form);
    const data = formText.read(form);
    isTouched = false;
    if (JSON.stringify(data) === lastKept) return null;
    const written = writeCopy(data, false);
    if (!config.isKept) {
      lastKept = JSON.stringify(data);
      if (written) say(texts.keptHere.replace("{time}", clock(Date.now())));
    }
    return data;
  };

  const save = () => {
    clearTimeout(timer);
    timer = 0;
    if (isSubmitted || !isTouched) return;
    if (sending) {
      touched(); // one after the other
      return;
    }
    const data = takeText();
    if (data && config.isKept) send(data);
  };

  /* From the first change on, so that whoever types on and on loses no more than whoever stops. */
  const touched = () => {
    isTouched = true;
    timer ||= setTimeout(() => composition.whenDone(save), DELAY);
  };

  const beat = () => {
    beats += 1;
    if (isSubmitted || sending || (document.hidden && beats % HIDDEN_BEATS)) return;
    const data = isTouched && !composition.isOn() ? takeText() : null;
    send(config.isKept ? data : null);
  };

  const leave = () => {
    if (isSubmitted || !isTouched || composition.isOn()) return;
    const data = takeText();
    if (!data || !config.isKept) return;
    const text = body({ data, replaces: [...used] });
    const isSmall = new TextEncoder().encode(text).length < MOST_AT_LEAVING;
    post("autosave", text, { keepalive: isSmall })
      .then((answer) => answer.kept && keptOnServer(answer, JSON.stringify(data), data))
      .catch(() => (isTouched = true));
  };

  // Coming back to a text.

  const newTab = () => {
    const digits = [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0"));
    return digits.join("").replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
  };

  const use = ({ data, labels, version }, from) => {
    if (isTouched || lastKept) {
      // What was typed here meanwhile stays where it is, and is offered the next time.
      if (isTouched) takeText();
      tab = newTab();
      lastKept = "";
    }
    formText.fill(form, data, labels);
    // A text that began from an older version is compared with the newer one when it is saved.
    if (version && config.article) form.elements.version.value = version;
    if (from) used.add(from);
    form.elements.tab.value = [tab, ...used].join(" ");
    touched();
    form.elements.title?.focus();
    say(texts.used);
  };

  const offer = ({ tab: from, sentence, sent }) => {
    const ask = (more = {}) => post("unsaved", { ...sent, ...more });
    const element = offerCard({
      texts,
      sentence,
      ask,
      acts: [
        [
          texts.use,
          async (card) => {
            use(await ask(), from);
            copies.remove(from);
            card.remove();
          },
        ],
        [
          texts.drop,
          async (card) => {
            await post("unsaved_drop", { tabs: [from] });
            copies.remove(from);
            card.remove();
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
    copies.removeSaved(config.savedTabs);
    const [copy] = copies.unkept(tab);
    const kept = config.offer && config.offer.tab !== copy?.tab ? config.offer : null;
    const behind = Date.now() - config.now; // this machine's clock may be wrong
    const isNewer = copy && (!kept || copy.at - behind > kept.at);
    if (copy && isNewer) await offerCopy(copy);
    if (kept) offer({ tab: kept.tab, sent: { tab: kept.tab }, sentence: kept.sentence });
    if (copy && !isNewer) await offerCopy(copy);
  };

  // Other people.

  const offerTakeOver = ({ tab: from, sentence }) => {
    const element = offerCard({
      texts,
      sentence,
      ask: (more) => post("unsaved", { tab: from, ...more }),
      acts: [
        [
          texts.takeOver,
          async (card) => {
            use(await post("take_over", { tab: from }), null);
            card.remove();
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

  // The form itself is sent.

  const submitted = async (event) => {
    if (event.target !== form || event.defaultPrevented) return;
    if (isExpired) {
      event.preventDefault();
      if (await send(null)) form.requestSubmit(event.submitter);
      return;
    }
    token();
    form.elements.tab.value = [tab, ...used].join(" ");
    if (isTouched) takeText();
    isSubmitted = true;
    clearTimeout(timer);
    sending?.abort();
  };

  // Where it begins.

  const watchEditor = (editor) => {
    editor.on("change", touched);
  };

  form.addEventListener("input", touched);
  form.addEventListener("change", touched);
  // Select2's changes are jQuery's own.
  window.django?.jQuery?.(form).on("change", "select", touched);
  Object.values(window.CKEDITOR?.instances ?? {}).forEach(watchEditor);
  window.CKEDITOR?.on("instanceCreated", ({ editor }) => watchEditor(editor));
  window.addEventListener("submit", submitted);
  window.addEventListener("online", beat);
  window.addEventListener("focus", () => isExpired && beat());
  window.addEventListener("pagehide", leave);
  document.addEventListener("visibilitychange", () => (document.hidden ? leave() : beat()));
  window.addEventListener("pageshow", (event) => event.persisted && isSubmitted && location.reload());
  setInterval(beat, HEARTBEAT);

  document.querySelector(".article-buttons__row")?.prepend(place.status);
  showPresence(config.presence);
  if (config.isUnsaved) {
    formText.markChanged(form);
    touched();
  } else {
    offerUnsaved();
  }
  send(null);
})();
