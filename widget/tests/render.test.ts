import { html, render } from "lit/html.js";
import { describe, expect, it, vi } from "vitest";
import { readTurn, type Message } from "../src/contract";
import { conversationText, messageText } from "../src/export";
import { SELF_CHECK_ANSWERS, selfCheckQuestion } from "../src/render/guided";
import { renderMessage } from "../src/render/message";
import { spoken } from "../src/render/prose";
import type { View } from "../src/render/view";
import { chat as words } from "../src/strings/nl";
import TEXTS from "../../bouwstenen/dialogue/texts.yml?raw";
import { FIXTURES, answer, fixture } from "./fixtures";

const view: View = {
  words,
  paper: false,
  judgement: () => undefined,
  remarkOn: null,
  judge: vi.fn(),
  remark: vi.fn(),
  copy: vi.fn(),
  print: vi.fn(),
};

export function shown(message: Message, change: Partial<View> = {}): HTMLElement {
  const box = document.createElement("div");
  render(renderMessage(message, { ...view, ...change }), box);
  return box;
}

/** What a person reads, without what is only for a screen reader. */
function read(box: HTMLElement, selector = ".body"): string {
  const copy = box.querySelector(selector)?.cloneNode(true) as HTMLElement;
  for (const hidden of copy.querySelectorAll(".sr, .note")) hidden.remove();
  return copy.textContent.replace(/\u2060/g, "").replace(/\s+/g, " ").trim();
}

const bare = (text: string) => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, " ").trim();

describe("every kind", () => {
  it("of the contract has a recorded answer", () => {
    const kinds = new Set(Object.values(FIXTURES).flatMap((turn) => turn.messages.map((message) => message.reply?.kind)));
    expect([...kinds].sort()).toEqual(
      "action_plan answer checklist clarification contact emergency example explanation fallback feedback help out_of_scope privacy self_check smalltalk source step tip workshop".split(" "),
    );
  });

  it.each(Object.keys(FIXTURES))("%s loses no word of its text", (name) => {
    for (const message of fixture(name).messages) {
      const box = shown(message);
      const all = bare(box.textContent);
      for (const line of message.text.split("\n")) {
        // Sources are a line of their own with numbers, and the addresses of links are shortened.
        if (/^Bron(nen)?: /.test(line)) continue;
        for (const word of bare(line.replace(/https?:\S+/g, "").replace(/^\s*(?:[-•]|\d+\.)\s/, "")).split(" ")) expect(all, `${line}: ${word}`).toContain(word);
      }
    }
  });

  it.each(Object.keys(FIXTURES))("%s says nothing twice in its body", (name) => {
    for (const message of fixture(name).messages) {
      const body = bare(read(shown(message)));
      for (const item of message.reply?.items ?? []) {
        const key = bare(item.text.slice(0, 40));
        const said = bare(message.text).split(key).length;
        expect(body.split(key).length, item.title).toBeLessThanOrEqual(Math.max(2, said));
      }
    }
  });

  it("that nobody knows is text", () => {
    const message = answer("tip");
    message.reply!.kind = "__proto__";
    const box = shown(message);
    expect(box.querySelector(".message")!.className).toBe("message text");
    expect(read(box)).toContain(message.text.split("\n")[0]);
  });

  it("without a reply is text with no tools", () => {
    const box = shown({ text: "Hallo\n- een", buttons: [], reply: null });
    expect(box.querySelectorAll("li")).toHaveLength(1);
    expect(box.querySelector("button, details")).toBeNull();
  });
});

