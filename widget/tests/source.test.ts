import { describe, expect, it } from "vitest";

const SOURCES = import.meta.glob<string>("../src/**/*.ts", { eager: true, query: "?raw", import: "default" });
const FORBIDDEN = [
  /\b(?:inner|outer)HTML\b/,
  /\binsertAdjacentHTML\b/,
  /\bunsafe(?:HTML|SVG|Static|MathML)\b/,
  /\beval\s*\(/,
  /\bnew Function\b/,
  /\bdocument\.write/,
  /\bcreateContextualFragment\b|\bDOMParser\b|\bsetHTMLUnsafe\b/,
  /\blocalStorage\b|\bdocument\.cookie\b|\bindexedDB\b/,
  // A style attribute is stopped by a strict Content-Security-Policy.
  /\bstyleMap\b|\sstyle=/,
];

const withoutComments = (code: string) => code.replace(/\/\*[\s\S]*?\*\/|(?<![:"'])\/\/.*$/gm, "");

describe("the source", () => {
  it("is all there to be looked at", () => expect(Object.keys(SOURCES).length).toBeGreaterThan(20));

  it.each(Object.keys(SOURCES))("%s has no way in for markup, and keeps nothing outside the session", (file) => {
    for (const pattern of FORBIDDEN) expect(withoutComments(SOURCES[file]!)).not.toMatch(pattern);
  });

  it("finds what is forbidden (the check itself works)", () => {
    for (const bad of ["a.innerHTML = x", "unsafeHTML(x)", "eval (x)", "localStorage.x", "html`<p style=${x}>`"]) {
      expect(FORBIDDEN.some((pattern) => pattern.test(bad)), bad).toBe(true);
    }
  });
});
