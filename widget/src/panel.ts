import { html, nothing, render, type TemplateResult } from "lit/html.js";
import { guard } from "lit/directives/guard.js";
import { keyed } from "lit/directives/keyed.js";
import { Announcer } from "./announcer";
import type { Mounted } from "./chat";
import type { Link } from "./connection";
import type { Button, Message, Turn } from "./contract";
import { Conversation, type Listener } from "./conversation";
import { conversationText, copy, download, messageText, print } from "./export";
import { icon } from "./icons";
import { storageKey } from "./key";
import type { BouwstenenChat } from "./loader";
import { selfCheckQuestion } from "./render/guided";
import { renderMessage } from "./render/message";
import { spoken } from "./render/prose";
import type { View } from "./render/view";
import { sessionStorageOrNull, Store, type Judgement, type Pending } from "./store";
import { wordsFor } from "./strings";
import type { Chat } from "./strings/nl";
import { safeHref } from "./text/links";

/** On a screen this small the chat is all there is, so it is a modal dialog there. */
const SMALL = "(max-width: 480px), (max-height: 480px)";
/** From this share of the limit on, the characters that are left are shown. */
const COUNTED_FROM = 0.8;
/** Waiting shorter than this is not worth saying aloud. */
const TYPING_SAID_AFTER = 2500;
/** A notice is announced too; on the screen it stays long enough for who reads slowly. */
const PASSING = 8000;

/** A part that asks for room under the header, one at a time. */
type Drawer = "menu" | "confirm" | null;

/** The chat itself: what is shown, where the focus is, and what is said aloud. */
export class Panel implements Mounted, Listener {
  isOpen = false;

  readonly #container = document.createElement("div");
  readonly #live = document.createElement("div");
  readonly #announcer = new Announcer(this.#live);
  readonly #conversation: Conversation;
  readonly #small = window.matchMedia?.(SMALL);
  #drawer: Drawer = null;
  /** Said by the server or by us about what just happened. */
  #notice = "";
  #noticeTimer: ReturnType<typeof setTimeout> | undefined;
  #typingTimer: ReturnType<typeof setTimeout> | undefined;
  /** Whether the server was ever reached: a lost connection and a server that is not there read differently. */
  #wasOnline = false;
  #forgetting = false;
  #invalid = "";
  #remarkOn: string | null = null;
  /** Rises when the conversation is cleared, so that no element of the old one is used again. */
  #era = 0;
  #scheduled = false;
  #typed = "";

