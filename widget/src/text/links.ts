/** The only place where an address from outside becomes a link. */

const ALLOWED = new Set(["http:", "https:", "mailto:", "tel:"]);

/** Return the address when its scheme is allowed, else `null`. */
export function safeHref(address: string | null | undefined): string | null {
  if (!address) return null;
  try {
    const url = new URL(address.trim());
    return ALLOWED.has(url.protocol) ? url.href : null;
  } catch {
    return null;
  }
}

export const telHref = (number: string): string => `tel:${number.replace(/[^\d+]/g, "")}`;

export type Piece = string | { href: string; text: string };

const WEB = String.raw`https?://[^\s<>"']+`;
const MAIL = String.raw`[\w.+-]+@[\w-]+(?:\.[\w-]+)+`;
const TEL = String.raw`\b0[89]00-\d{4,7}\b`;
/** Three digits are a number to call only where somebody is in danger. */
const SHORT_TEL = String.raw`(?<=[Bb]el (?:direct )?)11[23]\b`;

/** Closing punctuation belongs to the sentence; a bracket only when it was not opened in the address. */
function trimmed(address: string): string {
  let end = address.replace(/[.,;:!?]+$/, "");
  while (end.endsWith(")") && !end.includes("(")) end = end.slice(0, -1).replace(/[.,;:!?]+$/, "");
  return end;
}

/** What to show of a web address: the site, and enough of the path to tell two apart. */
export function shortAddress(href: string): string {
  const url = new URL(href);
  const rest = `${url.pathname}${url.search}`.replace(/\/$/, "");
  return url.host.replace(/^www\./, "") + (rest.length > 28 ? `${rest.slice(0, 26)}…` : rest);
}

/** Cut a text into words and links: web and mail addresses, and telephone numbers of help lines. */
export function linkify(text: string, { emergency = false } = {}): Piece[] {
  const pattern = new RegExp([WEB, MAIL, TEL, ...(emergency ? [SHORT_TEL] : [])].join("|"), "g");
  const pieces: Piece[] = [];
  let at = 0;
  for (const match of text.matchAll(pattern)) {
    const found = match[0].startsWith("http") ? trimmed(match[0]) : match[0];
    const address = found.startsWith("http") ? found : found.includes("@") ? `mailto:${found}` : telHref(found);
    const href = safeHref(address);
    if (!href) continue;
    if (match.index > at) pieces.push(text.slice(at, match.index));
    pieces.push({ href, text: found.startsWith("http") ? shortAddress(href) : found });
    at = match.index + found.length;
  }
  if (at < text.length) pieces.push(text.slice(at));
  return pieces;
}
