import { html, nothing, type TemplateResult } from "lit/html.js";
import type { Item, Message, Reply } from "../contract";
import { icon } from "../icons";
import { blocks, leadIn, type Block } from "../text/blocks";
import { readExample, toldIn } from "../text/match";
import { inline } from "./inline";
import { footnote, sourceLine } from "./sources";
import type { View } from "./view";

const SOURCE_LINE = /^Bron(nen)?: /;

export interface Prose {
  /** Lines that are shown elsewhere, as the caption of a progress bar. */
  without?: (line: string) => boolean;
  /** Lists of points get boxes to tick on paper. */
  boxes?: boolean;
}

/** An example told in a line: only when the card holds everything that the line says. */
function exampleIn(line: string, items: readonly Item[]): Item | undefined {
  return items.find((item) => {
    const title = line.indexOf(item.title);
    const start = line.indexOf(item.text.slice(0, 40), title + item.title.length);
    const before = line.slice(0, title).trim();
    return item.type === "example" && title >= 0 && start > title && (!before || /^[^.:]{1,40}:$/.test(before)) && item.text.startsWith(line.slice(start));
  });
}

function card(item: Item, line: string, reply: Reply, view: View): TemplateResult {
  const example = readExample(item, line);
  const sources = reply.sources.filter((source) => item.sources.includes(source.id));
  const years = [...new Set(sources.map((source) => [source.publisher, source.year && `(${source.year})`].filter(Boolean).join(" ")))];
  return html`<div class="card">
    <p class="label">${leadIn(line)[0].replace(":", "") || view.words.example}</p>
    <p class="card-title">${example.title}${footnote([item], reply, view)}</p>
    <p class="muted facts">
      ${example.place ? html`<span>${icon("place")}${example.place}</span>` : nothing}
      ${years.length ? html`<span>${years.length === 1 ? view.words.source : view.words.sources}: ${years.join(", ")}</span>` : nothing}
    </p>
    ${example.parts.map((part) => html`<p>${part.name ? html`<strong>${part.name}:</strong> ` : nothing}${inline(part.text, view)}</p>`)}
  </div>`;
}

function block(part: Block, items: readonly Item[], reply: Reply | null, view: View, boxes: boolean): TemplateResult {
  if (part.type === "paragraph") {
    const told = toldIn(items, part.text);
    const example = reply && exampleIn(part.text, told);
    if (reply && example) return card(example, part.text, reply, view);
    return html`<p>${inline(part.text, view)}${reply ? footnote(told, reply, view) : nothing}</p>`;
  }
  const points = part.lines.some((line) => toldIn(items, line).some((item) => item.type === "checklist_point"));
  const lines = part.lines.map((line) => html`<li>${inline(line, view)}${reply ? footnote(toldIn(items, line), reply, view) : nothing}</li>`);
  if (part.ordered) return html`<ol start=${part.start}>${lines}</ol>`;
  // Safari drops the role of a list whose markers are drawn otherwise.
  return html`<ul role="list" class=${points || boxes ? "points" : "bullets"}>${lines}</ul>`;
}

/** The text of a message, with its examples as cards and its sources as footnotes. */
export function prose(message: Message, view: View, { without = () => false, boxes = false }: Prose = {}): TemplateResult {
  const { reply } = message;
  const parts = blocks(message.text).filter((part) => part.type === "list" || !without(part.text));
  const last = parts.at(-1);
  const withSources = reply !== null && reply.sources.length > 0 && last?.type === "paragraph" && SOURCE_LINE.test(last.text);
  if (withSources) parts.pop();
  return html`${parts.map((part) => block(part, reply?.items ?? [], reply, view, boxes))}${
    // The card of an example names its sources itself.
    withSources && reply.kind !== "example" ? sourceLine(reply, view) : nothing
  }`;
}

/** Every line of a text as it stands there, without the signs of lists. */
export const linesOf = (text: string): string[] => blocks(text).flatMap((part) => (part.type === "list" ? part.lines : [part.text]));

/** The text to read aloud: without signs of lists, and without the line of sources. */
export const spoken = (message: Message): string =>
  linesOf(message.text)
    .filter((line) => !(message.reply?.sources.length && SOURCE_LINE.test(line)))
    .join(" ");