describe("an answer", () => {
  it("has points as a list with the numbers of their sources", () => {
    const box = shown(answer("answer"));
    const points = box.querySelectorAll(".points > li");
    expect(points).toHaveLength(3);
    expect(points[0]!.querySelector(".note [aria-hidden]")!.textContent).toBe("1");
    expect(points[1]!.querySelector(".note .sr")!.textContent).toContain("bron 4, 5");
  });

  it("has its example as a card with place and source", () => {
    const card = shown(answer("answer")).querySelector(".card")!;
    expect(card.querySelector(".card-title")!.textContent).toContain("Leefstijlmaatjes");
    expect(card.querySelector(".facts")!.textContent).toMatch(/Utrecht, Kanaleneiland\s+Bron: Dagblad Utrecht \(2023\)/);
    expect(card.textContent).toContain("Wat werkte:");
  });

  it("tells under 'Waarom dit antwoord?' why points matter, and links every source that has an address", () => {
    const message = answer("answer");
    const why = shown(message).querySelector("details")!;
    expect(why.querySelector("summary")!.textContent).toBe("Waarom dit antwoord?");
    expect(why.open).toBe(false);
    expect(why.textContent).toContain(words.whyGroup);
    expect(why.textContent).toContain("Pharos leidde ongeveer 130 sleutelpersonen op");
    expect(why.querySelectorAll(".sources > li")).toHaveLength(message.reply!.sources.length);
    expect(why.querySelectorAll(".sources a")).toHaveLength(message.reply!.sources.filter((source) => source.url).length);
    expect(why.querySelector("a")!.rel).toBe("noopener noreferrer");
  });

  it("says so when it is general advice", () => {
    const message = answer("answer");
    message.reply!.general = true;
    expect(shown(message).querySelector("details")!.textContent).toContain(words.whyGeneral);
  });

  it("can be copied with its sources written out", () => {
    const text = messageText(answer("answer"), words);
    expect(text).not.toMatch(/^Bronnen: Pharos/m);
    expect(text).toContain("Bronnen:\n1. Sleutelpersonen (Pharos) https://www.pharos.nl/sleutelpersonen/\n2. ");
  });

  it("can be judged, with a line of text", () => {
    const judge = vi.fn();
    const remark = vi.fn();
    const message = answer("tip");
    const turnId = message.reply!.turnId!;
    const box = shown(message, { judge, remark, remarkOn: turnId, judgement: () => "bad" });
    const [good, bad] = box.querySelectorAll<HTMLButtonElement>("[aria-pressed]");
    expect([good!.getAttribute("aria-pressed"), bad!.getAttribute("aria-pressed")]).toEqual(["false", "true"]);
    good!.click();
    expect(judge).toHaveBeenCalledWith(turnId, "good");
    const input = box.querySelector<HTMLInputElement>(".remark input")!;
    expect(input.maxLength).toBe(300);
    input.value = " te kort ";
    document.body.append(box);
    box.querySelector<HTMLButtonElement>(".remark button")!.click();
    expect(remark).toHaveBeenCalledWith(turnId, "te kort");
    box.remove();
  });
});

describe("guided flows", () => {
  it("show progress as a bar with text, and not also in the text", () => {
    const box = shown(answer("step"));
    const progress = box.querySelector("progress")!;
    expect([progress.value, progress.max]).toEqual([1, 4]);
    expect(progress.getAttribute("aria-label")).toBe("Voortgang: stap 2 van 4: Bereiken");
    expect(read(box)).toMatch(/^Stap 2 van 4: Bereiken/);
    expect(read(box).match(/stap 2 van 4/gi)).toHaveLength(1);
  });

  it("have a question with its four answers, and the other buttons apart", () => {
    const check = selfCheckQuestion(answer("self_check"))!;
    expect(check.question).toMatch(/^Punt 2 van 8: /);
    expect(check.answers.map((button) => button.title)).toEqual(["Gedaan", "Deels", "Nog niet", "Niet van toepassing"]);
    expect(check.others.length).toBeGreaterThan(0);
  });

  it("know the answers by their titles, wherever they stand", () => {
    const message = answer("self_check");
    message.buttons.reverse();
    const check = selfCheckQuestion(message)!;
    expect(check.answers.map((button) => button.title)).toEqual(["Niet van toepassing", "Nog niet", "Deels", "Gedaan"]);
    expect(check.others.map((button) => button.title)).toEqual(["Stoppen", "Vorige", "Overslaan", "Leg dit punt uit"]);
  });

  it("take no other buttons for answers", () => {
    const message = answer("self_check");
    message.buttons = message.buttons.slice(4);
    expect(selfCheckQuestion(message)).toBeNull();
    message.buttons = answer("self_check").buttons.slice(1);
    expect(selfCheckQuestion(message)).toBeNull();
  });

  it("know the titles as the assistant has them", () => {
    const [, titles] = /^check:[\s\S]*?^ {2}button:\n((?: {4}.+\n)+)/m.exec(TEXTS)!;
    expect(titles!.match(/(?<=: ).+/g)).toEqual(SELF_CHECK_ANSWERS);
  });

  it.each(["self_check_result", "step", "checklist", "help"])("%s asks no such question", (name) => expect(selfCheckQuestion(answer(name))).toBeNull());
});

