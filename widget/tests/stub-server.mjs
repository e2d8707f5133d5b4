// The website channel with recorded answers, to look at the widget without the assistant: npm run stub. The benchmark
// uses it too. Not a test of the server: that one is written in Python and has tests of its own.
import { readFileSync, readdirSync } from "node:fs";
import { createServer } from "node:http";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { Server } from "socket.io";

const here = path.dirname(fileURLToPath(import.meta.url));
const dist = path.join(here, "..", "dist");
const fixtures = Object.fromEntries(
  readdirSync(path.join(here, "fixtures")).map((file) => [path.basename(file, ".json"), JSON.parse(readFileSync(path.join(here, "fixtures", file), "utf8"))]),
);
const PAGE = `<!doctype html><html lang="nl"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Proef</title>
<main><h1>Proef</h1><p>Typ de naam van een soort antwoord: ${Object.keys(fixtures).join(", ")}.</p></main>
<script async src="/widget/bouwstenen-chat.js"></script></html>`;

/** Start on a port of this machine (0 for any); returns the HTTP server. */
export function startStub(port = 0, pages = {}) {
  const http = createServer((request, response) => {
    const { pathname } = new URL(request.url, "http://stub");
    const send = (type, body) => {
      response.writeHead(200, { "content-type": `${type}; charset=utf-8`, "content-encoding": "gzip", "access-control-allow-origin": "*" });
      response.end(gzipSync(body));
    };
    if (pathname === "/") return send("text/html", PAGE);
    if (pages[pathname]) return send(...pages[pathname]());
    if (/^\/widget\/[\w.-]+\.js$/.test(pathname)) {
      try {
        return send("text/javascript", readFileSync(path.join(dist, path.basename(pathname))));
      } catch {
        // Not built.
      }
    }
    response.writeHead(404).end();
  });
  const io = new Server(http, { path: "/website/socket.io/", cors: { origin: true } });
  io.on("connection", (socket) => {
    let seq = 1;
    const turn = (id, said) => ({ ...(fixtures[said] ?? fixtures.answer), seq, id, said });
    socket.emit("session", { version: 1, token: "stub", expires: "2100-01-01T00:00:00Z", resumed: false, seq, max_length: 1000 });
    socket.emit("turn", { ...fixtures.smalltalk, seq, id: null, said: null });
    socket.on("message", ({ id, text }, acknowledge) => {
      socket.emit("typing", { id });
      seq += 1;
      socket.emit("turn", turn(id, text ?? "help"));
      acknowledge({ ok: true, seq });
    });
    socket.on("feedback", (_, acknowledge) => acknowledge({ ok: true }));
    socket.on("forget", (_, acknowledge) => {
      seq = 1;
      acknowledge({ ok: true, token: "stub", expires: "2100-01-01T00:00:00Z" });
      socket.emit("turn", { ...fixtures.smalltalk, seq, id: null, said: null });
    });
  });
  http.listen(port, "127.0.0.1");
  return http;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const http = startStub(Number(process.env.PORT ?? 8123));
  http.on("listening", () => console.log(`http://127.0.0.1:${http.address().port}/`));
}
