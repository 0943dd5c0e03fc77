/* The newsroom's own part of the editor: uploads with the CSRF token and readable refusals, pictures with captions.
   Nothing here changes the editing area while a key is pressed, so Vietnamese typing (Telex, VNI) is left alone. */
(() => {
  "use strict";

  const lang = window.newsroomLang;
  const { composition } = window.newsroom;

  const csrfToken = (editor) => {
    const field = editor.element.$.form?.elements.csrfmiddlewaretoken;
    return field ? field.value : "";
  };

  // CKEditor shows an error's number only; the server's sentence says what to do.
  const showRefusals = (event) => {
    const loader = event.data.fileLoader;
    const answered = loader.xhr.onload;
    loader.xhr.onload = () => {
      let message = "";
      if (loader.xhr.status >= 400) {
        try {
          message = JSON.parse(loader.xhr.responseText).error.message;
        } catch {
          message = "";
        }
      }
      if (!message) {
        answered();
        return;
      }
      loader.message = message;
      loader.changeStatus("error");
    };
  };

  const escape = (text) => CKEDITOR.tools.htmlEncodeAttr(String(text));

  const withCaption = (loader) => {
    const { width, height } = loader.responseData;
    return (
      `<figure class="image"><img alt="" src="${escape(loader.url)}" width="${Number(width)}"` +
      ` height="${Number(height)}"><figcaption></figcaption></figure>`
    );
  };

  // Readers load no pictures from other sites; what is pasted from there is left out, and the writer is told.
  const refuseForeignPictures = (event) => {
    const editor = event.editor;
    const own = editor.config.newsroomPictures;
    let refused = 0;
    event.data.dataValue = event.data.dataValue.replace(/<img\b[^>]*>/gi, (tag) => {
      const source = /\ssrc\s*=\s*["']?([^"'\s>]*)/i.exec(tag)?.[1] ?? "";
      const isOwn = source.startsWith(own) || source.startsWith(location.origin + own);
      if (isOwn || /^(data|blob):/i.test(source) || /data-cke-|cke_/.test(tag)) return tag;
      refused += 1;
      return "";
    });
    if (refused) editor.showNotification(lang.foreignPicture, "warning", 8000);
  };

  // The form's own watching (unsaved changes, automatic saving) sees what is typed here, too; but not before a
  // letter that is being composed is complete.
  const tellForm = (editor) => {
    let timer = 0;
    const tell = () => {
      if (editor.status !== "ready") return;
      editor.updateElement();
      editor.element.$.dispatchEvent(new Event("input", { bubbles: true }));
      editor.element.$.dispatchEvent(new Event("change", { bubbles: true }));
    };
    editor.on("change", () => {
      clearTimeout(timer);
      timer = setTimeout(() => composition.whenDone(tell), 400);
    });
  };

  // The writing area is a page of its own inside the form, and sometimes a new one.
  const watchComposition = (editor) => {
    let area = null;
    editor.on("contentDom", () => {
      area = editor.document.$;
      composition.watch(area);
    });
    editor.on("contentDomUnload", () => area && composition.forget(area));
  };

  // A box to tick in place of the alternative text: a class of the picture, or of its figure, that the server keeps.
  const decorative = () => {
    const follow = (box) => {
      const alt = box.getDialog().getContentElement("info", "alt");
      if (box.getValue()) alt.disable();
      else alt.enable();
    };
    return {
      id: "decorative",
      type: "checkbox",
      label: lang.decorative,
      onChange() {
        follow(this);
      },
      setup(widget) {
        this.setValue(Boolean(widget.data.classes?.decorative), true);
        follow(this);
      },
      commit(widget) {
        const { decorative: _before, ...classes } = widget.data.classes ?? {};
        if (this.getValue()) {
          classes.decorative = 1;
          widget.setData("alt", "");
        }
        widget.setData("classes", Object.keys(classes).length ? classes : null);
      },
    };
  };

  CKEDITOR.on("instanceCreated", ({ editor }) => {
    // The server refuses what is no picture for the web, in a sentence; so it is to be asked about each.
    editor.config.uploadImage_supportedTypes = /^image\//;
    editor.config.fileTools_requestHeaders = { "X-CSRFToken": csrfToken(editor) };
    editor.on("langLoaded", () => {
      lang.patch(editor.lang);
      // Composed from the words of before, for screen readers.
      editor.title = editor.lang.editor;
      editor.applicationTitle = editor.lang.application;
    });
    editor.on("pluginsLoaded", () => lang.patch(editor.lang));
    watchComposition(editor);
    editor.on("fileUploadRequest", showRefusals);
    editor.on("paste", refuseForeignPictures, null, null, 4);
  });

  CKEDITOR.on("instanceReady", ({ editor }) => {
    const upload = editor.widgets.registered.uploadimage;
    if (upload) {
      upload.onUploaded = function (loader) {
        this.replaceWith(withCaption(loader));
      };
    }
    // Resizing the page leaves empty styles on captions: no change of the text, and the server keeps no style anyway.
    editor.dataProcessor.htmlFilter.addRules({ attributes: { style: () => false } }, { applyToAll: true });
    tellForm(editor);
  });

  CKEDITOR.on("dialogDefinition", ({ data, editor }) => {
    if (data.name !== "image2") return;
    const info = data.definition.getContents("info");
    const own = editor.config.newsroomPictures;
    info.remove("alignment");
    info.get("src").validate = function () {
      const source = this.getValue();
      if (!source) return lang.noPicture;
      return source.startsWith(own) || source.startsWith(location.origin + own) || lang.foreignPicture;
    };
    info.get("alt").validate = function () {
      const isDecorative = this.getDialog().getValueOf("info", "decorative");
      return isDecorative || this.getValue().trim() !== "" || lang.noAlt;
    };
    info.add(decorative());
    info.get("hasCaption").setup = function (widget) {
      this.setValue(widget.ready ? widget.data.hasCaption : true);
    };
  });
})();
