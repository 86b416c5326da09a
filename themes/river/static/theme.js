// The colors that the reader has chosen, before anything is drawn; planet.js has the switch. Without a choice the
// stylesheet follows the system.
"use strict";
const showTheme = (theme) => {
  document.documentElement.dataset.theme = theme;
  document.querySelector("meta[name=color-scheme]")?.setAttribute("content", theme || "light dark");
  for (const meta of document.querySelectorAll("meta[name=theme-color]")) {
    const { scheme } = meta.dataset;
    meta.media = !theme ? `(prefers-color-scheme: ${scheme})` : theme === scheme ? "all" : "not all";
  }
};
try { showTheme(localStorage.getItem("planet-theme") || ""); } catch { /* storage is blocked */ }
