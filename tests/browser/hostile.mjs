// What Chromium makes of a planet whose feeds hold nothing but attacks: nothing of them runs, nothing is loaded but pictures, sounds
// and films, and the page around them stays as it is without them. The policy of the pages is switched off, so that it is the
// sanitizer and the templates alone that hold.
//
//   T=~/.cache/planet-site-check node tests/browser/hostile.mjs PLANET FOLDER
//
// PLANET is the program, FOLDER holds the planet that `PLANET_ATTACKS=FOLDER cargo test --test it planet_of_all_attacks` writes. T and CHROMIUM
// are as for run.mjs. No request leaves this machine.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import http from "node:http";
import os from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";

const [program, source] = process.argv.slice(2);
const tools = process.env.T;
const executablePath = process.env.CHROMIUM || "/usr/bin/chromium";
const refuse = (message) => { console.error(`error: ${message}`); process.exit(2); };
if (!program || !source || !tools) refuse("usage: T=TOOLS node hostile.mjs PLANET FOLDER");
if (!fs.existsSync(executablePath)) refuse(`there is no Chromium at ${executablePath}: run site-check/setup.sh, or set CHROMIUM`);
if (!fs.existsSync(path.join(source, "planet.toml"))) refuse(`${source} holds no planet.toml`);
const { chromium } = await import(pathToFileURL(path.resolve(tools, "node_modules/playwright-core/index.mjs")));
// Whatever hangs, the checks end.
setTimeout(() => refuse("the attacks took more than three minutes"), 180_000).unref();

const themes = ["river", "titles", "paper", "classic"];
const work = fs.mkdtempSync(path.join(os.tmpdir(), "planet-hostile-"));
process.on("exit", () => fs.rmSync(work, { recursive: true, force: true }));
const attacks = path.join(work, "attacks");
fs.cpSync(source, attacks, { recursive: true });
const config = fs.readFileSync(path.join(attacks, "planet.toml"), "utf8");
// A week after the posts, so that there is an issue of the digest.
const now = "2026-03-03T12:00:00Z";
const make = (file, output) => execFileSync(path.resolve(program),
  ["--quiet", "--now", now, "--config", file, "build", "--output", output, "--base-url", "http://127.0.0.1/"], { stdio: ["ignore", "ignore", "inherit"] });
const innocent = path.join(work, "innocent");
fs.mkdirSync(innocent);
fs.writeFileSync(path.join(innocent, "a.xml"), `<feed xmlns="http://www.w3.org/2005/Atom"><id>a</id><title>A</title><entry><id>1</id><title>N1. One</title>
  <updated>2026-02-20T10:00:00Z</updated><category term="x"/><link href="https://a.example/1"/><content>Words</content></entry></feed>`);
for (const theme of themes) {
  const themed = config.replace(/^theme = .*$/m, `theme = "${theme}"`);
  const all = path.join(attacks, `${theme}.toml`);
  fs.writeFileSync(all, themed);
  make(all, path.join(work, "site", theme));
  const one = path.join(innocent, `${theme}.toml`);
  fs.writeFileSync(one, `${themed.split("[[feeds]]")[0]}\n[[feeds]]\nname = "A"\nurl = "a.xml"\ngroup = "Attacks"\n`);
  make(one, path.join(work, "site", `${theme}-innocent`));
}
const raw = fs.readdirSync(new URL("../vectors/", import.meta.url)).filter((name) => name.endsWith(".txt"))
  .flatMap((name) => fs.readFileSync(new URL(`../vectors/${name}`, import.meta.url), "utf8").split("\n"))
  .filter((line) => line && !line.startsWith("# "))
  .map((line) => line.replace(/\{U\+([0-9A-F]+)\}/g, (_, number) => String.fromCodePoint(parseInt(number, 16))));

