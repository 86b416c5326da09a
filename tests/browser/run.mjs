// What a reader's browser makes of the built example planet: search, keys, colors, what is new, without errors, and
// accessible in the states that only a script brings about.
//
//   T=~/.cache/planet-site-check node tests/browser/run.mjs FOLDER PREFIX
//
// FOLDER/PREFIX/ holds the example planet, built for a base URL whose path is /PREFIX/. T is where site-check/setup.sh has
// put playwright-core and axe-core; the browser is Debian's Chromium, or what CHROMIUM names. The page is served from 127.0.0.1, on a
// free port; nothing else is asked.
import assert from "node:assert/strict";
import fs from "node:fs";
import http from "node:http";
import path from "node:path";
import { pathToFileURL } from "node:url";

const [folder, prefix] = process.argv.slice(2);
const tools = process.env.T;
const executablePath = process.env.CHROMIUM || "/usr/bin/chromium";
const refuse = (message) => { console.error(`error: ${message}`); process.exit(2); };
if (!folder || !prefix || !tools) refuse("usage: T=TOOLS node run.mjs FOLDER PREFIX");
if (!fs.existsSync(executablePath)) refuse(`there is no Chromium at ${executablePath}: run site-check/setup.sh, or set CHROMIUM`);
const playwright = path.resolve(tools, "node_modules/playwright-core/index.mjs");
if (!fs.existsSync(playwright)) refuse(`there is no playwright-core in ${tools}: run site-check/setup.sh`);
const axeFile = path.resolve(tools, "node_modules/axe-core/axe.min.js");
if (!fs.existsSync(axeFile)) refuse(`there is no axe-core in ${tools}: run site-check/setup.sh`);
if (!fs.existsSync(path.join(folder, prefix, "search/index.json"))) refuse(`${folder}/${prefix} holds no planet with a search`);
const { chromium } = await import(pathToFileURL(playwright));
// Whatever hangs, the checks end.
setTimeout(() => refuse("the browser checks took more than three minutes"), 180_000).unref();

const types = { ".html": "text/html; charset=utf-8", ".css": "text/css", ".js": "text/javascript", ".json": "application/json", ".svg": "image/svg+xml" };
const server = http.createServer((request, response) => {
  let file = path.join(folder, decodeURIComponent(new URL(request.url, "http://x").pathname));
  if (file.endsWith(path.sep)) file = path.join(file, "index.html");
  fs.readFile(file, (error, bytes) => {
    response.writeHead(error ? 404 : 200, { "content-type": types[path.extname(file)] ?? "text/plain" });
    response.end(bytes);
  });
});
await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
const base = `http://127.0.0.1:${server.address().port}/${prefix}/`;
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu"] });

