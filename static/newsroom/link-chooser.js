/* In the editor's link dialog: articles of the portal by the words of their titles, with keys or mouse. */
(() => {
  "use strict";

  const words = window.newsroomLang.chooser;
  const PAUSE = 250;
  let number = 0;

  const element = (tag, attributes, text = "") => {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    made.textContent = text;
    return made;
  };

  const connect = (field, editor) => {
    const dialog = field.getDialog();
    const input = field.getInputElement().$;
    const box = dialog.getContentElement("info", "foundArticles").getElement().$;
    const id = `chooser-${(number += 1)}`;
    const list = element("ul", { id, role: "listbox", "aria-label": words.list, hidden: "" });
    const status = element("p", { role: "status" });
    box.append(list, status);
    for (const [name, value] of Object.entries({ role: "combobox", "aria-controls": id, "aria-autocomplete": "list", autocomplete: "off" })) {
      input.setAttribute(name, value);
    }

    let found = [];
    let active = -1;
    let timer = 0;
    let asked = 0;
    let filled = "";
    let swallowed = "";

    const close = () => {
      list.hidden = true;
      active = -1;
      input.setAttribute("aria-expanded", "false");
      input.removeAttribute("aria-activedescendant");
    };

    const activate = (index) => {
      active = (index + found.length) % found.length;
      [...list.children].forEach((option, at) => option.setAttribute("aria-selected", String(at === active)));
      input.setAttribute("aria-activedescendant", list.children[active].id);
      list.children[active].scrollIntoView({ block: "nearest" });
    };

    const show = (results) => {
      found = results;
      active = -1;
      list.replaceChildren(
        ...found.map((article, at) => {
          const option = element("li", { id: `${id}-${at}`, role: "option", "aria-selected": "false" });
          const facts = [article.section, article.date, article.state].filter(Boolean).join(" · ");
          option.append(element("b", {}, article.title), element("small", {}, facts));
          // Before the input loses the focus.
          option.addEventListener("mousedown", (event) => {
            event.preventDefault();
            choose(article);
          });
          return option;
        }),
      );
      list.hidden = !found.length;
      input.setAttribute("aria-expanded", String(!list.hidden));
      input.removeAttribute("aria-activedescendant");
      status.textContent = found.length ? words.found.replace("%1", found.length) : words.none;
    };

    const ask = async () => {
      const mine = (asked += 1);
      try {
        const address = `${editor.config.newsroomArticles}?q=${encodeURIComponent(input.value.trim())}`;
        const response = await fetch(address, { headers: { Accept: "application/json" }, redirect: "error" });
        if (!response.ok) throw new Error(String(response.status));
        const { results } = await response.json();
        if (mine === asked) show(results);
      } catch {
        if (mine !== asked) return;
        close();
        status.textContent = words.failed;
      }
    };

    const choose = (article) => {
      asked += 1;
      clearTimeout(timer);
      close();
      dialog.setValueOf("info", "linkType", "url");
      dialog.setValueOf("info", "protocol", "");
      dialog.setValueOf("info", "url", article.url);
      const text = dialog.getContentElement("info", "linkDisplayText");
      if (text.isEnabled() && [filled, ""].includes(text.getValue().trim())) {
        filled = article.title;
        text.setValue(filled);
      }
      field.setValue("", true);
      status.textContent = words.chosen.replace("%1", () => article.title);
    };

    const onKey = {
      ArrowDown: () => (list.hidden ? ask() : activate(active + 1)),
      ArrowUp: () => (list.hidden ? ask() : activate(active < 0 ? -1 : active - 1)),
      Enter: () => choose(found[Math.max(active, 0)]),
      Escape: close,
    };

    // Before the dialog itself, for which Enter and Escape mean to leave.
    input.parentElement.addEventListener(
      "keydown",
      (event) => {
        const isOurs = event.key.startsWith("Arrow") || (!list.hidden && found.length);
        if (event.isComposing || !onKey[event.key] || !isOurs) return;
        event.preventDefault();
        event.stopPropagation();
        swallowed = event.key;
        onKey[event.key]();
      },
      true,
    );
    // The editor takes an Enter that is let go here for its own, when an earlier one was.
    input.parentElement.addEventListener(
      "keyup",
      (event) => {
        if (event.key === swallowed) event.stopPropagation();
        swallowed = "";
      },
      true,
    );
    const later = (event) => {
      if (event.isComposing) return;
      clearTimeout(timer);
      timer = setTimeout(() => (input.value.trim() ? ask() : close()), PAUSE);
    };
    input.addEventListener("input", later);
    input.addEventListener("compositionend", later);
    dialog.on("show", () => {
      asked += 1;
      filled = "";
      status.textContent = "";
      close();
    });
  };

  CKEDITOR.on("dialogDefinition", ({ data, editor }) => {
    if (data.name !== "link" || !editor.config.newsroomArticles) return;
    data.definition.getContents("info").add(
      {
        type: "vbox",
        id: "chooser",
        padding: 0,
        children: [
          {
            type: "text",
            id: "chooseArticle",
            label: words.label,
            onLoad() {
              connect(this, editor);
            },
            setup() {
              this.setValue("", true);
            },
          },
          { type: "html", id: "foundArticles", html: '<div class="newsroom-chooser"></div>' },
        ],
      },
      "linkType",
    );
  });
})();
