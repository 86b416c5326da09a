// Search: reads the index (src/render/search.rs says what it looks like) month by month, newest first, no further back than
// the reader asks for. All words have to be in an entry, each as the beginning of a word.
"use strict";
{
  const find = (id) => document.getElementById(id);
  const [form, list, found, reach, more] = ["search", "results", "found", "reach", "more"].map(find);
  const field = form.elements.q;
  const words = form.dataset;
  const PAGE = 30;

  // Scripts without spaces between words: there every place begins a word. Accents and case do not count.
  const dense = ["Han", "Hira", "Kana", "Hang", "Thai", "Laoo", "Khmr", "Mymr"].map((script) => `\\p{sc=${script}}`).join("");
  const isDense = new RegExp(`[${dense}]`, "u");
  const denseEnd = new RegExp(`[${dense}](?=[^${dense}])`, "gu");
  const fold = (text) => text.normalize("NFKD").replace(/\p{Diacritic}/gu, "").toUpperCase()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, " ").replace(denseEnd, "$& ");

  const get = async (file, options) => {
    const answer = await fetch(file, options);
    if (!answer.ok) throw new Error(`${file}: ${answer.status}`);
    return answer.json();
  };
  const index = get("index.json", { cache: "no-cache" });
  index.catch(() => {});

  const unpack = (month, shard) => shard.entries.map(([source, day, place, title, url, excerpt, ...tags]) => {
    const [blog, author, prefix, language, rtl] = shard.sources[source];
    const date = `${month}-${day}`;
    return {
      title, date, blog, author, excerpt, language,
      dir: rtl ? "rtl" : "ltr",
      page: place.includes("/") ? place : `../${date.replaceAll("-", "/")}/#e-${place}`,
      url: url === null ? null : prefix + url,
      text: ` ${fold([title, blog, author, excerpt, ...tags].join(" "))}`,
    };
  });
  const loaded = new Map();
  const load = ([name, , hash]) => {
    if (!loaded.has(name)) {
      const shard = get(`${name}.json?v=${hash}`).then((shard) => unpack(name.slice(0, 7), shard));
      shard.catch(() => loaded.delete(name));
      loaded.set(name, shard);
    }
    return loaded.get(name);
  };

  // As the pages write dates: in the language of the site, in its digits.
  const inWords = (date, style) => new Date(date).toLocaleDateString(
    `${document.documentElement.lang}-u-nu-latn`, { year: "numeric", month: "long", ...style, timeZone: "UTC" });
  const show = (entry) => {
    const item = find("result").content.cloneNode(true);
    const set = (selector, values) => Object.assign(item.querySelector(selector), values);
    const language = entry.language ? { lang: entry.language } : {};
    set(".entry-title", { dir: entry.dir, ...language });
    set(".entry-title a", { textContent: entry.title, href: entry.url ?? entry.page });
    set(".permalink", { href: entry.page });
    set("time", { textContent: inWords(entry.date, { day: "numeric" }), dateTime: entry.date });
    set(".result-blog", { textContent: entry.blog });
    if (entry.author) set(".result-author", { textContent: entry.author });
    else item.querySelector(".result-author").remove();
    if (entry.excerpt) set(".p-summary", { textContent: entry.excerpt, dir: entry.dir, ...language });
    else item.querySelector(".p-summary").remove();
    list.append(item);
  };

  // A newer search ends the older ones.
  let turn = 0;
  const search = async () => {
    const mine = ++turn;
    const query = field.value.trim();
    const parts = fold(query).split(" ").filter(Boolean).map((word) => (isDense.test(word) ? word : ` ${word}`));
    history.replaceState(null, "", query ? `?${new URLSearchParams({ q: query })}` : location.pathname);
    list.replaceChildren();
    found.textContent = reach.textContent = "";
    more.hidden = true;
    let count = 0;
    try {
      const { entries, shards } = await index;
      if (mine !== turn) return;
      if (!parts.length) {
        found.textContent = words.ready.replace("{n}", entries);
        return;
      }
      for (const [n, listing] of shards.entries()) {
        for (const next of shards.slice(n + 1, n + 3)) load(next);
        const shard = await load(listing);
        if (mine !== turn) return;
        reach.textContent = words.reach.replace("{month}", inWords(listing[0].slice(0, 7)));
        for (const entry of shard) {
          if (!parts.every((part) => entry.text.includes(part))) continue;
          show(entry);
          const asked = count > 0 && count % PAGE === 0;
          if (asked) list.lastElementChild.querySelector("a").focus();
          count += 1;
          if (count % PAGE) continue;
          found.textContent = words.found.replace("{n}", count);
          more.hidden = false;
          await new Promise((resolve) => { more.onclick = resolve; });
          more.hidden = true;
        }
      }
      found.textContent = count ? words.found.replace("{n}", count) : words.none;
      // Somebody asked for more, and there is none: the button is gone, its place is kept.
      if (count && count % PAGE === 0) list.lastElementChild.querySelector("a").focus();
    } catch {
      if (mine === turn) found.textContent = words.failed;
    }
  };

  let timer;
  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(search, 150);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(timer);
    search();
  });
  find("no-script").hidden = true;
  form.hidden = false;
  if (location.hash) field.focus();
  field.value = new URLSearchParams(location.search).get("q") ?? "";
  search();
}