  constructor(
    private readonly host: BouwstenenChat,
    private readonly box: HTMLElement,
    private readonly toggled: () => void,
  ) {
    this.#live.className = "sr";
    this.#live.setAttribute("aria-live", "polite");
    this.#container.className = "mount";
    box.append(this.#container, this.#live);
    const base = host.server;
    this.#conversation = new Conversation(new Store(storageKey(base.href), sessionStorageOrNull()), this, base, () => this.#context());
    this.#typed = this.#conversation.draft;
    this.#small?.addEventListener?.("change", this.update);
    window.addEventListener("online", this.#nowOnline);
    window.visualViewport?.addEventListener("resize", this.#fit);
    window.visualViewport?.addEventListener("scroll", this.#fit);
  }

  unmount(): void {
    this.#conversation.close();
    this.#small?.removeEventListener?.("change", this.update);
    window.removeEventListener("online", this.#nowOnline);
    window.visualViewport?.removeEventListener("resize", this.#fit);
    window.visualViewport?.removeEventListener("scroll", this.#fit);
    for (const timer of [this.#noticeTimer, this.#typingTimer]) clearTimeout(timer);
    this.#container.remove();
    this.#live.remove();
  }

  open(byPerson: boolean): void {
    if (this.isOpen) return this.#focusInput();
    this.isOpen = true;
    this.#conversation.keepOpen(true);
    this.#conversation.connect();
    this.toggled();
    this.#draw();
    this.#input!.value = this.#typed;
    this.#grow();
    this.#fit();
    this.#toEnd();
    if (byPerson) this.#focusInput();
  }

  close(): void {
    if (!this.isOpen || this.host.fullPage) return;
    this.isOpen = false;
    this.#drawer = null;
    this.#conversation.keepOpen(false);
    if (!this.#conversation.queue.length) this.#conversation.close();
    this.#draw();
    this.toggled();
    this.box.querySelector<HTMLElement>(".launcher")?.focus();
  }

  readonly update = (): void => {
    if (this.#scheduled) return;
    this.#scheduled = true;
    queueMicrotask(() => {
      this.#scheduled = false;
      this.#draw();
    });
  };

  // What the conversation tells.

  changed(): void {
    this.update();
  }

  answered(turn: Turn): void {
    clearTimeout(this.#typingTimer);
    this.#typingTimer = undefined;
    if (!this.isOpen) {
      // The answer to the last message has come in; a closed chat needs no connection.
      if (!this.#conversation.queue.length) this.#conversation.close();
      return;
    }
    const choices = turn.messages.reduce((sum, message) => sum + message.buttons.length, 0);
    const said = turn.messages.map(spoken).join(" ");
    this.#announcer.say([this.#words.says(this.host.name), said, choices ? this.#words.choicesCount(choices) : ""].filter(Boolean).join(" "));
    this.#draw();
    this.#toLast();
  }

  cleared(anew: boolean): void {
    this.#era += 1;
    this.#remarkOn = null;
    if (!anew) return;
    this.#tell(this.#forgetting ? this.#words.newDone : this.#words.cleared);
  }

  link(link: Link, before: Link): void {
    if (link === before) return;
    if (link === "online") {
      if (before === "offline") this.#tell(this.#words.restored);
      this.#wasOnline = true;
    } else if (this.isOpen) this.#announcer.say(this.#linkWords());
  }

  refused(text: string): void {
    this.#tell(text || this.#words.failed);
    if (this.#input && !this.#input.value && this.#conversation.draft) {
      this.#input.value = this.#typed = this.#conversation.draft;
      this.#grow();
    }
  }

  // What the person does.

  readonly #view: View = {
    words: wordsFor("nl").words,
    paper: false,
    judgement: (turnId) => this.#conversation.judgements[turnId],
    remarkOn: null,
    judge: (turnId, judgement) => void this.#judge(turnId, judgement),
    remark: (turnId, text) => void this.#remark(turnId, text),
    copy: (message) => void this.#copy(message),
    print: (message) => this.#print([{ said: null, messages: [message] }]),
  };

  async #judge(turnId: string, judgement: Judgement): Promise<void> {
    this.#remarkOn = turnId;
    if (await this.#conversation.judge(turnId, judgement)) this.#announcer.say(`${this.#words.thanks} ${this.#words.remark}`);
    this.update();
  }

  async #remark(turnId: string, text: string): Promise<void> {
    if (!(await this.#conversation.judge(turnId, this.#conversation.judgements[turnId] ?? "bad", text))) return;
    this.#remarkOn = null;
    this.#tell(this.#words.remarkThanks);
    this.#focusInput();
  }

  async #copy(message: Message): Promise<void> {
    this.#tell((await copy(messageText(message, this.#words), this.#container)) ? this.#words.copied : this.#words.copyFailed);
  }

  #print(turns: readonly Pick<Turn, "said" | "messages">[]): void {
    this.#drawer = null;
    this.update();
    const view = { ...this.#view, words: this.#words, paper: true };
    const { name } = this.host;
    const content = html`<h1>${name}</h1>
      <p>${this.#words.assistant}. ${this.#words.introCheck}</p>
      ${turns.map(
        (turn) =>
          html`${turn.said ? html`<p class="said">${this.#words.you} <span lang="nl">${turn.said}</span></p>` : nothing}
          ${turn.messages.map((message) => renderMessage(message, view))}`,
      )}`;
    print(content, name, wordsFor(this.host.lang).code, this.#container);
  }

  #download(): void {
    this.#drawer = null;
    this.update();
    const day = new Date().toISOString().slice(0, 10);
    download(conversationText(this.#conversation.turns, this.host.name, this.#words), `${this.#words.file}-${day}.txt`);
  }

  async #forget(): Promise<void> {
    this.#forgetting = true;
    const done = await this.#conversation.forget();
    this.#forgetting = false;
    this.#drawer = null;
    if (!done) this.#tell(this.#words.newFailed);
    this.#draw();
    this.#focusInput();
  }

  readonly #submit = (event?: Event): void => {
    event?.preventDefault();
    const text = this.#typed.trim();
    const over = this.#over();
    this.#invalid = over > 0 ? this.#words.tooLong(over) : text ? "" : this.#words.empty;
    if (this.#invalid) {
      this.#announcer.say(this.#invalid);
      this.#draw();
      this.#focusInput();
      return;
    }
    // Refused: it can't be sent, so it stays where it can be read and copied.
    if (this.#conversation.link === "refused") return this.#announcer.say(this.#linkWords());
    this.#typed = this.#input!.value = "";
    this.#grow();
    this.#conversation.keepDraft("");
    this.#notice = "";
    this.#conversation.say(text);
    this.#waitForAnswer();
  };

  #choose(button: Button, event: Event): void {
    const touched = (event as PointerEvent).pointerType === "touch";
    this.#conversation.choose(button);
    this.#waitForAnswer();
    // The button goes away, so the focus needs a place; on a phone the input would bring up the keyboard.
    if (touched) this.#scroller?.focus();
    else this.#focusInput();
  }

  #waitForAnswer(): void {
    this.#draw();
    this.#toEnd();
    clearTimeout(this.#typingTimer);
    this.#typingTimer = setTimeout(() => {
      if (this.#conversation.queue.length && this.#conversation.link === "online") this.#announcer.say(this.#words.typing);
    }, TYPING_SAID_AFTER);
  }

  readonly #typing = (): void => {
    this.#typed = this.#input!.value;
    const over = this.#over();
    const invalid = over > 0 ? this.#words.tooLong(over) : "";
    if (invalid && !this.#invalid) this.#announcer.say(invalid);
    this.#invalid = invalid;
    this.#conversation.keepDraft(this.#typed);
    this.#grow();
    this.update();
  };

  readonly #inputKey = (event: KeyboardEvent): void => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) this.#submit(event);
    else if (event.key === "ArrowUp" && !this.#input!.value) {
      const first = this.#container.querySelector<HTMLElement>(".choice");
      if (!first) return;
      event.preventDefault();
      first.focus();
    }
  };

  /** Arrows walk through the choices; Tab does as well, so nobody needs to know this. */
  readonly #choiceKey = (event: KeyboardEvent): void => {
    const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const all = [...this.#container.querySelectorAll<HTMLElement>(".choice")];
    const next = all.indexOf(event.target as HTMLElement) + step;
    event.preventDefault();
    if (next >= all.length) this.#focusInput();
    else all[Math.max(0, next)]?.focus();
  };

  readonly #key = (event: KeyboardEvent): void => {
    if (event.key === "Escape") {
      event.stopPropagation();
      if (this.#drawer) this.#closeDrawer();
      else this.close();
    } else if (event.key === "Tab" && this.#modal) this.#stayInside(event);
  };

  /** Only where the chat fills the screen: there is nothing beside it to go to. */
  #stayInside(event: KeyboardEvent): void {
    const all = [
      ...this.#container.querySelectorAll<HTMLElement>("a[href],button:not([disabled]),textarea,input,summary,[tabindex='0']"),
    ].filter((element) => element.checkVisibility?.() ?? true);
    const [first, last] = [all[0], all.at(-1)];
    const now = (this.#container.getRootNode() as ShadowRoot).activeElement;
    if (event.shiftKey && now === first) last?.focus();
    else if (!event.shiftKey && now === last) first?.focus();
    else return;
    event.preventDefault();
  }

  #closeDrawer(): void {
    this.#drawer = null;
    this.#draw();
    this.#container.querySelector<HTMLElement>(".menu-button")?.focus();
  }

  readonly #nowOnline = (): void => {
    if (this.isOpen && this.#conversation.link === "offline") this.#conversation.connect();
  };

  /** Above the keyboard of a phone, which makes the visual viewport smaller but not the page. */
  readonly #fit = (): void => {
    const panel = this.#container.querySelector<HTMLElement>(".panel");
    const view = window.visualViewport;
    if (!panel) return;
    const covered = this.#modal && view && view.scale === 1;
    panel.style.blockSize = covered ? `${view.height}px` : "";
    panel.style.insetBlockStart = covered ? `${view.offsetTop}px` : "";
  };

  // What is shown.

  get #words(): Chat {
    return wordsFor(this.host.lang).words;
  }

  get #modal(): boolean {
    return !this.host.fullPage && this.#small?.matches === true;
  }

  get #input(): HTMLTextAreaElement | null {
    return this.#container.querySelector("textarea");
  }

  get #scroller(): HTMLElement | null {
    return this.#container.querySelector(".scroller");
  }

  #over(): number {
    return [...this.#typed.trim()].length - this.#conversation.maxLength;
  }

  #context(): Record<string, string> {
    const { topic, targetGroup, role } = this.host.dataset;
    return { ...(topic && { topic }), ...(targetGroup && { target_group: targetGroup }), ...(role && { role }) };
  }

  #linkWords(): string {
    const { link, linkText } = this.#conversation;
    if (link === "refused") return linkText || this.#words.refused;
    if (link === "offline") return linkText || (this.#wasOnline ? this.#words.offline : this.#words.unreachable);
    return "";
  }

  /** Show in passing what just happened, and say it aloud. */
  #tell(text: string): void {
    this.#announcer.say(text);
    this.#notice = text;
    clearTimeout(this.#noticeTimer);
    this.#noticeTimer = setTimeout(() => {
      this.#notice = "";
      this.update();
    }, PASSING);
    this.update();
  }

  #focusInput(): void {
    // A keyboard that slides over half of a phone's screen is for the person to ask for.
    if (window.matchMedia?.("(pointer: coarse)").matches) this.#scroller?.focus();
    else this.#input?.focus();
  }

  #grow(): void {
    const input = this.#input;
    if (!input) return;
    input.style.blockSize = "auto";
    input.style.blockSize = `${Math.min(input.scrollHeight + 4, 160)}px`;
  }

