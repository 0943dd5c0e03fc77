/* What is typed in an article's form is kept on the server and in this browser within three seconds of the change,
   and the server hears that the form is open. The form's texts, addresses and state: #editing-config. */
(() => {
  "use strict";

  const DELAY = 3000;
  const HEARTBEAT = 20_000;
  const HIDDEN_HEARTBEAT = 50_000; // browsers let hidden tabs act once a minute
  const MOST_AT_LEAVING = 60_000; // bytes that browsers still send for a page that is left

  const config = JSON.parse(document.getElementById("editing-config").textContent);
  const form = document.getElementById("article_form");
  const { composition, formText } = window.newsroom;
  const { texts } = config;
  const copies = window.newsroom.copies(config.user, config.article);
  const { post, body, token, isExpired } = window.newsroom.talk(config, form);
  const place = Object.fromEntries(
    [...document.querySelectorAll("[data-editing]")].map((element) => [element.dataset.editing, element])
  );

  let timer = 0;
  let isTouched = false; // something was typed since it was last kept
  let lastKept = ""; // what is in the form and needs no keeping: as it was opened, or as it was kept
  let hasKept = false;
  let isSubmitted = false;
  let lastBeat = 0;
  let sending = null;
  let isDueAgain = false; // typed text waits for the answer to what is being sent

  // The first key is this form's own, the others those of forms whose text was taken into it.
  const tabs = () => form.elements.tab.value.split(" ");

  const clock = (moment) =>
    new Intl.DateTimeFormat("vi", { timeZone: config.timeZone, hour: "2-digit", minute: "2-digit" }).format(moment);

  const say = (text, { isTrouble = false } = {}) => {
    if (place.status.dataset.said === text) return;
    place.status.dataset.said = text;
    place.status.classList.toggle("editing__status--trouble", isTrouble);
    place.status.textContent = text;
  };

  const complain = (error) => {
    say(error.message, { isTrouble: true });
    if (error.message !== texts.expired || place.status.querySelector("a")) return;
    const link = document.createElement("a");
    Object.assign(link, { href: config.login, target: "_blank", rel: "noopener", textContent: texts.signIn });
    place.status.append(" ", link);
  };

  // Keeping.

  const writeCopy = (data, kept) => {
    const written = copies.write(tabs()[0], { data, version: form.elements.version.value, kept });
    if (!written && !kept) say(texts.full, { isTrouble: true });
    return written;
  };

  const keptOnServer = (answer, data) => {
    lastKept = JSON.stringify(data);
    hasKept = true;
    writeCopy(data, true);
    say(texts.kept.replace("{time}", answer.time));
  };

  const understand = (answer, data, wasAway) => {
    if (data && answer.kept) keptOnServer(answer, data);
    else if (wasAway) say("");
    others.showPresence(answer);
    if (answer.taken) say(answer.taken, { isTrouble: true });
  };

  /* Sends what was typed, if anything, and tells in any case that this form is open; whether it was heard. */
  const send = async (data) => {
    const wasAway = isExpired() || place.status.dataset.said === texts.offline;
    const controller = (sending = new AbortController());
    try {
      const answer = await post("autosave", { data, replaces: tabs().slice(1) }, { signal: controller.signal });
      understand(answer, data, wasAway);
      return true;
    } catch (error) {
      if (isSubmitted) return false;
      isTouched ||= Boolean(data); // tried again with the next heartbeat
      complain(error);
      return false;
    } finally {
      sending = null;
      if (isDueAgain) composition.whenDone(save);
      isDueAgain = false;
    }
  };

  /* What is in the form and was not kept yet, written into this browser; null when there is nothing. */
  const takeText = () => {
    formText.gather(form);
    const data = formText.read(form);
    isTouched = false;
    if (JSON.stringify(data) === lastKept) return null;
    const written = writeCopy(data, false);
    if (config.isKept) return data;
    lastKept = JSON.stringify(data);
    hasKept = true;
    if (written) say(texts.keptHere.replace("{time}", clock(Date.now())));
    return null;
  };

  const save = () => {
    clearTimeout(timer);
    timer = 0;
    if (isSubmitted || !isTouched) return;
    if (sending) {
      isDueAgain = true;
      return;
    }
    const data = takeText();
    if (data) send(data);
  };

  /* Counted from the first change, so that whoever types on and on loses no more than whoever stops. */
  const touched = () => {
    isTouched = true;
    timer ||= setTimeout(() => composition.whenDone(save), DELAY);
  };

  const beat = () => {
    if (isSubmitted || sending || (document.hidden && Date.now() - lastBeat < HIDDEN_HEARTBEAT)) return;
    lastBeat = Date.now();
    send(isTouched && !composition.isOn() ? takeText() : null);
  };

  const leave = () => {
    if (isSubmitted || !isTouched || composition.isOn()) return;
    const data = takeText();
    if (!data) return;
    const text = body({ data, replaces: tabs().slice(1) });
    const isSmall = new TextEncoder().encode(text).length < MOST_AT_LEAVING;
    post("autosave", text, { keepalive: isSmall })
      .then((answer) => answer.kept && keptOnServer(answer, data))
      .catch(() => (isTouched = true));
  };

  /* A form in which nothing is unsaved is not open any more, and nobody need be told that it is. */
  const close = () => {
    leave();
    if (!isSubmitted && !isTouched && !hasKept) post("unsaved_drop", { tabs: tabs() }, { keepalive: true }).catch(() => {});
  };

  // A text from before is put into the form.

  const newKey = () => {
    const bytes = [...crypto.getRandomValues(new Uint8Array(16))];
    const digits = bytes.map((byte) => byte.toString(16).padStart(2, "0")).join("");
    return digits.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
  };

  const use = async ({ data, labels, version }, from) => {
    // What was typed here meanwhile stays where it is, and is offered the next time.
    const own = hasKept || isTouched ? newKey() : tabs()[0];
    if (isTouched) takeText();
    form.elements.tab.value = from ? `${own} ${from}` : own;
    lastKept = "";
    hasKept = false;
    await formText.fill(form, data, labels);
    // A text that began from an older version is compared with the newer one when it is saved.
    if (version && config.article) form.elements.version.value = version;
    isTouched = true;
    save();
    form.elements.title?.focus();
    say(texts.used);
  };

  const others = window.newsroom.offers({ config, form, copies, place, post, use, say });

  // The form itself is sent; last of all listeners, since another may have stopped it.

  const submitted = async (event) => {
    if (event.target !== form || event.defaultPrevented) return;
    if (isExpired()) {
      event.preventDefault();
      if (await send(null)) form.requestSubmit(event.submitter);
      return;
    }
    token();
    if (isTouched) takeText();
    isSubmitted = true;
    clearTimeout(timer);
    sending?.abort();
  };

  const watchEditor = (editor) => {
    editor.on("change", touched);
    // The editor writes a text in its own way: nobody has changed it by that.
    editor.on("instanceReady", () => {
      if (lastKept) lastKept = JSON.stringify({ ...JSON.parse(lastKept), [editor.element.$.name]: [editor.getData()] });
    });
  };

  form.addEventListener("input", touched);
  form.addEventListener("change", touched);
  // Select2's changes are jQuery's own.
  window.django?.jQuery?.(form).on("change", "select", touched);
  Object.values(window.CKEDITOR?.instances ?? {}).forEach(watchEditor);
  window.CKEDITOR?.on("instanceCreated", ({ editor }) => watchEditor(editor));
  window.addEventListener("submit", submitted);
  window.addEventListener("online", beat);
  window.addEventListener("focus", () => isExpired() && beat());
  window.addEventListener("pagehide", close);
  document.addEventListener("visibilitychange", () => (document.hidden ? leave() : beat()));
  window.addEventListener("pageshow", (event) => event.persisted && isSubmitted && location.reload());
  setInterval(beat, HEARTBEAT);

  document.querySelector(".article-buttons__row")?.prepend(place.status);
  others.showPresence(config.presence);
  copies.removeSaved(config.savedTabs);
  if (config.isUnsaved) {
    formText.markChanged(form);
    touched();
  } else {
    // An editor that stands already has written the text in its own way.
    formText.gather(form);
    lastKept = JSON.stringify(formText.read(form));
    others.offerUnsaved();
  }
  send(null);
})();
