import { describe, expect, it } from "vitest";
import * as en from "../src/strings/en";
import * as nl from "../src/strings/nl";
import { wordsFor } from "../src/strings";

const shape = (value: unknown): unknown =>
  typeof value === "object" && value !== null
    ? Object.fromEntries(Object.entries(value).sort().map(([name, part]) => [name, shape(part)]))
    : typeof value;

const sentences = (value: unknown): string[] =>
  typeof value === "string"
    ? value.split(/(?<=[.?!])\s/)
    : typeof value === "function"
      ? sentences((value as (argument: never) => string)(2 as never))
      : Object.values(value as object).flatMap(sentences);

describe("strings", () => {
  it("are the same set in both languages", () => {
    expect(shape(en.launcher)).toEqual(shape(nl.launcher));
    expect(shape(en.chat)).toEqual(shape(nl.chat));
  });

  it.each([
    ["nl", nl],
    ["en", en],
  ])("%s has no empty one", (_, words) => {
    for (const text of sentences({ ...words.launcher, ...words.chat })) expect(text.trim()).not.toBe("");
  });

  it("in Dutch have no sentence over 20 words", () => {
    for (const sentence of sentences({ ...nl.launcher, ...nl.chat })) expect(sentence.split(/\s+/).length, sentence).toBeLessThanOrEqual(20);
  });

  it("differ, and fall back on Dutch", () => {
    expect(wordsFor("en-GB").words).toBe(en.chat);
    for (const language of ["", "nl", "fr", "NL-nl"]) expect(wordsFor(language)).toEqual({ code: "nl", words: nl.chat });
    expect(en.chat.intro).not.toBe(nl.chat.intro);
  });

  it("say singular and plural right", () => {
    expect([nl.chat.left(1), nl.chat.left(2), nl.chat.tooLong(1), nl.chat.choicesCount(1)]).toEqual([
      "Nog 1 teken",
      "Nog 2 tekens",
      "Je bericht is 1 teken te lang. Maak het korter.",
      "Er is 1 keuze.",
    ]);
  });
});
