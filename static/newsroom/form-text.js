/* Everything that an article's form holds, read and put back: plain fields, choices, and the editor. */
(() => {
  "use strict";

  const RESERVED = new Set(["csrfmiddlewaretoken", "version", "tab", "overwrite"]);
  const BUTTONS = new Set(["submit", "button", "reset", "image", "file"]);

  const editorOf = (field) => window.CKEDITOR?.instances[field.id];

  const fields = (form) =>
    [...form.elements].filter(
      (field) => field.name && !field.name.startsWith("_") && !RESERVED.has(field.name) && !BUTTONS.has(field.type)
    );

  const valuesOf = (field) => {
    if (field.type === "checkbox" || field.type === "radio") return field.checked ? [field.value] : [];
    if (field.tagName === "SELECT") return [...field.selectedOptions].map((option) => option.value);
    return [field.value];
  };

  const choose = (select, values, labels) => {
    for (const value of values) {
      // What is chosen through a search is no choice of the page before.
      if (value && labels?.[value] && ![...select.options].some((option) => option.value === value)) {
        select.add(new Option(labels[value], value));
      }
    }
    for (const option of select.options) option.selected = values.includes(option.value);
  };

  const put = (field, values, labels) => {
    if (field.type === "checkbox" || field.type === "radio") field.checked = values.includes(field.value);
    else if (field.tagName === "SELECT") choose(field, values, labels);
    else field.value = values[0] ?? "";
    const editor = editorOf(field);
    // The editor takes a text in by and by; until then it would still give the old one.
    return editor && new Promise((done) => editor.setData(field.value, done));
  };

  const tell = (field) => {
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.dispatchEvent(new Event("change", { bubbles: true }));
    // What Select2 shows follows jQuery's events only.
    if (field.tagName === "SELECT") window.django?.jQuery?.(field).trigger("change.select2");
  };

  window.newsroom.formText = {
    /* Name → values; a field without any has an empty list. */
    read: (form) => {
      const data = {};
      for (const field of fields(form)) (data[field.name] ??= []).push(...valuesOf(field));
      return data;
    },
    /* Fields that `data` does not know stay as they are. */
    fill: async (form, data, labels) => {
      for (const field of fields(form).filter((known) => data[known.name])) {
        await put(field, data[field.name], labels[field.name]);
        tell(field);
      }
    },
    /* Brings what the editor holds into the form's own fields; never while a letter is composed. */
    gather: (form) => {
      if (window.newsroom.composition.isOn()) return;
      for (const field of fields(form)) editorOf(field)?.status === "ready" && editorOf(field).updateElement();
    },
    /* For the form's own watching: there is something unsaved in it. */
    markChanged: (form) => form.elements.title?.dispatchEvent(new Event("input", { bubbles: true })),
  };
})();
