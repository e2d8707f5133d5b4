import { html, nothing, type TemplateResult } from "lit/html.js";
import type { Message, Reply } from "../contract";
import { icon } from "../icons";
import { blocks } from "../text/blocks";
import { emergency } from "./emergency";
import { guided } from "./guided";
import { inline } from "./inline";
import { linesOf, prose } from "./prose";
import { cite, why } from "./sources";
import { tools } from "./tools";
import type { View } from "./view";

/** What an answer is based on: each source that the text names becomes a link by its title. */
function sources(message: Message, view: View): TemplateResult {
  const known = message.reply?.sources ?? [];
  return html`${blocks(message.text).map((part) =>
    part.type === "paragraph"
      ? html`<p>${inline(part.text, view)}</p>`
      : html`<ul role="list" class="bullets">
          ${part.lines.map((line) => {
            const source = known.find((candidate) => line.startsWith(candidate.title));
            return html`<li>${source ? cite(source, view) : inline(line, view)}</li>`;
          })}
        </ul>`,
  )}`;
}

function plan(message: Message, view: View): TemplateResult {
  return html`<div class="plan">${prose(message, view)}</div>
    ${view.paper
      ? nothing
      : html`<p><button type="button" class="plain" @click=${() => view.print(message)}>${icon("print")}${view.words.printPlan}</button></p>`}`;
}

const checklist = (message: Message, view: View): TemplateResult => prose(message, view, { boxes: true });

/** How each kind of the contract is shown; every other kind is text. */
const KINDS: Record<string, (message: Message, view: View) => TemplateResult> = {
  step: guided,
  self_check: guided,
  checklist,
  source: sources,
  emergency,
  action_plan: plan,
};

const has = <T>(record: Record<string, T>, name: string): T | undefined => (Object.hasOwn(record, name) ? record[name] : undefined);

const kindOf = (reply: Reply | null): string => reply?.kind ?? "";

/** One message of the assistant, with everything that belongs to it. */
export function renderMessage(message: Message, view: View): TemplateResult {
  const { reply } = message;
  const kind = kindOf(reply);
  const label = has(view.words.kinds, kind);
  const body = (has(KINDS, kind) ?? prose)(message, view);
  return html`<div class=${`message ${has(KINDS, kind) ? kind : "text"}`}>
    ${label ? html`<p class="label kind">${kind === "emergency" ? icon("warning") : nothing}${label}</p>` : nothing}
    <div class="body" lang="nl">${body}</div>
    ${reply
      ? html`<div class="under">${why(reply, linesOf(message.text), view)}${view.paper ? nothing : tools(message, reply, view)}</div>`
      : nothing}
  </div>`;
}
