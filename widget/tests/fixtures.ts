import { readTurn, type Message, type Turn } from "../src/contract";

/** Real answers of the assistant, one file for each kind, as envelopes of the website channel. */
const files = import.meta.glob<unknown>("./fixtures/*.json", { eager: true, import: "default" });

export const FIXTURES: Record<string, Turn> = Object.fromEntries(
  Object.entries(files).map(([file, value]) => [file.replace(/^.*\/|\.json$/g, ""), readTurn(value)!]),
);

export const fixture = (name: string): Turn => structuredClone(FIXTURES[name]!);
export const answer = (name: string): Message => fixture(name).messages.at(-1)!;
