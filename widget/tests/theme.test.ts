import { describe, expect, it } from "vitest";
import { ACCENT, accentCss, contrast, on, parse, readable, SURFACES, type Rgb } from "../src/theme";
import { TOKENS } from "../src/tokens";

const HOUSE_STYLES = import.meta.glob<string>("../examples/*.html", { eager: true, query: "?raw", import: "default" });

const rgb = (value: string): Rgb => parse(value.replace(/,/g, ", "))!;
const hex = (value: string): Rgb => [1, 3, 5].map((at) => Number.parseInt(value.slice(at, at + 2), 16));

/** Every accent that is shipped: our own, and those of the examples. */
const ACCENTS: [string, Rgb][] = [
  ["default", ACCENT],
  ...Object.entries(HOUSE_STYLES).flatMap(([file, page]) =>
    [...page.matchAll(/(?:color="|background-color:\s*)(#[\da-f]{6})/gi)].map((match): [string, Rgb] => [`${file} ${match[1]}`, hex(match[1]!)]),
  ),
];

/** In the dark the accent is most of what can be pressed; with less it looks as if it can't. */
const LEAST = [5.5, 7] as const;

describe.each([
  ["light", 0],
  ["dark", 1],
] as const)("%s", (_, at) => {
  const token = (name: keyof typeof TOKENS) => rgb(TOKENS[name][at]);

  it.each([
    ["text", "surface", 4.5],
    ["text", "raised", 4.5],
    ["muted", "surface", 4.5],
    ["muted", "raised", 4.5],
    ["dangerText", "danger", 4.5],
    ["surface", "dangerLine", 4.5],
    ["dangerLine", "danger", 3],
    ["dangerLine", "surface", 3],
    ["line", "surface", 3],
    ["line", "raised", 3],
  ] as const)("%s on %s has at least %d", (front, back, least) => expect(contrast(token(front), token(back))).toBeGreaterThanOrEqual(least));

  it.each(ACCENTS)("accent %s can be read as text, on itself and beside everything", (_name, accent) => {
    const text = readable(accent, SURFACES[at]);
    for (const surface of SURFACES[at]) expect(contrast(text, surface)).toBeGreaterThanOrEqual(LEAST[at]);
    expect(contrast(on(accent), accent)).toBeGreaterThanOrEqual(4.5);
  });
});

describe("any accent", () => {
  it("is found in all three house styles", () => expect(ACCENTS.length).toBeGreaterThanOrEqual(4));

  it("gets text that can be read, whatever the colour", () => {
    for (let red = 0; red <= 255; red += 15)
      for (let green = 0; green <= 255; green += 15)
        for (let blue = 0; blue <= 255; blue += 51) {
          const accent = [red, green, blue];
          expect(contrast(on(accent), accent)).toBeGreaterThanOrEqual(4.5);
          for (const [at, surfaces] of SURFACES.entries())
            for (const surface of surfaces) expect(contrast(readable(accent, surfaces), surface)).toBeGreaterThanOrEqual(LEAST[at]!);
        }
  });

  it("stays a colour in the dark, unlike the text beside it", () => {
    const colourful = (colour: Rgb) => 1 - Math.min(...colour) / Math.max(...colour);
    expect(colourful(readable(ACCENT, SURFACES[1]))).toBeGreaterThan(0.4);
    expect(colourful(readable([60, 60, 60], SURFACES[1]))).toBe(0);
    // What can be read already is left as the organisation chose it.
    expect(readable([255, 200, 0], SURFACES[1])).toEqual([255, 200, 0]);
  });

  it("reads only opaque colours as a browser gives them", () => {
    expect(parse("rgb(1, 2, 3)")).toEqual([1, 2, 3]);
    for (const value of ["", "rgba(1, 2, 3, 0.5)", "oklch(0.5 0.1 20)", "red;}", "rgb(1, 2, 3);x"]) expect(parse(value)).toBeNull();
  });

  it("goes into the style sheet as numbers only", () => expect(accentCss([1, 2, 3])).toMatch(/^[-\w.:;,{}()[\]=@\s]+$/));

  it("agrees with the formula of WCAG", () => {
    expect(contrast([0, 0, 0], [255, 255, 255])).toBeCloseTo(21, 5);
    expect(contrast(hex("#767676"), [255, 255, 255])).toBeCloseTo(4.54, 2);
  });
});
