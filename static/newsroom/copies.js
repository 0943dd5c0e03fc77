/* The browser's own copies of texts that were not saved: one for each form, of this person and this article. */
(() => {
  "use strict";

  const PREFIX = "newsroom-text:";
  const MOST = 20;
  const OLDEST = 30 * 24 * 60 * 60 * 1000;

  const parse = (key) => {
    try {
      const copy = JSON.parse(localStorage.getItem(key));
      return copy && typeof copy.at === "number" && copy.data ? { ...copy, key } : null;
    } catch {
      return null;
    }
  };

  const keys = () => Object.keys(localStorage).filter((key) => key.startsWith(PREFIX));

  const removeOldest = () => {
    const copies = keys().map((key) => parse(key) ?? { key, at: 0 });
    copies.sort((one, other) => other.at - one.at);
    for (const [index, copy] of copies.entries()) {
      if (index >= MOST || copy.at < Date.now() - OLDEST) localStorage.removeItem(copy.key);
    }
  };

  window.newsroom.copies = (user, article) => {
    const own = `${PREFIX}${user}:${article ?? "new"}:`;
    return {
      /* Whether there was room for it. */
      write: (tab, copy) => {
        try {
          localStorage.setItem(own + tab, JSON.stringify({ at: Date.now(), ...copy }));
          return true;
        } catch {
          return false;
        }
      },
      /* Those that the server has not confirmed, the latest first. */
      unkept: (except) => {
        try {
          removeOldest();
          return keys()
            .filter((key) => key.startsWith(own) && key !== own + except)
            .map(parse)
            .filter((copy) => copy && !copy.kept)
            .map((copy) => ({ ...copy, tab: copy.key.slice(own.length) }))
            .sort((one, other) => other.at - one.at);
        } catch {
          return [];
        }
      },
      remove: (tab) => {
        try {
          localStorage.removeItem(own + tab);
        } catch {
          // A browser that keeps nothing has nothing to remove.
        }
      },
      /* Saved forms of this person, whichever article they became: a new one has its number only afterwards. */
      removeSaved: (tabs) => {
        try {
          for (const key of keys()) {
            if (key.startsWith(`${PREFIX}${user}:`) && tabs.includes(key.split(":").pop())) localStorage.removeItem(key);
          }
        } catch {
          // As above.
        }
      },
    };
  };
})();
