import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { EMPTIED_AFTER } from "../src/announcer";
import { answer, fixture } from "./fixtures";
import { FakeSocket, settle, turn } from "./fake-socket";

const current = vi.hoisted(() => ({ socket: null as unknown as import("./fake-socket").FakeSocket }));
vi.mock("socket.io-client", () => ({ io: (...options: [string, object]) => current.socket.factory(...options) }));
// A frame in a shadow tree has no page in jsdom; tests/export.test.ts prints for real.
vi.mock("../src/export", async (original) => ({ ...(await original<typeof import("../src/export")>()), print: vi.fn() }));

import { render, type TemplateResult } from "lit/html.js";
import { print } from "../src/export";
import { mount, type Mounted } from "../src/chat";
import "../src/loader";
import type { BouwstenenChat } from "../src/loader";

let host: BouwstenenChat;
let mounted: Mounted;
let toggled: ReturnType<typeof vi.fn<() => void>>;

function create(attributes: Record<string, string> = {}, opened = true): void {
  current.socket = new FakeSocket();
  host = document.createElement("bouwstenen-chat") as BouwstenenChat;
  for (const [name, value] of Object.entries(attributes)) host.setAttribute(name, value);
  document.body.append(host);
  toggled = vi.fn<() => void>();
  mounted = mount(host, host.shadowRoot!.querySelector(".root")!, () => () => undefined, toggled);
  if (opened) mounted.open(true);
}

const root = () => host.shadowRoot!;
const $ = <T extends HTMLElement = HTMLElement>(selector: string) => root().querySelector<T>(selector)!;
const $$ = <T extends HTMLElement = HTMLElement>(selector: string) => [...root().querySelectorAll<T>(selector)];
const focused = () => root().activeElement as HTMLElement | null;
const key = (element: HTMLElement, name: string, more: KeyboardEventInit = {}) =>
  element.dispatchEvent(new KeyboardEvent("keydown", { key: name, bubbles: true, composed: true, cancelable: true, ...more }));
const type = (text: string) => {
  const input = $<HTMLTextAreaElement>("textarea");
  input.value = text;
  input.dispatchEvent(new InputEvent("input", { bubbles: true }));
};
const live = () => $$("[aria-live]").flatMap((region) => [...region.children].map((line) => line.textContent));
const receive = async (name: string, seq = 1) => {
  current.socket.receive("turn", { ...fixtureEnvelope(name), seq, id: null });
  await settle();
};
const fixtureEnvelope = (name: string) => {
  const { messages, ...rest } = fixture(name);
  return {
    ...rest,
    messages: messages.map((message) => ({
      ...message,
      reply: message.reply && { ...message.reply, turn_id: message.reply.turnId, target_groups: message.reply.groups },
    })),
  };
};

beforeEach(() => {
  sessionStorage.clear();
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
});

afterEach(() => {
  mounted.unmount();
  host.remove();
  vi.useRealTimers();
});

describe("opening and closing", () => {
  it("does nothing by itself, and asks nothing of the server before it is opened", () => {
    create({}, false);
    expect($(".panel")).toBeNull();
    expect(current.socket.factory).not.toHaveBeenCalled();
  });

  it("puts the focus in the input, and Esc gives it back to the launcher", () => {
    create();
    expect(focused()).toBe($("textarea"));
    key($("textarea"), "Escape");
    expect($(".panel")).toBeNull();
    expect(focused()).toBe($(".launcher"));
    expect(toggled).toHaveBeenCalledTimes(2);
    expect(current.socket.connected).toBe(false);
  });

  it("stays out of the way of the focus when it was open before a reload", () => {
    create({}, false);
    mounted.open(false);
    expect($(".panel")).not.toBeNull();
    expect(focused()).toBeNull();
  });

  it("is a complementary part of the page with a name, and a region on a full page", () => {
    create({ name: "Hulp" });
    expect($(".panel").getAttribute("role")).toBe("complementary");
    expect($(".panel").hasAttribute("aria-modal")).toBe(false);
    expect(root().getElementById($(".panel").getAttribute("aria-labelledby")!)!.textContent).toBe("Hulp");
    mounted.unmount();
    host.remove();
    create({ "full-page": "" });
    expect($(".panel").getAttribute("role")).toBe("region");
    key($("textarea"), "Escape");
    expect($(".panel")).not.toBeNull();
  });

  it("keeps the focus inside where it fills a small screen", () => {
    vi.stubGlobal("matchMedia", (query: string) => ({ matches: query.includes("max-width"), addEventListener: vi.fn(), removeEventListener: vi.fn() }));
    create();
    expect([$(".panel").getAttribute("role"), $(".panel").getAttribute("aria-modal")]).toEqual(["dialog", "true"]);
    $(".send").focus();
    key($(".send"), "Tab");
    expect(focused()).toBe($(".menu-button"));
    key($(".menu-button"), "Tab", { shiftKey: true });
    expect(focused()).toBe($(".send"));
    vi.unstubAllGlobals();
  });
});

