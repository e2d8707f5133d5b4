import { beforeEach, describe, expect, it, vi } from "vitest";
import { Conversation, type Listener } from "../src/conversation";
import { Store } from "../src/store";
import { FakeSocket, settle, turn } from "./fake-socket";

const BASE = new URL("https://assistent.example/pad/");

function start(storage: Storage | null = null) {
  const socket = new FakeSocket();
  const listener = { changed: vi.fn(), answered: vi.fn(), cleared: vi.fn(), link: vi.fn(), refused: vi.fn() } satisfies Listener;
  const conversation = new Conversation(new Store("key", storage), listener, BASE, () => ({ topic: "roken" }), socket.factory);
  conversation.connect();
  return { socket, listener, conversation };
}

const texts = (conversation: Conversation) => conversation.turns.map((entry) => entry.messages[0]?.text);

beforeEach(() => sessionStorage.clear());

describe("handshake", () => {
  it("goes to the server's path with version, token, seen and context, WebSocket first", () => {
    const { socket } = start();
    socket.accept();
    expect(socket.factory).toHaveBeenCalledWith(BASE.origin, expect.objectContaining({ path: "/pad/website/socket.io/", transports: ["websocket", "polling"] }));
    expect(socket.auth).toEqual({ version: 1, token: null, seen: 0, context: { topic: "roken" } });
  });

  it("keeps the newest token and says what it has seen on the next connection", () => {
    const { socket } = start();
    socket.accept({ token: "first" });
    socket.receive("turn", turn(1, null, "Hallo"));
    socket.drop();
    socket.accept({ token: "second", resumed: true, seq: 1 });
    expect(socket.auth).toMatchObject({ token: "first", seen: 1 });
    socket.drop();
    socket.accept({ token: "third", resumed: true, seq: 1 });
    expect(socket.auth).toMatchObject({ token: "second" });
  });
});

describe("a message", () => {
  it("is sent once with an id of its own, and is gone from the queue when its turn is there", async () => {
    const { socket, conversation, listener } = start();
    socket.accept();
    conversation.say("vraag");
    await settle();
    expect(socket.sent).toHaveLength(1);
    const { id } = socket.last.data as { id: string };
    expect(id).toMatch(/^[\da-f-]{32,36}$/);
    socket.last.acknowledge({ ok: true, seq: 1 });
    await settle();
    expect(conversation.queue).toHaveLength(1);
    socket.receive("turn", turn(1, id, "antwoord"));
    await settle();
    expect(conversation.queue).toHaveLength(0);
    expect(socket.sent).toHaveLength(1);
    expect(listener.answered).toHaveBeenCalledTimes(1);
  });

  it("goes again with the same id when the acknowledgement is lost, and is not doubled", async () => {
    const { socket, conversation, listener } = start();
    socket.accept();
    conversation.say("vraag");
    await settle();
    const { id } = socket.last.data as { id: string };
    socket.last.lose();
    await settle();
    expect(socket.sent.map((sent) => sent.data["id"])).toEqual([id, id]);
    socket.receive("turn", turn(1, id, "antwoord"));
    socket.last.acknowledge({ ok: true, seq: 1 });
    socket.receive("turn", turn(1, id, "antwoord"));
    await settle();
    expect(texts(conversation)).toEqual(["antwoord"]);
    expect(listener.answered).toHaveBeenCalledTimes(1);
  });

  it("that was sent while the connection broke goes again after it, with the same id", async () => {
    const { socket, conversation } = start();
    socket.accept();
    conversation.say("vraag");
    await settle();
    const { id } = socket.last.data;
    socket.drop();
    await settle();
    expect(conversation.link).toBe("offline");
    expect(socket.sent).toHaveLength(0);
    socket.accept({ resumed: true, seq: 0 });
    await settle();
    expect(socket.sent.map((sent) => sent.data)).toEqual([{ id, text: "vraag" }]);
  });

  it("that was acknowledged but whose turn was lost is asked for again after a reconnect", async () => {
    const { socket, conversation } = start();
    socket.accept();
    conversation.say("vraag");
    await settle();
    const { id } = socket.last.data as { id: string };
    socket.last.acknowledge({ ok: true, seq: 1 });
    await settle();
    socket.drop();
    socket.accept({ resumed: true, seq: 1 });
    socket.receive("turn", turn(1, id, "antwoord"));
    await settle();
    expect(texts(conversation)).toEqual(["antwoord"]);
    expect(conversation.queue).toHaveLength(0);
  });

  it("waits for the one before it, and those typed without a connection go in order", async () => {
    const { socket, conversation } = start();
    conversation.say("een");
    conversation.say("twee");
    await settle();
    expect(socket.sent).toHaveLength(0);
    socket.accept();
    await settle();
    expect(socket.sent.map((sent) => sent.data["text"])).toEqual(["een"]);
    socket.last.acknowledge({ ok: true, seq: 1 });
    await settle();
    expect(socket.sent.map((sent) => sent.data["text"])).toEqual(["een", "twee"]);
  });

  it("is stuck after three tries without an answer, and goes again when the person asks", async () => {
    const { socket, conversation } = start();
    socket.accept();
    conversation.say("vraag");
    for (let attempt = 0; attempt < 3; attempt += 1) {
      await settle();
      socket.last.lose();
    }
    await settle();
    expect(socket.sent).toHaveLength(3);
    expect(conversation.stuck).toBe(conversation.queue[0]!.id);
    conversation.resend();
    await settle();
    expect(socket.sent).toHaveLength(4);
    expect(new Set(socket.sent.map((sent) => sent.data["id"])).size).toBe(1);
  });

  it("that is refused goes back to the input, with the server's words", async () => {
    const { socket, conversation, listener } = start();
    socket.accept();
    conversation.say("veel te lang");
    await settle();
    socket.last.acknowledge({ ok: false, code: "too_long", text: "Je bericht is te lang." });
    await settle();
    expect(conversation.queue).toHaveLength(0);
    expect(conversation.draft).toBe("veel te lang");
    expect(listener.refused).toHaveBeenCalledWith("Je bericht is te lang.");
  });

  it("that came too fast goes again after the time that the server names", async () => {
    vi.useFakeTimers();
    const { socket, conversation } = start();
    socket.accept();
    conversation.say("vraag");
    await settle();
    socket.last.acknowledge({ ok: false, code: "rate", text: "Rustig aan.", retry_after: 2 });
    await vi.advanceTimersByTimeAsync(1900);
    expect(socket.sent).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(200);
    expect(socket.sent).toHaveLength(2);
    vi.useRealTimers();
  });

  it("of a button carries only the opaque id", async () => {
    const { socket, conversation } = start();
    socket.accept();
    conversation.choose({ id: "q3vX", title: "Geef een voorbeeld" });
    await settle();
    expect(socket.last.data).toEqual({ id: expect.any(String) as string, button: "q3vX" });
    expect(conversation.queue[0]!.shown).toBe("Geef een voorbeeld");
  });
});

