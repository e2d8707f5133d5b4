import { describe, expect, it } from "vitest";
import { blocks, leadIn } from "../src/text/blocks";
import { linkify, safeHref, shortAddress, telHref } from "../src/text/links";

describe("blocks", () => {
  it("makes paragraphs and lists of lines", () => {
    expect(blocks("Kop:\n- een\n• twee\n\n* drie\n1. eerst\n2) dan\nEinde")).toEqual([
      { type: "paragraph", text: "Kop:" },
      { type: "list", ordered: false, start: 1, lines: ["een", "twee"] },
      { type: "list", ordered: false, start: 1, lines: ["drie"] },
      { type: "list", ordered: true, start: 1, lines: ["eerst", "dan"] },
      { type: "paragraph", text: "Einde" },
    ]);
  });

  it("keeps the number that a list begins with, and leaves years and dashes in sentences alone", () => {
    expect(blocks("3. derde")).toMatchObject([{ ordered: true, start: 3 }]);
    expect(blocks("2021 was een jaar\n-5 graden")).toEqual([
      { type: "paragraph", text: "2021 was een jaar" },
      { type: "paragraph", text: "-5 graden" },
    ]);
  });
});

describe("leadIn", () => {
  it.each([
    ["Wat werkte: de moskee", "Wat werkte:", "de moskee"],
    ["Ook goed om te weten: Met werk", "Ook goed om te weten:", "Met werk"],
    ["We doen samen de zelfcheck: 8 punten", "", "We doen samen de zelfcheck: 8 punten"],
    ["Zie https://x.nl", "", "Zie https://x.nl"],
    ["https://x.nl", "", "https://x.nl"],
  ])("%s", (text, lead, rest) => expect(leadIn(text)).toEqual([lead, rest]));
});

describe("linkify", () => {
  const links = (text: string, emergency = false) => linkify(text, { emergency }).filter((piece) => typeof piece !== "string");
  const whole = (text: string) => linkify(text).map((piece) => (typeof piece === "string" ? piece : piece.text)).join("");

  it("leaves closing punctuation out of an address", () => {
    expect(links("Zie (https://www.pharos.nl/a). Of https://x.nl/b_(c)!")).toEqual([
      { href: "https://www.pharos.nl/a", text: "pharos.nl/a" },
      { href: "https://x.nl/b_(c)", text: "x.nl/b_(c)" },
    ]);
  });

  it("links mail and help lines, and 112 and 113 only in an emergency", () => {
    expect(links("Mail a.b@pharos.nl of bel 0800-0113.")).toEqual([
      { href: "mailto:a.b@pharos.nl", text: "a.b@pharos.nl" },
      { href: "tel:08000113", text: "0800-0113" },
    ]);
    expect(links("Bel direct 112. Bel 113.")).toEqual([]);
    expect(links("Bel direct 112. Bel 113.", true)).toEqual([
      { href: "tel:112", text: "112" },
      { href: "tel:113", text: "113" },
    ]);
  });

  it("loses nothing of a text", () => expect(whole("a b@c.nl d 0800-1234 e")).toBe("a b@c.nl d 0800-1234 e"));

  it("shortens long addresses", () => {
    expect(shortAddress("https://www.pharos.nl/")).toBe("pharos.nl");
    expect(shortAddress(`https://x.nl/${"a".repeat(80)}`)).toHaveLength(31);
    expect(telHref("+31 (0)20-123")).toBe("tel:+31020123");
  });
});

describe("safeHref", () => {
  it.each(["https://x.nl/", "http://x.nl/", "mailto:a@b.nl", "tel:112"])("lets %s through", (address) => expect(safeHref(address)).toBe(address));
  it.each(["javascript:alert(1)", " JaVaScRiPt:alert(1)", "java\nscript:alert(1)", "data:text/html,x", "vbscript:x", "blob:https://x", "file:///etc", "//x.nl", "/pad", "", null])(
    "stops %j",
    (address) => expect(safeHref(address)).toBeNull(),
  );
});