  /** The part that scrolls: the transcript, or all of the panel where that would leave it no room. */
  #scroll(to: (box: HTMLElement) => number): void {
    for (const box of this.#container.querySelectorAll<HTMLElement>(".scroller, .panel")) {
      if (box.scrollHeight > box.clientHeight && getComputedStyle(box).overflowY === "auto") {
        box.scrollTop = to(box);
        return;
      }
    }
  }

  #toEnd(): void {
    this.#scroll((box) => box.scrollHeight);
  }

  /** Show an answer from its beginning: who has to scroll back to read misses what is first. */
  #toLast(): void {
    const turn = this.#container.querySelector<HTMLElement>("li.turn:last-of-type");
    if (turn) this.#scroll((box) => box.scrollTop + turn.getBoundingClientRect().top - box.getBoundingClientRect().top - 8);
  }

  #draw(): void {
    render(this.isOpen ? this.#panel() : nothing, this.#container);
  }

  #panel(): TemplateResult {
    const words = this.#words;
    const { fullPage, name } = this.host;
    const role = fullPage ? "region" : this.#modal ? "dialog" : "complementary";
    return html`<section
      class=${fullPage ? "panel full" : "panel"}
      lang=${wordsFor(this.host.lang).code}
      role=${role}
      aria-modal=${role === "dialog" ? "true" : nothing}
      aria-labelledby="name"
      @keydown=${this.#key}
    >
      ${this.#header(words, name)} ${this.#bars(words)}
      <div class="scroller" role="region" aria-label=${words.conversation} tabindex="0">
        ${this.#intro(words)}
        <ol role="list">
          ${keyed(
            this.#era,
            this.#conversation.turns.map((turn) => this.#turn(turn, words, name)),
          )}
          ${this.#conversation.queue.map((pending) => this.#pending(pending, words))}
        </ol>
        ${this.#waiting(words)} ${this.#choices(words)}
      </div>
      ${this.#composer(words)}
    </section>`;
  }

  #header(words: Chat, name: string): TemplateResult {
    const address = this.host.getAttribute("logo");
    const logo = address && safeHref(new URL(address, document.baseURI).href);
    const hide = (event: Event) => ((event.target as HTMLElement).hidden = true);
    const open = this.#drawer !== null;
    const toggle = () => {
      this.#drawer = open ? null : "menu";
      this.#draw();
    };
    return html`<div class="header">
        ${logo ? html`<img src=${logo} alt="" @error=${hide} />` : nothing}
        <div class="titles">
          <h2 id="name">${name}</h2>
          <p>${words.assistant}</p>
        </div>
        <button
          type="button"
          class="head menu-button"
          aria-label=${words.menu}
          title=${words.menu}
          aria-expanded=${open ? "true" : "false"}
          aria-controls="drawer"
          @click=${toggle}
        >
          ${icon("menu")}
        </button>
        ${this.host.fullPage
          ? nothing
          : html`<button type="button" class="head" aria-label=${words.close} title=${words.close} @click=${() => this.close()}>
              ${icon("close")}
            </button>`}
      </div>
      <div id="drawer" class="drawer" ?hidden=${!open}>${this.#drawer === "menu" ? this.#menu(words) : open ? this.#confirm(words) : nothing}</div>`;
  }

  #menu(words: Chat): TemplateResult {
    const confirm = () => {
      this.#drawer = "confirm";
      this.#draw();
      this.#container.querySelector<HTMLElement>(".confirm .no")?.focus();
    };
    return html`<ul role="list">
      <li><button type="button" class="plain" @click=${confirm}>${icon("anew")}${words.newConversation}</button></li>
      <li><button type="button" class="plain" @click=${() => this.#print(this.#conversation.turns)}>${icon("print")}${words.print}</button></li>
      <li><button type="button" class="plain" @click=${() => this.#download()}>${icon("download")}${words.download}</button></li>
    </ul>`;
  }

  #confirm(words: Chat): TemplateResult {
    return html`<div class="confirm" role="group" aria-labelledby="confirm">
      <p id="confirm">${words.newQuestion}</p>
      <div class="row">
        <button type="button" class="plain no" aria-describedby="confirm" @click=${() => this.#closeDrawer()}>${words.newNo}</button>
        <button type="button" class="plain danger" aria-describedby="confirm" @click=${() => void this.#forget()}>${words.newYes}</button>
      </div>
    </div>`;
  }

  /** How it stands with the connection, and what just happened. Said aloud by the announcer, so no live region here. */
  #bars(words: Chat): TemplateResult {
    const trouble = this.#linkWords();
    return html`${trouble
      ? html`<div class="bar trouble">
          <p>${trouble}</p>
          <button type="button" class="plain" @click=${() => this.#conversation.connect()}>${words.retry}</button>
        </div>`
      : nothing}
    ${this.#notice ? html`<div class="bar"><p>${this.#notice}</p></div>` : nothing}`;
  }

  #intro(words: Chat): TemplateResult {
    const greeting = this.host.getAttribute("greeting")?.trim();
    const toLast = () => this.#container.querySelector<HTMLElement>("li.turn:last-of-type .answer")?.focus();
    return html`${this.#conversation.turns.length > 1
        ? html`<button type="button" class="plain skip" @click=${toLast}>${words.toLast}</button>`
        : nothing}
      <div class="intro">
        ${greeting ? html`<p class="greeting" lang="nl">${greeting}</p>` : nothing}
        <p><strong>${words.intro}</strong> ${words.introCheck} ${words.introPrivacy}</p>
      </div>`;
  }

  #turn(turn: Turn, words: Chat, name: string): TemplateResult {
    const judged = turn.messages.map(({ reply }) => (reply?.turnId ? this.#conversation.judgements[reply.turnId] : undefined)).join();
    const remark = turn.messages.some(({ reply }) => reply?.turnId && reply.turnId === this.#remarkOn);
    // An answer doesn't change; drawing a hundred of them at each keystroke would be felt.
    return html`<li class="turn">
      ${guard([turn, judged, remark, words, name], () => {
        const view = { ...this.#view, words, remarkOn: this.#remarkOn };
        return html`${turn.said ? html`<p class="said"><span class="sr">${words.you} </span><span lang="nl">${turn.said}</span></p>` : nothing}
          <div class="answer" tabindex="-1">
            <span class="sr">${words.says(name)}</span>
            ${turn.messages.map((message) => renderMessage(message, view))}
          </div>`;
      })}
    </li>`;
  }

  #pending(pending: Pending, words: Chat): TemplateResult {
    const { link, stuck } = this.#conversation;
    return html`<li class="turn">
      <p class="said"><span class="sr">${words.you} </span><span lang="nl">${pending.shown}</span></p>
      ${stuck === pending.id
        ? html`<div class="bar trouble">
            <p>${words.stuck}</p>
            <button type="button" class="plain" @click=${() => this.#conversation.resend()}>${words.resend}</button>
          </div>`
        : link === "online"
          ? nothing
          : html`<p class="status">${words.waiting}</p>`}
    </li>`;
  }

  #waiting(words: Chat): TemplateResult | typeof nothing {
    const { link, queue, stuck, turns, typing } = this.#conversation;
    const waits = link === "online" && !stuck && (typing || queue.length > 0 || !turns.length);
    if (waits)
      return html`<p class="status"><span class="dots" aria-hidden="true"><i></i><i></i><i></i></span>${words.typing}</p>`;
    return link === "connecting" ? html`<p class="status">${words.connecting}</p>` : nothing;
  }

  /** What can be chosen now: right before the input, so that one step back from it is enough. */
  #choices(words: Chat): TemplateResult | typeof nothing {
    const messages = this.#conversation.queue.length ? [] : (this.#conversation.turns.at(-1)?.messages ?? []);
    const all = messages.flatMap((message) => message.buttons);
    if (!all.length) return nothing;
    const question = messages.map(selfCheckQuestion).find((found) => found !== null);
    const button = (choice: Button, answer: boolean) =>
      html`<button type="button" class=${answer ? "choice answer-choice" : "choice"} lang="nl" @click=${(event: Event) => this.#choose(choice, event)}>
        ${answer ? icon("box") : nothing}<span>${choice.title}</span>
      </button>`;
    const others = question?.others ?? all;
    return html`<div class="choices" @keydown=${this.#choiceKey}>
      ${question
        ? html`<div role="group" aria-labelledby="check-label check-question">
            <p class="label"><span id="check-label">${words.answerChoices}</span><span class="sr" id="check-question" lang="nl">${question.question}</span></p>
            <div class="answers">${question.answers.map((choice) => button(choice, true))}</div>
          </div>`
        : nothing}
      ${others.length
        ? html`<div role="group" aria-labelledby="choices-label">
            <p class="label" id="choices-label">${question ? words.otherChoices : words.choices}</p>
            <div class="row">${others.map((choice) => button(choice, false))}</div>
          </div>`
        : nothing}
    </div>`;
  }

  #composer(words: Chat): TemplateResult {
    const { maxLength } = this.#conversation;
    const length = this.#over() + maxLength;
    const counted = length >= maxLength * COUNTED_FROM && length <= maxLength;
    return html`<form class="composer" @submit=${this.#submit} novalidate>
      <label for="input">${words.label}</label>
      <textarea
        id="input"
        rows="1"
        placeholder=${words.placeholder}
        enterkeyhint="send"
        autocomplete="off"
        aria-describedby="hint counter error"
        aria-invalid=${this.#invalid ? "true" : "false"}
        @input=${this.#typing}
        @keydown=${this.#inputKey}
      ></textarea>
      <button class="send"><span>${words.send}</span>${icon("send")}</button>
      <p class="sr" id="hint">${words.choicesHint}</p>
      <p class="count" id="counter">${counted ? words.left(maxLength - length) : nothing}</p>
      <p class="error" id="error">${this.#invalid || nothing}</p>
    </form>`;
  }
}
