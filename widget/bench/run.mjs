// Ours beside three well-known chat widgets, as built on npm: bytes, requests, and the time to the first answer in
// Chromium. Each has a back end that answers at once, on this machine; every file is served with gzip.
import { readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { Server } from "socket.io";
import { startStub } from "../tests/stub-server.mjs";

const here = path.dirname(fileURLToPath(import.meta.url));
const RUNS = Number(process.env.RUNS ?? 9);
const QUESTION = "answer";
const ANSWER = "Statushouders weten zelf vaak heel goed";
const ECHO = "Dit is het antwoord van de proef";

const file = (name, type = "text/javascript") => () => [type, readFileSync(path.join(here, "node_modules", name))];
const html = (body) => () => ["text/html", `<!doctype html><html lang="nl"><meta charset="utf-8"><title>Proef</title><script src="/driver.js"></script>${body}</html>`];
const watch = (input, answer) => `<script>watch(${JSON.stringify(input)}, ${JSON.stringify(answer)})</script>`;

const pages = {
  "/driver.js": () => ["text/javascript", readFileSync(path.join(here, "driver.js"))],
  "/empty": html(""),
  "/ours": html(`<script async src="/widget/bouwstenen-chat.js"></script>${watch("textarea", ANSWER)}`),
  "/ours-closed": html(`<script async src="/widget/bouwstenen-chat.js"></script>`),
  "/ours-full": html(`<bouwstenen-chat full-page></bouwstenen-chat><script async src="/widget/bouwstenen-chat.js"></script>${watch("textarea", ANSWER)}`),
  "/rasa-webchat.js": file("rasa-webchat/lib/index.js"),
  "/rasa-webchat": html(`<div id="webchat"></div><script src="/rasa-webchat.js"></script>
    <script>WebChat.default({ socketUrl: location.origin, socketPath: "/rasa/", initPayload: "", embedded: false }, null)</script>
    ${watch(".rw-new-message", ECHO)}`),
  "/deep-chat.js": file("deep-chat/dist/deepChat.bundle.js"),
  "/deep-chat": html(`<script type="module" src="/deep-chat.js"></script><deep-chat connect='{"url": "/deep-chat-answer"}'></deep-chat>
    ${watch("#text-input", ECHO)}`),
  "/deep-chat-answer": () => ["application/json", JSON.stringify({ text: ECHO })],
  "/webchat-minimal.js": file("botframework-webchat/dist/webchat-minimal.js"),
  "/webchat.js": file("botframework-webchat/dist/webchat.js"),
};

/** Web Chat has no server of its own to talk to but Direct Line: an object in the page that answers at once stands in. */
for (const [name, bundle] of [
  ["/botframework-minimal", "webchat-minimal.js"],
  ["/botframework", "webchat.js"],
]) {
  pages[name] = html(`<div id="webchat" style="height:500px"></div><script src="/${bundle}"></script><script>
    let watchers = [];
    const stream = (start) => ({
      subscribe(next) {
        const observer = typeof next === "function" ? { next } : next;
        start(observer);
        return { unsubscribe() {}, closed: false };
      },
    });
    let number = 0;
    const activity = (from, role, text, more) => ({ id: String(++number), type: "message", timestamp: new Date().toISOString(), from: { id: from, role }, text, ...more });
    const directLine = {
      activity$: stream((observer) => watchers.push(observer)),
      connectionStatus$: stream((observer) => [0, 1, 2].forEach((status) => observer.next?.(status))),
      postActivity: (sent) => stream((observer) => {
        if (sent.type !== "message") { observer.next?.("x"); observer.complete?.(); return; }
        const echo = activity("user", "user", sent.text, { channelData: sent.channelData });
        observer.next?.(echo.id);
        observer.complete?.();
        watchers.forEach((watcher) => { watcher.next(echo); watcher.next(activity("bot", "bot", ${JSON.stringify(ECHO)}, { replyToId: echo.id })); });
      }),
      end() {}, referenceGrammarId: "",
    };
    WebChat.renderWebChat({ directLine, locale: "nl-NL", userID: "user" }, document.getElementById("webchat"));
  </script>${watch(".webchat__send-box-text-box__input", ECHO)}`);
}

const http = startStub(0, pages);
await new Promise((resolve) => http.on("listening", resolve));
new Server(http, { path: "/rasa/", cors: { origin: true }, destroyUpgrade: false }).on("connection", (socket) => {
  socket.on("session_request", () => socket.emit("session_confirm", "proef"));
  socket.on("user_uttered", () => socket.emit("bot_uttered", { text: ECHO }));
});
const origin = `http://127.0.0.1:${http.address().port}`;

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu"] });
const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

/** Load a page in a browser without a cache, and return what was measured. */
async function once(route, { launcher, input } = {}) {
  const context = await browser.newContext();
  const page = await context.newPage();
  const network = await context.newCDPSession(page);
  await network.send("Network.enable");
  const asked = new Map();
  let outside = 0;
  network.on("Network.requestWillBeSent", ({ requestId, request }) => {
    if (!/^https?:/.test(request.url)) return;
    if (!request.url.startsWith(origin)) outside += 1;
    asked.set(requestId, { url: request.url, bytes: 0 });
  });
  network.on("Network.webSocketCreated", ({ requestId, url }) => asked.set(requestId, { url: url.replace(/^ws/, "http"), bytes: 0 }));
  network.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    if (asked.has(requestId)) asked.get(requestId).bytes = encodedDataLength;
  });
  await page.goto(origin + route);
  let times = { ready: 0, answered: 0 };
  if (input) {
    // What a person does, as soon as it can be done.
    if (launcher) await page.locator(launcher).first().click();
    await page.locator(input).first().fill(QUESTION);
    await page.locator(input).first().press("Enter");
    await page.waitForFunction(() => window.bench.answered > 0, null, { timeout: 10_000, polling: 100 }).catch(() => undefined);
    times = await page.evaluate(() => window.bench);
  }
  await page.waitForTimeout(300);
  const own = [...asked.values()].filter(({ url }) => !/\/driver\.js$|favicon/.test(url) && new URL(url).pathname !== route);
  await context.close();
  return { ...times, requests: own.length, outside, bytes: own.filter(({ url }) => !/socket\.io|\/rasa\/|answer$/.test(url)).reduce((sum, { bytes }) => sum + bytes, 0) };
}

