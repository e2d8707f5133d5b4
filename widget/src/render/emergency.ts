import { html, type TemplateResult } from "lit/html.js";
import type { Message } from "../contract";
import { icon } from "../icons";
import { blocks } from "../text/blocks";
import { linkify, safeHref, shortAddress, telHref } from "../text/links";
import { inline, link } from "./inline";
import type { View } from "./view";

/** "113 Zelfmoordpreventie (0800-0113 of https://www.113.nl): Denk je aan …" */
const HELP_LINE = /^([^()]{2,80}) \(([^()]+)\):\s*(.*)$/;
const NUMBER = /^(?:\d{3,4}|0[\d-]{6,12})$/;

function call(number: string, view: View): TemplateResult {
  return html`<a class="call" href=${telHref(number)}>${icon("call")}${view.words.call(number)}</a>`;
}

function helpLine(line: string, view: View): TemplateResult {
  const match = HELP_LINE.exec(line);
  const ways = (match?.[2] ?? "").split(/ of |, /);
  const known = ways.every((way) => NUMBER.test(way) || safeHref(way));
  if (!match || !known) return html`<li><p>${inline(line, view, true)}</p></li>`;
  return html`<li>
    <p class="card-title">${match[1]}</p>
    <p>${linkify(match[3]!).map((piece) => (typeof piece === "string" ? piece : link(piece.href, piece.text, view)))}</p>
    <p class="ways">
      ${ways.map((way) => (NUMBER.test(way) ? call(way, view) : html`<span>${link(safeHref(way)!, shortAddress(safeHref(way)!), view)}</span>`))}
    </p>
  </li>`;
}

/** The answer that nobody may miss: what to do first, large, and every number one tap away. */
export function emergency(message: Message, view: View): TemplateResult {
  return html`${blocks(message.text).map((part, at) => {
    if (part.type === "list") return html`<ul role="list" class="help-lines">${part.lines.map((line) => helpLine(line, view))}</ul>`;
    const number = /\b112\b/.exec(part.text)?.[0];
    return at || !number
      ? html`<p>${inline(part.text, view, true)}</p>`
      : html`<p class="first">${part.text}</p>
          <p class="ways">${call(number, view)}</p>`;
  })}`;
}