let failed = 0;
/** Runs one check in a browser of its own, in which any error on a page is a failure. */
const check = async (fact, options, body) => {
  const context = await browser.newContext({ colorScheme: "light", reducedMotion: "reduce", viewport: { width: 1000, height: 800 }, ...options });
  context.setDefaultTimeout(5_000);
  const errors = [];
  await context.route((url) => !url.href.startsWith(base), (route) =>
    route.fulfill({ contentType: route.request().resourceType() === "image" ? "image/svg+xml" : "text/html", body: "<svg xmlns='http://www.w3.org/2000/svg'/>" }));
  const page = await context.newPage();
  page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
  page.on("pageerror", (error) => errors.push(String(error)));
  try {
    await body(page, context);
    assert.deepEqual(errors, [], "errors in the console");
    console.log(`ok   ${fact}`);
  } catch (error) {
    failed += 1;
    console.log(`FAIL ${fact}\n     ${String(error.stack).split("\n").slice(0, 12).join("\n     ")}`);
  }
  await context.close();
};
const eventually = async (what, get, test) => {
  for (let tries = 0; tries < 100; tries++) {
    if (test(await get())) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  assert.fail(`${what}: still ${JSON.stringify(await get())}`);
};

const titles = (page) => page.locator("#results .entry-title").allInnerTexts();
const finds = (page, title) => eventually(`results with ${title}`, () => titles(page), (found) => found.includes(title));
/** Waits until exactly these words have been searched to the end. */
const searched = (page, words) => eventually(`searched for ${words}`, async () =>
  [new URL(page.url()).searchParams.get("q"), await page.innerText("#found")], ([query, state]) => query === words && state !== "");
const focused = (page, selector) => page.evaluate((selector) => !!document.activeElement.closest(selector), selector);
const background = (page) => page.evaluate(() => getComputedStyle(document.body).backgroundColor);

await check("a picture that cannot be had leaves the initials under it", {}, async (page) => {
  await page.goto(`${base}blogroll/`);
  const shown = await page.locator(".avatar img").count();
  assert.ok(shown > 0, "a blog of the example names a picture");
  assert.equal(await page.locator(".avatar svg").count(), await page.locator(".avatar").count());
  const isPicture = (url) => !url.href.startsWith(base);
  await page.route(isPicture, (route) => route.fulfill({ contentType: "image/png", body: "no picture" }));
  await page.reload();
  for (const avatar of await page.locator(".avatar").all()) await avatar.scrollIntoViewIfNeeded();
  await eventually("no picture", () => page.locator(".avatar img").count(), (left) => left === 0);
});

await check("search finds while one types: by the beginning of a word, without accents, in every script", {}, async (page) => {
  await page.goto(`${base}search/`);
  const library = "La bibliothèque qui part en mer";
  for (const words of ["biblioth", "BIBLIOTHEQUE mer", "carnet bibliothèque"]) {
    await page.fill("#q", "");
    await page.locator("#q").pressSequentially(words);
    await searched(page, words);
    assert.ok((await titles(page)).includes(library), words);
  }
  for (const words of ["ibliotheque", "bibliotheque nowhere"]) {
    await page.fill("#q", words);
    await searched(page, words);
    assert.deepEqual(await titles(page), [], words);
    assert.match(await page.innerText("#found"), /No post/);
  }
  await page.fill("#q", "引っ越し");
  await finds(page, "ヤドカリの引っ越し行列");
  await page.fill("#q", "ночь чай");
  await finds(page, "Чай в штормовую ночь");
  await page.fill("#q", "shell");
  await searched(page, "shell");
  assert.ok((await titles(page)).includes("Fifteen lines of luggage"));
  assert.equal(await page.innerText("#found"), "Posts found: 2");
});

await check("search keeps the words in the address, and a result leads to the post and to its place here", {}, async (page) => {
  await page.goto(`${base}search/?q=bibliotheque`);
  await finds(page, "La bibliothèque qui part en mer");
  assert.equal(await page.inputValue("#q"), "bibliotheque");
  const result = page.locator("#results li").first();
  assert.equal(await result.locator(".entry-title").getAttribute("lang"), "fr");
  assert.match(await result.locator(".entry-title a").getAttribute("href"), /^https:\/\/phare\.example\/./);
  await result.locator(".permalink").click();
  await page.waitForURL(/#e-[0-9a-f]{10}$/);
  assert.match(await page.locator(":target").innerText(), /La bibliothèque/);
  await page.goto(`${base}search/`);
  await page.fill("#q", "foghorn");
  await finds(page, "Episode 41: The woman who answers the foghorn");
  assert.equal(new URL(page.url()).search, "?q=foghorn");
});

await check("search works by keyboard alone, thirty at a time", {}, async (page) => {
  await page.goto(base);
  await page.keyboard.press("/");
  await page.waitForURL(/search\//);
  await eventually("focus in the field", () => focused(page, "#q"), Boolean);
  await page.keyboard.type("a");
  await eventually("thirty", () => titles(page), (found) => found.length === 30);
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  assert.ok(await focused(page, "#results li:first-child .entry-title"));
  await page.keyboard.press("j");
  assert.ok(await focused(page, "#results li:nth-child(2) .entry-title"));
  await page.focus("#more");
  await page.keyboard.press("Enter");
  await eventually("more", () => titles(page), (found) => found.length > 30);
  assert.ok(await focused(page, "#results li:nth-child(31)"));
  await eventually("the end", () => page.isHidden("#more"), Boolean);
  assert.equal(await page.innerText("#found"), `Posts found: ${(await titles(page)).length}`);
});

await check("search asks for no more months than it needs", {}, async (page) => {
  const months = Array.from({ length: 60 }, (_, n) => `${2025 - Math.floor(n / 12)}-${String(12 - (n % 12)).padStart(2, "0")}`);
  const asked = [];
  await page.route(`${base}search/*.json*`, (route) => {
    const file = new URL(route.request().url());
    const name = path.basename(file.pathname, ".json");
    if (name === "index") return route.fulfill({ json: { entries: 600, shards: months.map((month) => [month, 10, `v${month}`]) } });
    assert.equal(file.search, `?v=v${name}`);
    asked.push(name);
    const entries = Array.from({ length: 10 }, (_, n) => [0, "01", "0123456789", `Common ${name} ${n}`, `${n}`, name === months[59] ? "rare" : ""]);
    return route.fulfill({ json: { sources: [["Blog", null, "https://blog.example/", "en", 0]], entries } });
  });
  await page.goto(`${base}search/?q=common`);
  await page.locator("#more").waitFor();
  assert.equal((await titles(page))[0], "Common 2025-12 0");
  assert.equal(await page.innerText("#reach"), "Searched back to October 2025");
  assert.ok(asked.length <= 5, asked.join());
  await page.click("#more");
  await eventually("sixty", () => titles(page), (found) => found.length === 60);
  assert.equal(await page.innerText("#reach"), "Searched back to July 2025");
  assert.equal(await page.locator("#results .permalink").first().evaluate((link) => link.href), `${base}2025/12/01/#e-0123456789`);
  await page.fill("#q", "rare");
  await eventually("the oldest month", () => titles(page), (found) => found.length === 10);
  assert.equal(await page.innerText("#reach"), "Searched back to January 2021");
  assert.equal(new Set(asked).size, asked.length, "a month was asked for twice");
});

await check("search says when it cannot be loaded", {}, async (page) => {
  await page.route(`${base}search/index.json`, (route) => route.fulfill({ json: {} }));
  await page.goto(`${base}search/?q=x`);
  await eventually("a word", () => page.innerText("#found"), (text) => text.includes("could not be loaded"));
});

await check("without a script the search page says so and leads on", { javaScriptEnabled: false }, async (page) => {
  await page.goto(`${base}search/`);
  assert.ok(await page.isHidden("#search"));
  assert.match(await page.innerText("main"), /needs JavaScript/);
  assert.ok(await page.isVisible("main a[href$='blogroll/']"));
  assert.equal(await page.locator(".switches").count(), 0);
});

await check("j, k and o go through the posts, ? lists the keys, and not while one types", {}, async (page) => {
  await page.goto(base);
  const at = (n) => page.evaluate((n) => document.querySelectorAll(".h-entry")[n].contains(document.activeElement), n);
  await page.keyboard.press("o");
  assert.equal(page.url(), base);
  await page.keyboard.press("j");
  assert.ok(await at(0));
  await page.keyboard.press("j");
  assert.ok(await at(1));
  await page.keyboard.press("k");
  assert.ok(await at(0));
  await page.keyboard.press("?");
  assert.ok(await page.isVisible("dialog"));
  await page.keyboard.press("j");
  await page.keyboard.press("Escape");
  assert.ok(await page.isHidden("dialog") && await at(0));
  const original = await page.locator(".h-entry .entry-title a").first().getAttribute("href");
  await page.keyboard.press("o");
  await page.waitForURL(original);
  await page.goto(`${base}search/`);
  await page.keyboard.press("/");
  await page.keyboard.type("jo/?");
  assert.equal(await page.inputValue("#q"), "jo/?");
  assert.ok(await page.isHidden("dialog"));
});

await check("the switch in the footer turns the keys off, for good", {}, async (page) => {
  await page.goto(base);
  await page.getByRole("checkbox", { name: "Keyboard shortcuts" }).uncheck();
  await page.reload();
  assert.ok(!(await page.getByRole("checkbox", { name: "Keyboard shortcuts" }).isChecked()));
  for (const key of ["j", "?", "/"]) await page.keyboard.press(key);
  assert.ok(await focused(page, "body") && !(await focused(page, ".h-entry")));
  assert.ok(await page.isHidden("dialog"));
  assert.equal(page.url(), base);
  await page.getByRole("checkbox", { name: "Keyboard shortcuts" }).check();
  await page.keyboard.press("j");
  assert.ok(await focused(page, ".h-entry"));
});

for (const [system, other, chosen] of [["light", "dark", "Dark"], ["dark", "light", "Light"]]) {
  await check(`the colors can be ${other} where the system's are ${system}`, { colorScheme: system }, async (page, context) => {
    const looks = {};
    for (const colorScheme of ["light", "dark"]) {
      await page.emulateMedia({ colorScheme });
      await page.goto(base);
      looks[colorScheme] = await background(page);
    }
    assert.notEqual(looks.light, looks.dark);
    await page.emulateMedia({ colorScheme: system });
    await page.getByLabel(chosen).check();
    assert.equal(await background(page), looks[other]);
    // What the page looked like when there was something to draw for the first time.
    await context.addInitScript(() => {
      new MutationObserver((_, observer) => {
        if (!document.body) return;
        window.first = document.documentElement.dataset.theme;
        observer.disconnect();
      }).observe(document, { childList: true, subtree: true });
    });
    for (const path of ["", "blogroll/"]) {
      await page.goto(base + path);
      assert.equal(await page.evaluate(() => window.first), other);
      assert.equal(await background(page), looks[other]);
      assert.ok(await page.getByLabel(chosen).isChecked());
    }
    const shown = await page.locator("meta[name=theme-color]").evaluateAll((all) => all.filter((meta) => matchMedia(meta.media).matches).map((meta) => meta.dataset.scheme));
    assert.deepEqual(shown, [other]);
    await page.getByLabel("Auto").check();
    assert.equal(await background(page), looks[system]);
  });
}

await check("a planet that nobody builds any more says since when", {}, async (page) => {
  const stale = () => page.locator(".stale").allInnerTexts();
  const built = (when) => page.route("**/status.json", (route) => {
    assert.equal(route.request().method(), "HEAD");
    return route.fulfill({ headers: when ? { "last-modified": new Date(when).toUTCString() } : {} });
  });
  // Posts of the example are old; what counts is when it was built.
  await page.clock.setFixedTime("2025-11-24T12:00:00Z");
  for (const when of [undefined, "2025-11-22T12:00:00Z"]) {
    await built(when);
    const asked = page.waitForResponse("**/status.json");
    await page.goto(base);
    await asked;
    await page.waitForTimeout(100);
    assert.deepEqual(await stale(), []);
  }
  await built("2025-11-19T12:00:00Z");
  await page.goto(base);
  await eventually("the banner", stale, (found) => found.length === 1);
  assert.deepEqual(await stale(), ["This page has not been brought up to date since November 19, 2025: newer posts may be missing"]);
  // As long as there are new posts nobody is asked.
  await page.clock.setFixedTime("2025-11-12T12:00:00Z");
  const asked = page.waitForRequest("**/status.json", { timeout: 500 }).then(() => true, () => false);
  await page.goto(base);
  assert.equal(await asked, false);
});

await check("a second visit tells what is new since the first, a reload does not end a visit", {}, async (page) => {
  const news = () => page.locator(".news, .seam").allInnerTexts();
  await page.goto(base);
  assert.deepEqual(await news(), []);
  await page.reload();
  assert.deepEqual(await news(), []);
  // So many minutes ago the newest post was the nth, and the visit before had ended with the mth.
  const visit = (nth, mth, minutes) => page.evaluate(([nth, mth, minutes]) => {
    const dates = [...document.querySelectorAll(".h-entry .dt-published")].map((time) => Date.parse(time.dateTime));
    localStorage.setItem(`planet-seen ${location.pathname}`, [dates[nth] ?? 0, dates[mth] ?? 0, Date.now() - minutes * 60_000].join(" "));
  }, [nth, mth, minutes]);
  const above = () => page.locator(".seam").evaluate((seam) => {
    const entries = [...document.querySelectorAll(".h-entry")];
    return entries.filter((entry) => entry.compareDocumentPosition(seam) & Node.DOCUMENT_POSITION_FOLLOWING).length;
  });
  for (const count of [1, 2, 3, 4, 7]) {
    await visit(count, 9, 31);
    for (const again of [false, true]) {
      if (again) await page.reload(); else await page.goto(base);
      assert.deepEqual(await news(), [`${count} new post${count === 1 ? "" : "s"} since your last visit`, "You have seen what follows"]);
      assert.equal(await above(), count);
    }
  }
  await visit(0, 2, 29);
  await page.reload();
  assert.equal((await news())[0], "2 new posts since your last visit");
  await visit(0, 2, 31);
  await page.reload();
  assert.deepEqual(await news(), []);
  await visit(1e6, 1e6, 31);
  await page.reload();
  assert.deepEqual(await news(), ["All posts on this page are new since your last visit"]);
});

for (const colorScheme of ["light", "dark"]) {
  await check(`what scripts add is accessible and fits a phone, ${colorScheme}`, { colorScheme, viewport: { width: 320, height: 700 } }, async (page) => {
    const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
    const fine = async (state) => {
      await page.evaluate(fs.readFileSync(axeFile, "utf8"));
      const { violations } = await page.evaluate((values) => axe.run(document, { runOnly: { type: "tag", values } }), tags);
      assert.deepEqual(violations.map((found) => `${found.id}: ${found.nodes[0].target}`), [], state);
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth + 1), `${state}: too wide`);
    };
    await page.goto(`${base}search/?q=a`);
    await page.locator("#more").waitFor();
    await fine("results");
    await page.goto(base);
    await page.evaluate(() => localStorage.setItem(`planet-seen ${location.pathname}`, [...document.querySelectorAll(".h-entry .dt-published")].slice(2, 4).map((time) => Date.parse(time.dateTime)).concat(1).join(" ")));
    await page.reload();
    await page.locator(".seam").waitFor();
    await fine("what is new");
    await page.getByRole("button", { name: "List of shortcuts" }).click();
    await fine("the list of keys");
  });
}

await browser.close();
server.closeAllConnections();
server.close();
console.log(failed ? `${failed} failed` : "all well");
process.exit(failed ? 1 : 0);
