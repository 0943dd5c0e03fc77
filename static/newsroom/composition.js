/* While a letter is being composed (Telex and VNI of the system's own keyboards), everything that would read or
   write a text waits: `newsroom.composition.whenDone(task)`. */
(() => {
  "use strict";

  const composing = new Set();
  const waiting = new Set();

  const run = () => {
    if (composing.size) return;
    const tasks = [...waiting];
    waiting.clear();
    for (const task of tasks) task();
  };

  const finish = (target) => {
    composing.delete(target);
    // The editor takes the composed letter in first.
    setTimeout(run, 0);
  };

  const watch = (target) => {
    target.addEventListener("compositionstart", () => composing.add(target), true);
    target.addEventListener("compositionend", () => finish(target), true);
  };

  window.newsroom = window.newsroom || {};
  window.newsroom.composition = {
    watch,
    /* The target is gone, and no end will come from it. */
    forget: finish,
    isOn: () => composing.size > 0,
    whenDone: (task) => {
      if (!composing.size) {
        task();
        return;
      }
      waiting.add(task);
    },
  };
  watch(document);
})();
