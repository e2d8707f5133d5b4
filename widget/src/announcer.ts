/** How long a message stays in the live region: long enough to be picked up, gone before anybody walks into it. */
export const EMPTIED_AFTER = 2000;

/**
 * The one live region. Text only, beside the transcript: a live transcript would have the history and every button
 * read aloud with each answer.
 */
export class Announcer {
  constructor(private readonly region: HTMLElement) {}

  say(text: string): void {
    const line = document.createElement("p");
    line.textContent = text;
    this.region.append(line);
    setTimeout(() => line.remove(), EMPTIED_AFTER);
  }
}
