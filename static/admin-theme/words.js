/* What Unfold's scripts say to screen readers in English. It stands before SimpleBar, so that this runs first. */
document.addEventListener("DOMContentLoaded", () => {
  if (window.SimpleBar) window.SimpleBar.defaultOptions.ariaLabel = "Vùng nội dung cuộn được";
});