describe("an emergency", () => {
  it("has what to do first, and each number and site as a link", () => {
    const box = shown(answer("emergency"));
    expect(box.querySelector(".first")!.textContent).toBe("Is er nu gevaar? Bel direct 112.");
    const links = [...box.querySelectorAll<HTMLAnchorElement>(".body a")].map((link) => link.getAttribute("href"));
    expect(links).toEqual(["tel:112", "tel:08000113", "https://www.113.nl/", "tel:08002000", "https://www.veiligthuis.nl/", "tel:08000432", "https://www.kindertelefoon.nl/"]);
    expect(box.querySelector(".tools")).toBeNull();
  });

  it("shows a line that it can't take apart as text with links", () => {
    const message = { ...answer("emergency"), text: "Bel 112 nu.\n- Bel 113\n- X (nergens): y" };
    const box = shown(message);
    expect(read(box)).toContain("X (nergens): y");
    expect(box.querySelector('a[href="tel:113"]')).not.toBeNull();
  });
});

describe("other kinds", () => {
  it("links sources by their titles", () => {
    const box = shown(answer("source"));
    expect(box.querySelectorAll(".body a").length).toBe(answer("source").reply!.sources.filter((source) => source.url).length);
    expect(box.querySelector(".body a")!.textContent).toMatch(/^Sleutelpersonen/);
    expect(read(box)).not.toContain("https://");
  });

  it("offers the plan for printing", () => {
    const print = vi.fn();
    const message = answer("action_plan");
    const box = shown(message, { print });
    expect(box.querySelectorAll(".plan ol > li").length).toBeGreaterThan(2);
    [...box.querySelectorAll("button")].find((button) => button.textContent.includes(words.printPlan))!.click();
    expect(print).toHaveBeenCalledWith(message);
  });

  it("links people to speak to", () => {
    const links = [...shown(answer("contact")).querySelectorAll<HTMLAnchorElement>(".body a")].map((link) => link.protocol);
    expect(new Set(links)).toEqual(new Set(["mailto:", "https:"]));
  });

  it("opens everything on paper, with nothing to press", () => {
    const box = shown(answer("answer"), { paper: true });
    expect(box.querySelector("details")!.open).toBe(true);
    expect(box.querySelector("button")).toBeNull();
  });

  it("is read aloud without signs and sources", () => {
    expect(spoken(answer("help"))).not.toMatch(/(^|\s)- /);
    expect(spoken(answer("tip"))).not.toContain("Bron");
  });

  it("goes into the text file with who said it", () => {
    const text = conversationText([fixture("tip")], "Assistent", words);
    expect(text).toContain("Jij: geef een tip voor laaggeletterden");
    expect(text).toContain("Assistent zegt:\n");
  });
});

