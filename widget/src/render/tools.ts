import { html, nothing, type TemplateResult } from "lit/html.js";
import type { Message, Reply } from "../contract";
import { icon } from "../icons";
import type { View } from "./view";

/** As long as the server takes. */
const REMARK_LENGTH = 300;
/** Nothing to judge or to keep: politeness, thanks for a judgement, and somebody in danger has other things to do. */
const WITHOUT = new Set(["smalltalk", "feedback", "emergency"]);

function remark(turnId: string, view: View): TemplateResult {
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const text = String(new FormData(event.target as HTMLFormElement).get("remark") ?? "").trim();
    if (text) view.remark(turnId, text);
  };
  return html`<form class="remark" @submit=${submit}>
    <label>${view.words.remark}<input name="remark" maxlength=${REMARK_LENGTH} autocomplete="off" /></label>
    <button class="plain">${view.words.remarkSend}</button>
  </form>`;
}

/** Copy the answer, say whether it was good, and add a line about it. */
export function tools(message: Message, reply: Reply, view: View): TemplateResult | typeof nothing {
  const { turnId } = reply;
  if (WITHOUT.has(reply.kind)) return nothing;
  const judged = turnId ? view.judgement(turnId) : undefined;
  return html`<div class="tools">
      <button type="button" class="tool" aria-label=${view.words.copy} title=${view.words.copy} @click=${() => view.copy(message)}>
        ${icon("copy")}
      </button>
      ${turnId
        ? (["good", "bad"] as const).map(
            (name) => html`<button
              type="button"
              class="tool"
              aria-label=${view.words[name]}
              title=${view.words[name]}
              aria-pressed=${judged === name ? "true" : "false"}
              @click=${() => view.judge(turnId, name)}
            >
              ${icon(name)}
            </button>`,
          )
        : nothing}
    </div>
    ${turnId && view.remarkOn === turnId ? remark(turnId, view) : nothing}`;
}