describe("turns", () => {
  it("come once each, however often they are sent", () => {
    const { socket, conversation, listener } = start();
    socket.accept();
    for (const seq of [1, 2, 1, 2, 3, 3]) socket.receive("turn", turn(seq, null, `${seq}`));
    expect(texts(conversation)).toEqual(["1", "2", "3"]);
    expect(listener.answered).toHaveBeenCalledTimes(3);
  });

  it("that can't be read are left out", () => {
    const { socket, conversation } = start();
    socket.accept();
    for (const broken of [null, 7, "x", {}, { seq: "1" }, { seq: -1 }]) socket.receive("turn", broken);
    socket.receive("turn", { seq: 1, messages: [{ text: { toString: () => "x" } }, null, { text: "goed", reply: { kind: 3 } }] });
    expect(texts(conversation)).toEqual(["goed"]);
  });

  it("with which everything was deleted take what was before them away", () => {
    const { socket, conversation, listener } = start();
    socket.accept();
    socket.receive("turn", turn(1, null, "oud"));
    socket.receive("turn", turn(2, null, "gewist", { forgotten: true }));
    expect(texts(conversation)).toEqual(["gewist"]);
    expect(listener.cleared).toHaveBeenCalledWith(false);
  });
});

describe("another conversation", () => {
  it("resumed: false clears what is shown, keeps what was typed and drops a button of before", async () => {
    const { socket, conversation, listener } = start();
    socket.accept();
    socket.receive("turn", turn(4, null, "oud"));
    conversation.keepDraft("half getypt");
    socket.drop();
    conversation.say("nog een vraag");
    conversation.choose({ id: "oud", title: "Oude knop" });
    socket.accept({ token: "nieuw", resumed: false, seq: 1 });
    socket.receive("turn", turn(1, null, "opening"));
    await settle();
    expect(listener.cleared).toHaveBeenCalledWith(true);
    expect(texts(conversation)).toEqual(["opening"]);
    expect(conversation.draft).toBe("half getypt");
    expect(socket.sent.map((sent) => sent.data["text"])).toEqual(["nog een vraag"]);
  });

  it("forget empties everything, also where it is kept, and shows the new opening", async () => {
    const { socket, conversation } = start(sessionStorage);
    socket.accept();
    socket.receive("turn", turn(1, null, "geheim"));
    const forgotten = conversation.forget();
    expect(socket.last.event).toBe("forget");
    socket.receive("turn", turn(1, null, "nieuwe opening"));
    socket.last.acknowledge({ ok: true, token: "nieuw", expires: "" });
    expect(await forgotten).toBe(true);
    expect(texts(conversation)).toEqual(["nieuwe opening"]);
    expect(sessionStorage.getItem("key")).not.toContain("geheim");
    expect(sessionStorage.getItem("key")).toContain('"token":"nieuw"');
  });

  it("is not begun when forgetting fails: everything stays", async () => {
    const { socket, conversation } = start();
    expect(await conversation.forget()).toBe(false);
    socket.accept();
    socket.receive("turn", turn(1, null, "hallo"));
    const forgotten = conversation.forget();
    socket.receive("turn", turn(2, null, "intussen"));
    socket.last.lose();
    expect(await forgotten).toBe(false);
    expect(texts(conversation)).toEqual(["hallo", "intussen"]);
  });
});

