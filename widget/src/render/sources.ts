import { html, nothing, type TemplateResult } from "lit/html.js";
import type { Item, Reply, Source } from "../contract";
import { safeHref } from "../text/links";
import { untold } from "../text/match";
import { inline, link } from "./inline";
import type { View } from "./view";

/** Publishers named under an answer; all sources are behind "Waarom dit antwoord?". */
const NAMED = 4;

/** The numbers of the sources of these items, counted as the list of sources is. */
export function numbers(items: readonly Item[], reply: Reply): number[] {
  const ids = new Set(items.flatMap((item) => item.sources));
  return reply.sources.flatMap((source, at) => (ids.has(source.id) ? [at + 1] : []));
}

export function footnote(items: readonly Item[], reply: Reply, view: View): TemplateResult | typeof nothing {
  const found = numbers(items, reply).join(", ");
  return found
    ? html`\u2060<span class="note"><span aria-hidden="true">${found}</span><span class="sr"> (${view.words.sourceNumbers(found)})</span></span>`
    : nothing;
}

const named = (source: Source): string => [source.publisher, source.year && `(${source.year})`].filter(Boolean).join(" ");

/** The line that stands in the text as "Bronnen: …", with the numbers of the footnotes. */
export function sourceLine(reply: Reply, view: View): TemplateResult {
  const { sources } = reply;
  const more = sources.length - NAMED;
  return html`<p class="source-line">
    ${sources.length === 1 ? view.words.source : view.words.sources}:
    ${sources.slice(0, NAMED).map((source, at) => html`<span class="named"><b>${at + 1}</b> ${named(source) || source.title}</span> `)}
    ${more > 0 ? view.words.andOthers(more) : nothing}
  </p>`;
}

export function cite(source: Source, view: View): TemplateResult {
  const href = safeHref(source.url);
  const about = [source.publisher, source.year].filter(Boolean).join(", ");
  return html`${href ? link(href, source.title, view) : source.title}${about ? html`<span class="muted">. ${about}</span>` : nothing}`;
}

function advice(reply: Reply, view: View): string {
  if (reply.general) return view.words.whyGeneral;
  if (!reply.items.length) return "";
  return reply.groups.length ? view.words.whyGroup : view.words.whyAll;
}

/** "Waarom dit antwoord?": for whom it is meant, why each point matters, and where it comes from. */
export function why(reply: Reply, lines: readonly string[], view: View): TemplateResult | typeof nothing {
  const points = reply.items.filter((item) => item.type === "checklist_point" && untold(item, lines));
  const said = advice(reply, view);
  if (!said && !points.length && !reply.sources.length) return nothing;
  return html`<details class="why" ?open=${view.paper}>
    <summary>${view.words.why}</summary>
    <div class="why-body">
      ${said ? html`<p>${said}</p>` : nothing}
      ${points.length
        ? html`<p class="label">${view.words.whyPoints}</p>
            <ul>
              ${points.map((item) => html`<li>${inline(untold(item, lines), view)}${footnote([item], reply, view)}</li>`)}
            </ul>`
        : nothing}
      ${reply.sources.length && reply.kind !== "source"
        ? html`<p class="label">${reply.sources.length === 1 ? view.words.source : view.words.sources}</p>
            <ol class="sources">
              ${reply.sources.map((source) => html`<li>${cite(source, view)}</li>`)}
            </ol>`
        : nothing}
    </div>
  </details>`;
}
