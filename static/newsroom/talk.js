/* An article's form speaks with the server: JSON there and back, with the token of the newest login. */
(() => {
  "use strict";

  window.newsroom.talk = (config, form) => {
    const { texts } = config;
    let isExpired = false;

    const token = () => {
      const start = `${config.cookie}=`;
      const found = document.cookie.split("; ").find((cookie) => cookie.startsWith(start));
      const value = found ? decodeURIComponent(found.slice(start.length)) : form.elements.csrfmiddlewaretoken.value;
      // Signing in again, in another tab, makes a new one: for all forms of the page and the editor's uploads, too.
      for (const field of document.getElementsByName("csrfmiddlewaretoken")) field.value = value;
      for (const editor of Object.values(window.CKEDITOR?.instances ?? {})) {
        const headers = editor.config.fileTools_requestHeaders;
        if (headers) headers["X-CSRFToken"] = value;
      }
      return value;
    };

    const body = (sent) =>
      JSON.stringify({
        user: config.user,
        article: config.article,
        version: form.elements.version.value,
        tab: form.elements.tab.value.split(" ")[0],
        ...sent,
      });

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

    return { post, body, token, isExpired: () => isExpired };
  };
})();