const XSS = [
  "<script>window.__xss=1</script>",
  "<img src=x onerror=window.__xss=1>",
  "<svg onload=window.__xss=1>",
  "<svg><script>window.__xss=1</script></svg>",
  "<iframe src=javascript:window.__xss=1></iframe>",
  "<iframe srcdoc='<script>parent.__xss=1</script>'></iframe>",
  "<body onload=window.__xss=1>",
  "<a href=javascript:window.__xss=1>klik</a>",
  "<a href='java&#115;cript:window.__xss=1'>klik</a>",
  "<math><mi//xlink:href='data:x,<script>window.__xss=1</script>'>",
  "<details open ontoggle=window.__xss=1>",
  "<video><source onerror=window.__xss=1>",
  "<object data=javascript:window.__xss=1>",
  "<embed src=javascript:window.__xss=1>",
  "<form action=javascript:window.__xss=1><button>x</button></form>",
  "<input autofocus onfocus=window.__xss=1>",
  "<style>@import 'javascript:window.__xss=1'</style>",
  "<link rel=stylesheet href=javascript:window.__xss=1>",
  "<meta http-equiv=refresh content='0;url=javascript:window.__xss=1'>",
  "<template><script>window.__xss=1</script></template>",
  "<noscript><p title='</noscript><img src=x onerror=window.__xss=1>'>",
  "\"><img src=x onerror=window.__xss=1>",
  "' onmouseover='window.__xss=1",
  "`${window.__xss=1}`",
  "{{constructor.constructor('window.__xss=1')()}}",
  "javascript:window.__xss=1",
  "JaVaScRiPt:window.__xss=1",
  " javascript:window.__xss=1",
  "java\tscript:window.__xss=1",
  "\u0001javascript:window.__xss=1",
  "data:text/html,<script>window.__xss=1</script>",
  "data:text/html;base64,PHNjcmlwdD53aW5kb3cuX194c3M9MTwvc2NyaXB0Pg==",
  "vbscript:window.__xss=1",
  "blob:https://x.nl/1",
  "file:///etc/passwd",
  "[klik](javascript:window.__xss=1)",
  "![x](data:image/svg+xml,<svg onload=window.__xss=1>)",
  "https://x.nl/\"onmouseover=\"window.__xss=1",
  "https://x.nl/'><script>window.__xss=1</script>",
  "https://javascript:window.__xss=1@x.nl",
  "- <img src=x onerror=window.__xss=1>",
  "Voorbeeld: <img src=x onerror=window.__xss=1>. x",
  "x (javascript:window.__xss=1): y",
  "x (112 of javascript:window.__xss=1): y",
  "<!--<img src=--><img src=x onerror=window.__xss=1>//-->",
  "<?lit$123$?>",
  "<!--?lit$123456789$-->",
  "\u202e<script>window.__xss=1</script>",
];
const KINDS = ["answer", "example", "emergency", "source", "self_check", "step", "action_plan", "contact", "<b>", "constructor"];

function hostile(kind: string, payload: string): Message {
  const source = { id: "s", title: payload, publisher: payload, year: 2024, url: payload };
  const item = (type: string) => ({ id: payload, type, title: payload, text: payload, sources: ["s", payload] });
  const turn = readTurn({
    seq: 1,
    id: payload,
    said: payload,
    messages: [
      {
        text: `${payload}\n- ${payload}\n1. ${payload}\nVoorbeeld: ${payload}. ${payload}`,
        buttons: Array.from({ length: 5 }, () => ({ id: payload, title: payload })),
        reply: {
          version: 1,
          kind,
          building_block: payload,
          target_groups: [payload],
          items: ["checklist_point", "example", payload].map(item),
          sources: [source],
          progress: { done: 1, total: 2, label: payload },
          turn_id: payload,
        },
      },
    ],
  });
  return turn!.messages[0]!;
}

describe("hostile content", () => {
  it("is tried in enough ways", () => expect(XSS.length).toBeGreaterThanOrEqual(30));

  it.each(XSS)("%j stays text in every field and kind", (payload) => {
    for (const kind of KINDS) {
      const message = hostile(kind, payload);
      const box = document.createElement("div");
      document.body.append(box);
      render(html`${renderMessage(message, { ...view, remarkOn: message.reply!.turnId })}<p>${message.buttons.map((button) => html`<button>${button.title}</button>`)}</p>`, box);
      // Only what our own templates make, and no attribute that carries script.
      for (const element of box.querySelectorAll("*")) {
        expect("DIV P SPAN B STRONG A UL OL LI DETAILS SUMMARY BUTTON FORM LABEL INPUT PROGRESS svg path".split(" ")).toContain(element.tagName);
        for (const { name, value } of element.attributes) {
          expect(name).not.toMatch(/^on|^src|^style$|^action$/);
          if (name === "href") expect(value).toMatch(/^(?:https?:|mailto:|tel:)/);
        }
      }
      expect((window as { __xss?: number }).__xss).toBeUndefined();
      box.remove();
    }
  });
});
