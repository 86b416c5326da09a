// Comfort only, the pages work without it: j and k go to the next and the previous entry, and what scrolls sideways can
// be reached with the keyboard. The switch in the footer turns the keys off (WCAG 2.1.4) and is remembered.
"use strict";
const titles = [...document.querySelectorAll(".h-entry .entry-title a")];
const focusable = (root) =>
  root.querySelectorAll(".prose pre, .prose table").forEach((box) => {
    if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
  });
focusable(document);
document.addEventListener("toggle", (event) => focusable(event.target), true);

if (titles.length > 1) {
  let on = true;
  try { on = localStorage.getItem("planet-keys") !== "off"; } catch { /* storage is blocked */ }
  const button = document.createElement("button");
  const show = () => {
    button.textContent = `Keys j and k: ${on ? "on" : "off"}`;
    button.setAttribute("aria-pressed", String(on));
  };
  button.type = "button";
  button.addEventListener("click", () => {
    on = !on;
    try { localStorage.setItem("planet-keys", on ? "on" : "off"); } catch { /* storage is blocked */ }
    show();
  });
  show();
  document.querySelector(".site-footer .bar")?.append(button);

  document.addEventListener("keydown", (event) => {
    if (!on || event.ctrlKey || event.altKey || event.metaKey || event.target.closest("input, textarea, select, audio, video, [contenteditable]")) return;
    const step = { j: 1, k: -1 }[event.key];
    if (!step) return;
    const here = titles.findIndex((title) => title.closest(".h-entry").contains(document.activeElement));
    const below = titles.findIndex((title) => title.getBoundingClientRect().top >= 0);
    const next = titles[here >= 0 ? here + step : below];
    if (!next) return;
    next.focus({ preventScroll: true });
    next.closest(".h-entry").scrollIntoView({ block: "start" });
  });
}
