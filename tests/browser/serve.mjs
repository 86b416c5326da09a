// What a maintainer's browser makes of `planet serve`: the page follows changes by itself, says what is wrong while the site
// cannot be built, and finds the site when its path changes; without errors under the policy of the page.
//
//   T=~/.cache/planet-site-check node tests/browser/serve.mjs PLANET
//
// PLANET is the program. The planet is made in a folder of its own, without feeds; nobody is asked. T and CHROMIUM are as for
// run.mjs.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";

const program = process.argv[2];
const tools = process.env.T;
const executablePath = process.env.CHROMIUM || "/usr/bin/chromium";
const refuse = (message) => { console.error(`error: ${message}`); process.exit(2); };
if (!program || !tools) refuse("usage: T=TOOLS node serve.mjs PLANET");
if (!fs.existsSync(executablePath)) refuse(`there is no Chromium at ${executablePath}: run site-check/setup.sh, or set CHROMIUM`);
const { chromium } = await import(pathToFileURL(path.resolve(tools, "node_modules/playwright-core/index.mjs")));
// Whatever hangs, the checks end.
setTimeout(() => refuse("the checks of `planet serve` took more than two minutes"), 120_000).unref();

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "planet-serve-"));
const file = path.join(folder, "planet.toml");
const good = 'title = "Planet One"\nbase_url = "https://planet.example/one/"\n';
fs.writeFileSync(file, good);
const serving = spawn(path.resolve(program), ["serve", "--port", "0"], { cwd: folder, stdio: ["ignore", "pipe", "inherit"] });
process.on("exit", () => { serving.kill("SIGKILL"); fs.rmSync(folder, { recursive: true, force: true }); });
const [line] = await once(serving.stdout, "data");
const url = String(line).trim();
assert.match(url, /^http:\/\/127\.0\.0\.1:\d+\/one\/$/);

const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
const page = await browser.newPage({ viewport: { width: 320, height: 640 } });
const said = [];
page.on("console", (message) => said.push(message.text()));
page.on("pageerror", (error) => said.push(error.message));
await page.goto(url);
assert.equal(await page.title(), "Planet One");

fs.writeFileSync(file, good.replace("One", "Two"));
await page.waitForFunction(() => document.title === "Planet Two");

fs.writeFileSync(file, good.replace("title", "titel"));
await page.waitForSelector(".planet-problem pre");
assert.match(await page.textContent(".planet-problem pre"), /unknown key `titel`[^]*did you mean `title`\?/);
assert.equal(await page.getAttribute(".planet-problem", "role"), "alert");
const box = await page.locator(".planet-problem").boundingBox();
assert.ok(box.width === 320 && box.y + box.height === 640 && box.height < 400, JSON.stringify(box));
assert.equal(await page.evaluate(() => document.documentElement.scrollWidth > innerWidth), false);
// A page that is loaded now says it as well.
await page.reload();
await page.waitForSelector(".planet-problem pre");

fs.writeFileSync(file, good);
await page.waitForFunction(() => document.title === "Planet One" && !document.querySelector(".planet-problem"));

fs.writeFileSync(file, good.replace("/one/", "/two/"));
await page.waitForURL("**/two/");
assert.deepEqual(said, []);
await browser.close();

serving.kill("SIGINT");
const [code] = await once(serving, "exit");
assert.equal(code, 0);
console.log("planet serve in a browser: all is well");
