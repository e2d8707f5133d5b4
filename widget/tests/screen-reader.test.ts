import { virtual } from "@guidepup/virtual-screen-reader";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { FakeSocket, settle, turn } from "./fake-socket";

const current = vi.hoisted(() => ({ socket: null as unknown as import("./fake-socket").FakeSocket }));
vi.mock("socket.io-client", () => ({ io: (...options: [string, object]) => current.socket.factory(...options) }));

import { mount, type Mounted } from "../src/chat";
import "../src/loader";
import type { BouwstenenChat } from "../src/loader";

let host: BouwstenenChat;
let box: HTMLElement;
let mounted: Mounted;

// The virtual screen reader does not walk into shadow trees, so the chat is drawn in one that stands in the page.
beforeEach(async () => {
  // jsdom has none, and the virtual screen reader looks up ids with it.
  vi.stubGlobal("CSS", { escape: (id: string) => id });
  sessionStorage.clear();
  current.socket = new FakeSocket();
  host = document.createElement("bouwstenen-chat") as BouwstenenChat;
  document.body.append(host);
  box = document.createElement("div");
  document.body.append(box);
  mounted = mount(host, box, () => () => undefined, () => undefined);
  mounted.open(true);
  await virtual.start({ container: document.body });
});

afterEach(async () => {
  await virtual.stop();
  mounted.unmount();
  host.remove();
  box.remove();
});

const announced = async () => (await virtual.spokenPhraseLog()).filter((phrase) => /^(?:polite|assertive): /.test(phrase));

it("hears every answer once, whole and in order, and the loss of the connection between them", async () => {
  current.socket.accept();
  current.socket.receive("turn", turn(1, null, "Hallo!", { messages: [{ text: "Hallo!\nWat is je vraag?", buttons: [{ id: "a", title: "Tip" }], reply: null }] }));
  await settle();
  await vi.waitFor(async () => expect(await announced()).toHaveLength(1));
  current.socket.receive("turn", turn(1, null, "Hallo!"));
  current.socket.drop();
  await settle();
  await vi.waitFor(async () => expect(await announced()).toHaveLength(2));
  current.socket.accept({ resumed: true, seq: 1 });
  await settle();
  current.socket.receive("turn", turn(2, null, "Tweede antwoord."));
  await settle();
  await vi.waitFor(async () => expect(await announced()).toHaveLength(4));
  expect(await announced()).toEqual([
    "polite: Bouwstenen-assistent zegt: Hallo! Wat is je vraag? Er is 1 keuze.",
    "polite: De verbinding is weg. We proberen het opnieuw. Wat je typt blijft bewaard.",
    "polite: De verbinding is er weer.",
    "polite: Bouwstenen-assistent zegt: Tweede antwoord.",
  ]);
});

it("walks from the name to the input, past who says what and the choices", async () => {
  current.socket.accept();
  current.socket.receive("turn", turn(1, "m", "Antwoord.", { messages: [{ text: "Antwoord.\n- Een punt", buttons: [{ id: "a", title: "Nog een tip" }], reply: null }] }));
  await settle();
  await virtual.stop();
  await virtual.start({ container: box });
  for (let step = 0; step < 80 && (await virtual.lastSpokenPhrase()) !== "end of complementary, Bouwstenen-assistent"; step += 1) await virtual.next();
  const log = (await virtual.spokenPhraseLog()).join("\n");
  const order = [
    "complementary, Bouwstenen-assistent",
    "heading, Bouwstenen-assistent, level 2",
    "Automatische assistent",
    "button, Meer",
    "button, Sluit de chat",
    "region, Gesprek",
    "niet met een mens",
    "Jij:",
    "Bouwstenen-assistent zegt:",
    "Antwoord.",
    "Een punt",
    "group, Kies een antwoord of typ je vraag",
    "button, Nog een tip",
    "textbox, Je vraag of antwoord",
    "button, Verstuur",
  ];
  let at = -1;
  for (const phrase of order) {
    const next = log.indexOf(phrase, at + 1);
    expect(next, `${phrase} in\n${log}`).toBeGreaterThan(at);
    at = next;
  }
});