describe("what it is", () => {
  it("is plain before there is a connection", () => {
    create();
    expect(current.socket.connected).toBe(false);
    expect($(".header").textContent).toContain("Automatische assistent");
    expect($(".intro").textContent).toContain("niet met een mens");
    expect($(".status").textContent).toContain("Verbinding maken");
  });

  it("speaks the language of its attribute, and keeps answers marked as Dutch", async () => {
    create({ lang: "en", greeting: "Welkom bij de gemeente" });
    current.socket.accept();
    await receive("tip");
    expect($(".panel").lang).toBe("en");
    expect($(".intro").textContent).toContain("not to a person");
    expect($(".greeting").textContent).toBe("Welkom bij de gemeente");
    expect($(".body").lang).toBe("nl");
  });
});

describe("the order of things", () => {
  it("has the choices right before the input, and a named region with the transcript as a list", async () => {
    create();
    current.socket.accept();
    await receive("help");
    const stops = $$(".panel button, .panel textarea, .panel summary, .panel [tabindex='0']").map((element) => element.className || element.tagName);
    expect(stops.slice(-3)).toEqual(["choice", "TEXTAREA", "send"]);
    expect($(".scroller").getAttribute("aria-label")).toBe("Gesprek");
    expect($(".scroller > ol").children).toHaveLength(1);
    expect($$("[tabindex]").every((element) => element.tabIndex <= 0)).toBe(true);
  });

  it("reaches the choices with one arrow and comes back with another", async () => {
    create();
    current.socket.accept();
    await receive("help");
    const choices = $$(".choice");
    key($("textarea"), "ArrowUp");
    expect(focused()).toBe(choices[0]);
    key(choices[0]!, "ArrowDown");
    expect(focused()).toBe(choices[1]);
    key(choices.at(-1)!, "ArrowDown");
    expect(focused()).toBe($("textarea"));
    type("abc");
    key($("textarea"), "ArrowUp");
    expect(focused()).toBe($("textarea"));
  });

  it("asks a point of the self-check in a group that is named by the question", async () => {
    create();
    current.socket.accept();
    await receive("self_check");
    const group = $("[role=group]");
    const name = group.getAttribute("aria-labelledby")!.split(" ").map((id) => root().getElementById(id)!.textContent).join(" ");
    expect(name).toMatch(/^Kies je antwoord Punt 2 van 8: Heb je nagegaan/);
    expect([...group.querySelectorAll("button")].map((button) => button.textContent.trim())).toEqual(["Gedaan", "Deels", "Nog niet", "Niet van toepassing"]);
    group.querySelector("button")!.click();
    await settle();
    expect(current.socket.last.data).toMatchObject({ button: answer("self_check").buttons[0]!.id });
    expect(focused()).toBe($("textarea"));
    expect($(".choice")).toBeNull();
  });
});