const cases = [
  ["bouwstenen-chat, not opened", "/ours-closed", {}],
  ["bouwstenen-chat", "/ours", { launcher: ".launcher", input: "textarea" }],
  ["bouwstenen-chat, full page", "/ours-full", { input: "textarea" }],
  ["rasa-webchat 1.0.1", "/rasa-webchat", { launcher: ".rw-launcher", input: ".rw-new-message" }],
  ["deep-chat 2.4.2 (bundle)", "/deep-chat", { input: "#text-input" }],
  ["botframework-webchat 4.18.1 (minimal)", "/botframework-minimal", { input: ".webchat__send-box-text-box__input" }],
  ["botframework-webchat 4.18.1 (full)", "/botframework", { input: ".webchat__send-box-text-box__input" }],
];
await once("/ours"); // The first page also starts the browser's own processes.
const results = new Map(cases.map(([name]) => [name, []]));
// Taking turns spreads what else the machine does over all of them.
for (let run = 0; run < RUNS; run += 1) for (const [name, route, how] of cases) results.get(name).push(await once(route, how));

console.log(`Chromium ${browser.version()}, median of ${RUNS} runs, no cache, back end on this machine answers at once.`);
console.table(
  Object.fromEntries(
    [...results].map(([name, runs]) => [
      name,
      {
        "kB gzip": (median(runs.map((run) => run.bytes)) / 1000).toFixed(1),
        requests: median(runs.map((run) => run.requests)),
        "to other hosts": median(runs.map((run) => run.outside)),
        "input ready (ms)": Math.round(median(runs.map((run) => run.ready))) || "-",
        "first answer (ms)": Math.round(median(runs.map((run) => run.answered))) || "-",
      },
    ]),
  ),
);
await browser.close();
http.close();
process.exit();
