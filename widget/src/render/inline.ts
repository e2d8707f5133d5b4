import { html, nothing, type TemplateResult } from "lit/html.js";
import { icon } from "../icons";
import { leadIn } from "../text/blocks";
import { linkify } from "../text/links";
import type { View } from "./view";

/** A link that passed `safeHref`; a web page opens beside the conversation, and says so. */
export function link(href: string, text: unknown, view: View): TemplateResult {
  return /^https?:/.test(href)
    ? html`<a href=${href} target="_blank" rel="noopener noreferrer">${text}${view.paper ? nothing : html`\u2060${icon("out")}<span class="sr"> (${view.words.newTab})</span>`}</a>`
    : html`<a href=${href}>${text}</a>`;
}

/** A line of text with its links, and what it is about in bold: "Wat werkte: …". */
export function inline(text: string, view: View, emergency = false): TemplateResult {
  const [lead, rest] = leadIn(text);
  const pieces = linkify(rest, { emergency }).map((piece) => (typeof piece === "string" ? piece : link(piece.href, piece.text, view)));
  return html`${lead ? html`<strong>${lead}</strong> ` : nothing}${pieces}`;
}
