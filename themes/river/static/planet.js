// Comforts only, the pages do without: keys, the switch of colors, what is new since the last visit. Their words stand in
// the pages, in <template id="comforts"> and <template id="news">.
"use strict";
const remembered = (key) => { try { return localStorage.getItem(key); } catch { return null; /* storage is blocked */ } };
const remember = (key, value) => { try { localStorage.setItem(key, value); } catch { /* blocked or full */ } };
const words = (id) => document.getElementById(id)?.content.cloneNode(true);

// What scrolls sideways can be reached with the keyboard.
const focusable = (root) =>
  root.querySelectorAll(".prose pre, .prose table").forEach((box) => {
    if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
  });
focusable(document);
document.addEventListener("toggle", (event) => focusable(event.target), true);

// A picture that cannot be had leaves the initials that lie under it.
const lost = (image) => image.matches(".avatar img") && image.remove();
document.addEventListener("error", (event) => lost(event.target), true);
for (const image of [...document.images]) if (image.complete && !image.naturalWidth) lost(image);

// The switches in the footer and the list of keys.
const comforts = words("comforts");
const help = comforts?.querySelector("dialog");
const keys = comforts?.querySelector("[name=keys]");
if (comforts) {
  const themes = [...comforts.querySelectorAll("[name=theme]")];
  const show = () => {
    const theme = remembered("planet-theme") || "";
    for (const input of themes) input.checked = input.value === theme;
    keys.checked = remembered("planet-keys") !== "off";
    showTheme(theme);
  };
  for (const input of themes) input.addEventListener("change", () => {
    remember("planet-theme", input.value);
    showTheme(input.value);
  });
  keys.addEventListener("change", () => remember("planet-keys", keys.checked ? "on" : "off"));
  comforts.querySelector(".show-keys").addEventListener("click", () => help.showModal());
  (document.querySelector(".site-footer .bar") ?? document.body).append(comforts);
  show();
  // "Back" may show a page as it was left, before the choice was made on another.
  addEventListener("pageshow", show);
}

// Single keys, where there is a switch that turns them off (WCAG 2.1.4).
const typing = "input:not([type=radio], [type=checkbox]), textarea, select, audio, video, [contenteditable]";
document.addEventListener("keydown", (event) => {
  if (!keys?.checked || help.open || event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
  if (event.target.closest(typing)) return;
  const titles = [...document.querySelectorAll(".h-entry .entry-title a")];
  const here = titles.findIndex((title) => title.closest(".h-entry").contains(document.activeElement));
  const step = { j: 1, k: -1 }[event.key];
  if (step) {
    const below = titles.findIndex((title) => title.getBoundingClientRect().top >= 0);
    const next = titles[here >= 0 ? here + step : below];
    next?.focus({ preventScroll: true });
    next?.closest(".h-entry").scrollIntoView({ block: "start" });
  } else if (event.key === "o") {
    titles[here]?.click();
  } else if (event.key === "?") {
    help.showModal();
  } else if (event.key === "/") {
    const field = document.querySelector("main [type=search]");
    const page = document.querySelector("a[rel=search]");
    if (field) field.focus();
    else if (page) location.href = `${page.href}#q`;
    event.preventDefault();
  }
});

const entries = document.querySelectorAll(".h-entry");
const date = (entry) => Date.parse(entry?.querySelector(".dt-published")?.dateTime);

// When the newest post is old, either the blogs are quiet or nobody builds the planet any more: every build writes its status.
const stale = words("stale")?.firstChild;
const days = 3 * 86_400_000;
if (stale && Date.now() - date(entries[0]) > days) fetch(stale.dataset.status, { method: "HEAD" }).then(({ ok, headers }) => {
  const built = Date.parse(headers.get("last-modified"));
  if (!ok || !(Date.now() - built > days)) return;
  const day = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "long" }).format(built);
  stale.textContent = stale.textContent.replace("{date}", day);
  document.querySelector("main").prepend(stale);
}, () => {});

// What is new on the front page: a visit ends half an hour after it last opened that page.
const news = words("news");
if (news && entries.length) {
  const [line, seam] = news.children;
  const key = `planet-seen ${new URL(".", location).pathname}`;
  const now = Date.now();
  const newest = date(entries[0]);
  let [seen, before, at] = remembered(key)?.split(" ").map(Number) ?? [];
  if (!(at <= now)) [seen, before, at] = [newest, newest, now];
  if (now - at > 30 * 60_000) before = seen;
  remember(key, [Math.max(seen, newest), before, now].join(" "));
  const count = [...entries].findIndex((entry) => !(date(entry) > before));
  if (count) {
    const form = count < 0 ? "all" : new Intl.PluralRules(document.documentElement.lang).select(count);
    line.textContent = (line.dataset[form] ?? line.dataset.other).replace("{n}", count);
    entries[0].closest(".day").before(line);
    let first = entries[count];
    // Above the heading of what it separates.
    if (first && !first.previousElementSibling) first = first.closest(".group");
    if (first?.previousElementSibling?.matches("h2")) first = first.closest(".day");
    first?.before(seam);
  }
}
