/** Which items of the reply are told in which line of its text, so that nothing is shown twice. */

import type { Item } from "../contract";

/** Enough of an item's text to recognise it by. */
const KEY = 40;

export function isToldIn(item: Item, line: string): boolean {
  if (item.text && line.includes(item.text.slice(0, KEY))) return true;
  if (line.length >= 12 && item.text.startsWith(line)) return true;
  return item.title.length > 4 && !item.title.endsWith("…") && line.startsWith(item.title);
}

export const toldIn = (items: readonly Item[], line: string): Item[] => items.filter((item) => isToldIn(item, line));

/** What an item says besides the lines: why a point matters, how an example ended. */
export function untold(item: Item, lines: readonly string[]): string {
  const line = lines.find((candidate) => item.text.startsWith(candidate) && candidate.length >= 12);
  return line === undefined ? "" : item.text.slice(line.length).trim();
}

export interface Example {
  title: string;
  place: string;
  /** What was done, then what worked and how it ended, each with its own name. */
  parts: { name: string; text: string }[];
}

/** Take an example apart: the place stands between its title and its text, the parts have names. */
export function readExample(item: Item, line: string): Example {
  const start = line.indexOf(item.text.slice(0, KEY));
  const title = line.indexOf(item.title);
  const between = title >= 0 && start > title ? line.slice(title + item.title.length, start) : "";
  const cut = item.text.split(/(?:^|\s)(Wat werkte|Resultaat):\s/);
  const parts = [{ name: "", text: cut[0]!.trim() }];
  for (let at = 1; at < cut.length; at += 2) parts.push({ name: cut[at]!, text: cut[at + 1]!.trim() });
  return { title: item.title, place: between.replace(/^[,\s]+|[.\s]+$/g, ""), parts: parts.filter((part) => part.text) };
}
