/** From the contract's plain text to paragraphs and lists. */

export type Block = { type: "paragraph"; text: string } | { type: "list"; ordered: boolean; start: number; lines: string[] };

const BULLET = /^\s*[-•*]\s+(.*)$/;
const NUMBER = /^\s*(\d{1,3})[.)]\s+(.*)$/;

/** Lines that follow one another with the same sign are one list; every other line is a paragraph. */
export function blocks(text: string): Block[] {
  const found: Block[] = [];
  let last: Block | undefined;
  for (const line of text.split(/\r?\n/)) {
    const bullet = BULLET.exec(line);
    const number = NUMBER.exec(line);
    const body = (bullet?.[1] ?? number?.[2] ?? line).trim();
    if (!body) {
      last = undefined;
      continue;
    }
    if (!bullet && !number) last = { type: "paragraph", text: body };
    else if (last?.type === "list" && last.ordered === !bullet) {
      last.lines.push(body);
      continue;
    } else last = { type: "list", ordered: !bullet, start: Number(number?.[1] ?? 1), lines: [body] };
    found.push(last);
  }
  return found;
}

/**
 * Split "Wat werkte: De moskee …" into what it is about and what it says. After more than a few words only a capital
 * tells it from a sentence with a colon in it.
 */
export function leadIn(text: string): [lead: string, rest: string] {
  const match = /^(\p{Lu}[^.:!?\n]{1,60}):\s+(?=\S)/u.exec(text);
  if (!match) return ["", text];
  const rest = text.slice(match[0].length);
  return match[1]!.split(" ").length <= 3 || /^\p{Lu}/u.test(rest) ? [`${match[1]!}:`, rest] : ["", text];
}
