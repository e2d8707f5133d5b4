import { html, nothing, type TemplateResult } from "lit/html.js";
import type { Button, Message, Progress } from "../contract";
import { toldIn } from "../text/match";
import { linesOf, prose } from "./prose";
import type { View } from "./view";

/** The titles of the buttons that answer a point of the self-check; tests/render.test.ts compares them with the assistant's. */
export const SELF_CHECK_ANSWERS = ["Gedaan", "Deels", "Nog niet", "Niet van toepassing"];

const bare = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, " ").trim();

function bar(progress: Progress, view: View): TemplateResult {
  const label = progress.label || `${progress.done} / ${progress.total}`;
  return html`<div class="progress">
    <progress max=${progress.total} value=${progress.done} aria-label=${`${view.words.progress}: ${label}`}></progress>
    <span aria-hidden="true">${label.charAt(0).toUpperCase()}${label.slice(1)}</span>
  </div>`;
}

/** A step of the walk or of the self-check: how far it is, and then what it says. */
export function guided(message: Message, view: View): TemplateResult {
  const progress = message.reply?.progress;
  return html`${progress ? bar(progress, view) : nothing}${prose(message, view, {
    without: (line) => progress !== undefined && progress !== null && bare(line) === bare(progress.label),
  })}`;
}

/**
 * The question that a self-check asks, and the buttons that answer it; `null` when this is no question of it, or when
 * the answers have other titles: all buttons are then plain choices.
 */
export function selfCheckQuestion({ text, buttons, reply }: Message): { question: string; answers: Button[]; others: Button[] } | null {
  if (reply?.kind !== "self_check") return null;
  const question = linesOf(text)
    .filter((line) => toldIn(reply.items, line.replace(/^[^:]{1,30}:\s/, "")).length)
    .at(-1);
  const answers = buttons.filter(({ title }) => SELF_CHECK_ANSWERS.includes(title));
  return question && answers.length === SELF_CHECK_ANSWERS.length
    ? { question, answers, others: buttons.filter((button) => !answers.includes(button)) }
    : null;
}