const types = { ".html": "text/html; charset=utf-8", ".css": "text/css", ".js": "text/javascript", ".json": "application/json", ".svg": "image/svg+xml" };
const site = path.join(work, "site");
const served = http.createServer((request, response) => {
  const url = new URL(request.url, "http://x");
  if (url.pathname.startsWith("/raw/")) {
    response.writeHead(200, { "content-type": "text/html; charset=utf-8" });
    return response.end(`<!doctype html><body><article>${raw[Number(url.pathname.slice(5))]}</article>`);
  }
  // Each theme believes that it is alone.
  const theme = request.headers.host.split(".")[0];
  let file = path.join(site, theme, decodeURIComponent(url.pathname));
  if (file.endsWith(path.sep)) file = path.join(file, "index.html");
  fs.readFile(file, (error, bytes) => {
    response.writeHead(error ? 404 : 200, { "content-type": types[path.extname(file)] ?? "text/plain" });
    response.end(bytes);
  });
});
await new Promise((resolve) => served.listen(0, "127.0.0.1", resolve));
const port = served.address().port;
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost, EXCLUDE *.localhost"] });

/** Everything that came of the pages of one site. */
const visitor = async (theme) => {
  const base = `http://${theme}.localhost:${port}/`;
  const context = await browser.newContext({ bypassCSP: true, viewport: { width: 1000, height: 800 } });
  context.setDefaultTimeout(10_000);
  const caught = [];
  let at = "";
  const catches = (what) => caught.push(`${at}: ${what}`);
  await context.exposeBinding("planetCaught", (_, what) => catches(`runs: ${what}`));
  await context.addInitScript(() => {
    for (const name of ["alert", "confirm", "prompt", "print", "open", "msgbox"]) {
      Object.defineProperty(window, name, { value: (what) => { window.planetCaught(`${name}(${what})`); }, configurable: false, writable: false });
    }
  });
  context.on("request", (request) => {
    const type = request.resourceType();
    if (["image", "media"].includes(type)) return;
    const isOwn = request.url().startsWith(base) && (type !== "document" || request.frame().parentFrame() === null);
    const file = isOwn && path.join(site, theme, decodeURIComponent(new URL(request.url()).pathname));
    const isKnown = ["document", "script", "stylesheet", "fetch"].includes(type) || request.url().includes("/favicon.svg");
    if (!isOwn || !isKnown || !(fs.existsSync(file) || file.startsWith(path.join(site, theme, "raw")))) catches(`asks ${type} ${request.url()}`);
  });
  context.on("page", (page) => page.on("dialog", (dialog) => { catches(`dialog ${dialog.message()}`); dialog.dismiss(); }));
  const page = await context.newPage();
  page.on("frameattached", () => catches("a frame"));
  page.on("popup", () => catches("a window"));
  page.on("download", () => catches("a download"));
  const visit = async (name) => {
    at = `${theme}/${name}`;
    await page.goto(base + name, { waitUntil: "load" });
    if (page.url() !== base + name) catches(`leads to ${page.url()}`);
  };
  return { page, visit, caught, catches, close: () => context.close() };
};