describe("typing", () => {
  it("sends with Enter, not with Shift+Enter nor in the middle of composing", async () => {
    create();
    current.socket.accept();
    type("een vraag");
    key($("textarea"), "Enter", { shiftKey: true });
    key($("textarea"), "Enter", { isComposing: true });
    expect(current.socket.sent).toHaveLength(0);
    key($("textarea"), "Enter");
    await settle();
    expect(current.socket.last.data).toMatchObject({ text: "een vraag" });
    expect($<HTMLTextAreaElement>("textarea").value).toBe("");
    expect(focused()).toBe($("textarea"));
    expect($(".said").textContent).toContain("een vraag");
  });

  it("counts near the limit, and says before sending that it is too long", async () => {
    create();
    current.socket.accept();
    type("a".repeat(799));
    await settle();
    expect($("#counter").textContent).toBe("");
    type("a".repeat(990));
    await settle();
    expect($("#counter").textContent).toBe("Nog 10 tekens");
    type("a".repeat(1003));
    await settle();
    expect($("#error").textContent).toBe("Je bericht is 3 tekens te lang. Maak het korter.");
    expect($("textarea").getAttribute("aria-invalid")).toBe("true");
    expect($("textarea").getAttribute("aria-describedby")!.split(" ")).toContain("error");
    key($("textarea"), "Enter");
    await settle();
    expect(current.socket.sent).toHaveLength(0);
    expect($<HTMLTextAreaElement>("textarea").value).toHaveLength(1003);
  });

  it("says that there is nothing to send", async () => {
    create();
    key($("textarea"), "Enter");
    await settle();
    expect($("#error").textContent).toBe("Typ eerst een vraag.");
  });

  it("keeps what was typed for after a reload", async () => {
    create();
    type("half");
    mounted.unmount();
    host.remove();
    create();
    expect($<HTMLTextAreaElement>("textarea").value).toBe("half");
  });
});

describe("the connection", () => {
  it("says that the server can't be reached, keeps what was typed and offers to try again", async () => {
    create();
    type("mijn vraag");
    current.socket.receive("connect_error", new Error("xhr poll error"));
    await settle();
    expect($(".trouble").textContent).toContain("nu niet bereikbaar");
    expect($<HTMLTextAreaElement>("textarea").value).toBe("mijn vraag");
    expect(live()).toEqual([expect.stringContaining("nu niet bereikbaar")]);
    key($("textarea"), "Enter");
    await settle();
    expect($(".turn").textContent).toContain("Wacht op verbinding");
    const before = current.socket.connects;
    $(".trouble button").click();
    expect(current.socket.connects).toBe(before + 1);
    current.socket.accept();
    await settle();
    expect($(".trouble")).toBeNull();
    expect(current.socket.last.data).toMatchObject({ text: "mijn vraag" });
  });

  it("says once that it is lost, and once that it is back", async () => {
    create();
    current.socket.accept();
    await vi.advanceTimersByTimeAsync(EMPTIED_AFTER);
    current.socket.drop();
    current.socket.receive("connect_error", new Error("x"));
    current.socket.receive("connect_error", new Error("x"));
    await settle();
    expect(live()).toEqual([expect.stringContaining("De verbinding is weg.")]);
    await vi.advanceTimersByTimeAsync(EMPTIED_AFTER);
    current.socket.accept({ resumed: true, seq: 0 });
    await settle();
    expect(live()).toEqual(["De verbinding is er weer."]);
    expect($(".bar").textContent).toContain("De verbinding is er weer.");
  });

  it("keeps the text where it is when the server refuses this website", async () => {
    create();
    current.socket.receive("connect_error", Object.assign(new Error("x"), { data: { code: "origin", text: "Deze website mag dit niet." } }));
    type("mijn vraag");
    key($("textarea"), "Enter");
    await settle();
    expect($(".trouble").textContent).toContain("Deze website mag dit niet.");
    expect($<HTMLTextAreaElement>("textarea").value).toBe("mijn vraag");
  });
});

