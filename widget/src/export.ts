import { html, render, type TemplateResult } from "lit/html.js";
import type { Message, Turn } from "./contract";
import paperCss from "./paper.css?inline";
import type { Chat } from "./strings/nl";

/** An answer as text, with its sources written out. */
export function messageText(message: Message, words: Chat): string {
  const sources = message.reply?.sources ?? [];
  if (!sources.length || message.reply?.kind === "source") return message.text;
  const body = message.text.replace(/\n?Bron(nen)?: [^\n]*$/, "");
  const lines = sources.map((source, at) => {
    const about = [source.publisher, source.year].filter(Boolean).join(", ");
    return `${at + 1}. ${source.title}${about ? ` (${about})` : ""}${source.url ? ` ${source.url}` : ""}`;
  });
  return [body, "", `${sources.length === 1 ? words.source : words.sources}:`, ...lines].join("\n");
}

/** The whole conversation as text. */
export function conversationText(turns: readonly Turn[], name: string, words: Chat): string {
  const parts = turns.flatMap((turn) => [
    ...(turn.said ? [`${words.you} ${turn.said}`] : []),
    `${words.says(name)}\n${turn.messages.map((message) => messageText(message, words)).join("\n\n")}`,
  ]);
  return [`${name} (${words.assistant.toLowerCase()})`, words.introCheck, ...parts].join("\n\n") + "\n";
}

export function download(text: string, file: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: "text/plain;charset=utf-8" }));
  const anchor = document.createElement("a");
  anchor.href = address;
  anchor.download = file;
  anchor.click();
  // The browser reads the address after this task; a minute is ample.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

/** Put text on the clipboard; where the page may not (no https), select it and have the browser copy. */
export async function copy(text: string, within: HTMLElement): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const area = document.createElement("textarea");
    const focused = (within.getRootNode() as ShadowRoot).activeElement as HTMLElement | null;
    area.value = text;
    area.className = "sr";
    within.append(area);
    area.select();
    try {
      return document.execCommand("copy");
    } catch {
      return false;
    } finally {
      area.remove();
      focused?.focus();
    }
  }
}

/**
 * Print a page of its own, made in a hidden frame: the page around the widget is not what the person wants on paper.
 * Built from nodes and a constructed style sheet, so that a strict Content-Security-Policy does not stop it.
 */
export function print(content: TemplateResult, title: string, lang: string, within: HTMLElement): HTMLIFrameElement {
  within.querySelector("iframe.paper")?.remove();
  const frame = document.createElement("iframe");
  frame.className = "paper";
  frame.tabIndex = -1;
  frame.setAttribute("aria-hidden", "true");
  within.append(frame);
  const page = frame.contentDocument!;
  page.documentElement.lang = lang;
  page.title = title;
  try {
    const sheet = new (frame.contentWindow as Window & typeof globalThis).CSSStyleSheet();
    sheet.replaceSync(paperCss);
    page.adoptedStyleSheets = [sheet];
  } catch {
    // Without a style sheet it prints as plain headings, lists and paragraphs.
  }
  render(html`<main>${content}</main>`, page.body);
  frame.contentWindow!.focus();
  frame.contentWindow!.print();
  return frame;
}