/** What of a page is ours: where its parts stand; and what is wrong with what is not. */
const look = () => {
  const wrong = [];
  const chain = (element) => {
    const names = [];
    for (let one = element; one; one = one.parentElement) names.push(one.localName + (one.className && typeof one.className === "string" && one !== document.documentElement ? `.${one.className}` : ""));
    return names.join("<").replace(/\.page-\S+.*?(?=<|$)/, "");
  };
  const main = document.querySelectorAll("main");
  const frame = {
    body: [...document.body.children].map((child) => child.localName).filter((name) => name !== "template").join(" "),
    main: [...main].map(chain),
    footer: chain(document.querySelector("body > footer, body footer:last-of-type")),
    html: [...document.documentElement.attributes].map((attribute) => attribute.name).filter((name) => !name.startsWith("data-")).join(" "),
    titles: document.querySelectorAll("h1").length,
    scripts: [...document.scripts].map((script) => new URL(script.src || "none:", location).pathname.replace(/^.*\//, "")).join(" "),
    base: document.querySelectorAll("base, iframe, frame, frameset, object, embed, applet, portal, math").length,
  };
  const forbidden = "script, style, link, meta, base, iframe, frame, frameset, object, embed, applet, portal, form, input, button, select, textarea, math, marquee, dialog, noscript, plaintext, xmp, title, slot";
  for (const box of document.querySelectorAll("article")) {
    if (box.parentElement.closest("article")) wrong.push("an article in an article");
    if (!box.closest("main")) wrong.push("an article outside of main");
    const found = box.querySelector(`${forbidden}, template, [name], [style], [background], [ping], [srcdoc], [formaction], [autofocus], [contenteditable], [popover], [slot], [is], [nonce], [autoplay]`);
    if (found && !found.closest("details.comforts")) wrong.push(`in an article: ${found.outerHTML.slice(0, 200)}`);
    const content = box.querySelectorAll(".e-content");
    if (content.length > 1) wrong.push(`${content.length} contents`);
    for (const inner of content) {
      const odd = inner.querySelector("[id], [class]");
      if (odd && !odd.closest(".player")) wrong.push(`with a name: ${odd.outerHTML.slice(0, 200)}`);
    }
  }
  for (const element of document.querySelectorAll("main *")) {
    for (const attribute of element.attributes) {
      if (/^on/i.test(attribute.name)) wrong.push(`${element.localName} ${attribute.name}`);
      if (["href", "src", "poster", "cite", "action", "data", "xlink:href", "formaction", "srcset"].includes(attribute.name)) {
        for (const one of attribute.name === "srcset" ? attribute.value.split(/,\s+/) : [attribute.value]) {
          let scheme = "";
          try { scheme = new URL(one, location).protocol; } catch { scheme = "http:"; }
          if (!["http:", "https:", "mailto:"].includes(scheme)) wrong.push(`${element.localName} ${attribute.name}=${attribute.value.slice(0, 100)}`);
        }
      }
    }
  }
  const width = document.documentElement.scrollWidth;
  if (width > innerWidth) wrong.push(`${width} pixels wide`);
  // Nothing of an article is drawn, or takes a click, beside it.
  for (const [n, box] of document.querySelectorAll("article").entries()) {
    // Each takes ten milliseconds, and there are thousands.
    if (n % 4 && !box.querySelector("ruby, ol")) continue;
    box.scrollIntoView({ block: "start", behavior: "instant" });
    const { left, right, top, bottom } = box.getBoundingClientRect();
    for (const x of [left - 14, right + 14]) {
      for (const y of [top - 14, top + 10, (top + bottom) / 2, bottom - 4]) {
        const hit = x > 0 && x < innerWidth && y > 0 && y < innerHeight ? document.elementFromPoint(x, y) : null;
        if (hit && box.contains(hit)) wrong.push(`beside its article: ${hit.outerHTML.slice(0, 120)}`);
      }
    }
  }
  const ids = [...document.querySelectorAll("[id]")].map((element) => element.id);
  if (new Set(ids).size !== ids.length) wrong.push("an id twice");
  for (const name of ["getElementById", "querySelector", "createElement", "cookie", "body", "forms", "documentElement"]) {
    if (Object.hasOwn(document, name) || document[name] instanceof HTMLImageElement) wrong.push(`document.${name} is another`);
  }
  return { frame, wrong, articles: document.querySelectorAll("article").length };
};

let failed = 0;
const tell = (fact, faults) => {
  failed += faults.length > 0;
  console.log(faults.length === 0 ? `ok   ${fact}` : `FAIL ${fact}: ${faults.length}\n     ${faults.slice(0, 12).join("\n     ")}`);
};

// First whether these eyes see anything: the attacks as they are.
{
  const { page, visit, caught, close } = await visitor("river");
  const seen = new Set();
  const sample = raw.map((_, n) => n).filter((n) => n % 7 === 0 || n < 20);
  for (const n of sample) {
    const before = caught.length;
    await visit(`raw/${n}`).catch(() => {});
    await page.waitForTimeout(5);
    if (caught.length > before) seen.add(n);
  }
  await close();
  tell(`${seen.size} of ${sample.length} attacks do something where nothing stands in their way`, seen.size > sample.length / 5 ? [] : [`too few`]);
}

/** Pages of a site: all of the first theme's river and a part of the others', which hold the same, and some of every other kind. */
const pagesOf = (theme) => {
  const root = path.join(site, theme);
  const isFirst = theme === themes[0];
  const all = fs.readdirSync(root, { recursive: true }).map(String).filter((name) => name.endsWith("index.html"))
    .map((name) => name.slice(0, -"index.html".length)).sort();
  const some = (start, count) => { const found = all.filter((name) => name.startsWith(start)); return found.filter((_, n) => n % Math.ceil(found.length / count) === 0); };
  return [...new Set(["", ...some("page/", isFirst ? 100 : 3), ...(isFirst ? some("2026/", 2) : []), ...some("feeds/", isFirst ? 12 : 4), ...some("tags/", isFirst ? 6 : 3), ...some("groups/", 2),
    ...some("weekly/", 2), ...some("blogroll/", 2), "titles/", "archive/", "status/", "search/"])].filter((name) => all.includes(name));
};
/** The page of the innocent planet that has the same frame. */
const kindOf = (name) => {
  if (name.startsWith("page/")) return "";
  if (name.startsWith("feeds/")) return "feeds/a/";
  if (name.startsWith("tags/") && name !== "tags/") return null;
  return name;
};

for (const theme of themes) {
  const started = Date.now();
  const plain = await visitor(`${theme}-innocent`);
  const frames = new Map();
  const hostile = await visitor(theme);
  const faults = [];
  let articles = 0;
  const pages = pagesOf(theme);
  for (const name of pages) {
    await hostile.visit(name);
    const seen = await hostile.page.evaluate(look);
    articles += seen.articles;
    faults.push(...seen.wrong.map((what) => `${theme}/${name}: ${what}`));
    const written = fs.readFileSync(path.join(site, theme, name, "index.html"), "utf8").match(/<article\b/g)?.length ?? 0;
    if (name !== "search/" && seen.articles !== written) faults.push(`${theme}/${name}: ${seen.articles} articles of ${written}`);
    const kind = kindOf(name);
    if (kind !== null && fs.existsSync(path.join(site, `${theme}-innocent`, kind, "index.html"))) {
      if (!frames.has(kind)) {
        await plain.visit(kind);
        frames.set(kind, (await plain.page.evaluate(look)).frame);
      }
      try { assert.deepEqual(seen.frame, frames.get(kind)); } catch (error) { faults.push(`${theme}/${name}: ${error.message.split("\n").slice(0, 14).join(" ")}`); }
    }
  }
  // The one page that a script fills: with what the index says of the attacks.
  for (const query of ["alert", "onerror", "javascript"]) {
    await hostile.visit(`search/?q=${query}`).catch(() => {});
    await hostile.page.waitForFunction(() => document.querySelector("#found")?.textContent, null, { timeout: 10_000 });
    const seen = await hostile.page.evaluate(look);
    faults.push(...seen.wrong.map((what) => `${theme}/search/?q=${query}: ${what}`));
  }
  await hostile.page.waitForTimeout(200);
  faults.push(...hostile.caught, ...plain.caught);
  await hostile.close();
  await plain.close();
  tell(`${theme}: ${pages.length} pages with ${articles} attacks stay as they are (${Math.round((Date.now() - started) / 1000)} s)`, faults);
}
await browser.close();
served.close();
if (failed) process.exit(1);
console.log(`attacks in a browser: nothing runs (${Math.round(performance.now() / 1000)} s)`);