describe("a notice", () => {
  const notice = () => $$(".bar:not(.trouble)").map((bar) => bar.textContent.trim());

  it("that the conversation is deleted stays to be read when the opening follows at once", async () => {
    create();
    current.socket.accept();
    await receive("tip");
    $(".menu-button").click();
    $$("button").find((button) => button.textContent.includes("Nieuw gesprek"))!.click();
    $(".confirm .danger").click();
    current.socket.last.acknowledge({ ok: true, token: "nieuw" });
    await settle();
    await receive("smalltalk");
    expect(notice()).toEqual(["Het gesprek is gewist. Je begint opnieuw."]);
    await vi.advanceTimersByTimeAsync(7900);
    expect(notice()).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(200);
    expect(notice()).toEqual([]);
  });

  it("that the connection is back stays when a missed answer follows at once", async () => {
    create();
    current.socket.accept();
    current.socket.drop();
    current.socket.accept({ resumed: true, seq: 0 });
    await receive("tip");
    expect(notice()).toEqual(["De verbinding is er weer."]);
  });

  it("that this is a new conversation is not covered by the one that the connection is back", async () => {
    create();
    current.socket.accept();
    await receive("tip");
    current.socket.drop();
    current.socket.accept({ resumed: false, token: "nieuw" });
    await receive("smalltalk");
    expect(notice()).toEqual(["Dit is een nieuw gesprek. Het vorige gesprek is verlopen of gewist."]);
  });
});

describe("announcements", () => {
  it("are one change of one live region for each answer, text only, gone after two seconds", async () => {
    create();
    current.socket.accept();
    await settle();
    const regions = $$("[aria-live], [role=log], [role=status]");
    expect(regions).toHaveLength(1);
    expect(regions[0]!.getAttribute("aria-live")).toBe("polite");
    const changes: MutationRecord[] = [];
    const observer = new MutationObserver((records) => changes.push(...records));
    observer.observe(regions[0]!, { childList: true, subtree: true, characterData: true });
    await receive("answer");
    const added = [...changes, ...observer.takeRecords()].filter((change) => change.addedNodes.length);
    expect(added).toHaveLength(1);
    expect(live()).toHaveLength(1);
    expect(live()[0]).toMatch(/^Bouwstenen-assistent zegt: Statushouders weten zelf .* Er zijn 6 keuzes\.$/s);
    expect(regions[0]!.querySelector("a, button, ul")).toBeNull();
    await vi.advanceTimersByTimeAsync(EMPTIED_AFTER);
    expect(regions[0]!.textContent).toBe("");
    observer.disconnect();
  });

  it("leave out what was there before a reload", async () => {
    create();
    current.socket.accept();
    await receive("tip");
    mounted.unmount();
    host.remove();
    create();
    current.socket.accept({ resumed: true, seq: 1 });
    current.socket.receive("turn", turn(1, null, "dubbel"));
    await settle();
    expect(live()).toEqual([]);
    expect($$("li.turn")).toHaveLength(1);
  });

  it("say that the assistant is typing only when it takes long", async () => {
    create();
    current.socket.accept();
    type("vraag");
    key($("textarea"), "Enter");
    await settle();
    expect($(".scroller > .status").textContent).toContain("De assistent typt");
    expect(live()).toEqual([]);
    await vi.advanceTimersByTimeAsync(2600);
    expect(live()).toEqual(["De assistent typt…"]);
    current.socket.receive("turn", turn(1, current.socket.last.data["id"] as string, "antwoord"));
    await settle();
    expect($(".scroller > .status")).toBeNull();
  });
});