describe("the connection", () => {
  it("tells connecting, offline, refused and online apart", () => {
    const { socket, conversation } = start();
    expect(conversation.link).toBe("connecting");
    socket.receive("connect_error", new Error("xhr poll error"));
    expect(conversation.link).toBe("offline");
    socket.receive("connect_error", Object.assign(new Error("no"), { data: { code: "origin", text: "Deze website mag dat niet." } }));
    expect([conversation.link, conversation.linkText]).toEqual(["refused", "Deze website mag dat niet."]);
    socket.accept();
    expect([conversation.link, conversation.linkText]).toEqual(["online", ""]);
  });

  it("does not break off a try that reached the server for another one", () => {
    const { socket, conversation } = start();
    const before = socket.connects;
    socket.io.engine = { readyState: "open" };
    conversation.connect();
    expect(socket.connects).toBe(before);
    socket.io.engine = { readyState: "opening" };
    conversation.connect();
    expect(socket.connects).toBe(before + 1);
  });

  it("tries a full server again by itself, and at once when asked", async () => {
    vi.useFakeTimers();
    const { socket, conversation } = start();
    socket.active = false;
    socket.receive("connect_error", Object.assign(new Error("no"), { data: { code: "full", text: "Het is druk." } }));
    expect([conversation.link, conversation.linkText]).toEqual(["offline", "Het is druk."]);
    const before = socket.connects;
    conversation.connect();
    expect(socket.connects).toBe(before + 1);
    socket.receive("disconnect", "io server disconnect");
    await vi.advanceTimersByTimeAsync(6000);
    expect(socket.connects).toBe(before + 2);
    vi.useRealTimers();
  });
});

describe("a judgement", () => {
  it("is shown at once, and taken back when the server does not keep it", async () => {
    const { socket, conversation, listener } = start();
    socket.accept();
    const kept = conversation.judge("turn-1", "good", "fijn");
    expect(conversation.judgements).toEqual({ "turn-1": "good" });
    expect(socket.last).toMatchObject({ event: "feedback", data: { turn_id: "turn-1", judgement: "good", remark: "fijn" } });
    socket.last.acknowledge({ ok: true });
    expect(await kept).toBe(true);
    const refused = conversation.judge("turn-1", "bad");
    socket.last.acknowledge({ ok: false, code: "unknown_answer", text: "Dat antwoord ken ik niet." });
    expect(await refused).toBe(false);
    expect(conversation.judgements).toEqual({ "turn-1": "good" });
    expect(listener.refused).toHaveBeenCalledWith("Dat antwoord ken ik niet.");
  });
});

describe("after a reload", () => {
  it("everything is there again, and what was not sent is sent with the same id", async () => {
    const before = start(sessionStorage);
    before.socket.accept({ token: "mijn" });
    before.socket.receive("turn", turn(1, null, "hallo"));
    before.conversation.say("vraag");
    before.conversation.keepDraft("half");
    await settle();
    const { id } = before.socket.last.data;

    const after = start(sessionStorage);
    expect(texts(after.conversation)).toEqual(["hallo"]);
    expect(after.conversation.draft).toBe("half");
    after.socket.accept({ token: "mijn-2", resumed: true, seq: 1 });
    await settle();
    expect(after.socket.auth).toMatchObject({ token: "mijn", seen: 1 });
    expect(after.socket.sent.map((sent) => sent.data["id"])).toEqual([id]);
    expect(after.listener.answered).not.toHaveBeenCalled();
  });
});