describe("the menu", () => {
  const item = (text: string) => $$("button").find((button) => button.textContent.includes(text))!;

  it("asks before it forgets, and gives the focus back when the person does not want to", async () => {
    create();
    current.socket.accept();
    await receive("tip");
    $(".menu-button").click();
    expect($(".menu-button").getAttribute("aria-expanded")).toBe("true");
    item("Nieuw gesprek").click();
    expect(focused()!.textContent).toContain("Nee, ga terug");
    key(focused()!, "Escape");
    expect(focused()).toBe($(".menu-button"));
    expect($(".panel")).not.toBeNull();
    expect(current.socket.sent).toHaveLength(0);
  });

  it("forgets, and shows nothing of before", async () => {
    create();
    current.socket.accept();
    await receive("answer");
    expect(sessionStorage.getItem(sessionStorage.key(0)!)).toContain("sleutelpersonen");
    $(".menu-button").click();
    item("Nieuw gesprek").click();
    item("Ja, wis").click();
    expect(current.socket.last.event).toBe("forget");
    current.socket.last.acknowledge({ ok: true, token: "nieuw" });
    await settle();
    expect($$("li.turn")).toHaveLength(0);
    expect(sessionStorage.getItem(sessionStorage.key(0)!)).not.toContain("sleutelpersonen");
    expect(live().at(-1)).toBe("Het gesprek is gewist. Je begint opnieuw.");
    expect(focused()).toBe($("textarea"));
    await receive("smalltalk");
    expect($$("li.turn")).toHaveLength(1);
  });

  it("saves the conversation as text", async () => {
    let saved: Blob | undefined;
    URL.createObjectURL = vi.fn((blob: Blob) => ((saved = blob), "blob:x")) as never;
    URL.revokeObjectURL = vi.fn();
    const click = vi.spyOn(HTMLAnchorElement.prototype, "click").mockImplementation(() => undefined);
    create();
    current.socket.accept();
    await receive("tip");
    $(".menu-button").click();
    item("Bewaar het gesprek").click();
    expect(click).toHaveBeenCalledTimes(1);
    expect(saved!.type).toBe("text/plain;charset=utf-8");
    expect(saved!.size).toBeGreaterThan(100);
  });

  it("prints the whole conversation with everything open", async () => {
    create({ name: "Hulp", lang: "en" });
    current.socket.accept();
    await receive("answer");
    $(".menu-button").click();
    item("Print the conversation").click();
    const [content, title, lang] = vi.mocked(print).mock.lastCall as unknown as [TemplateResult, string, string];
    const page = document.createElement("div");
    render(content, page);
    expect([title, lang]).toEqual(["Hulp", "en"]);
    expect(page.querySelector("h1")!.textContent).toBe("Hulp");
    expect(page.querySelector(".said [lang=nl]")!.textContent).toContain("statushouders in Utrecht");
    expect(page.textContent).toContain("Pharos leidde ongeveer 130 sleutelpersonen op");
    expect(page.querySelector("button")).toBeNull();
  });
});

describe("feedback", () => {
  it("goes with the id of the answer, and says thank you", async () => {
    create();
    current.socket.accept();
    await receive("tip");
    await vi.advanceTimersByTimeAsync(EMPTIED_AFTER);
    $("[aria-label='Goed antwoord']").click();
    expect(current.socket.last).toMatchObject({ event: "feedback", data: { turn_id: answer("tip").reply!.turnId, judgement: "good" } });
    current.socket.last.acknowledge({ ok: true });
    await settle();
    expect($("[aria-label='Goed antwoord']").getAttribute("aria-pressed")).toBe("true");
    expect(live()[0]).toContain("Dank je voor je oordeel.");
    $<HTMLInputElement>(".remark input").value = "kort en goed";
    $(".remark button").click();
    expect(current.socket.last.data).toMatchObject({ judgement: "good", remark: "kort en goed" });
    current.socket.last.acknowledge({ ok: true });
    await settle();
    expect($(".remark")).toBeNull();
    expect(focused()).toBe($("textarea"));
  });

  it("that was not kept says so, also when another notice is still there", async () => {
    create();
    current.socket.accept();
    current.socket.drop();
    current.socket.accept({ resumed: true, seq: 0 });
    await receive("tip");
    $("[aria-label='Goed antwoord']").click();
    current.socket.last.lose();
    await settle();
    expect($(".bar").textContent).toContain("Dat is niet gelukt. Probeer het opnieuw.");
    expect(live().filter((line) => line?.includes("niet gelukt"))).toHaveLength(1);
    expect($("[aria-label='Goed antwoord']").getAttribute("aria-pressed")).toBe("false");
  });
});
