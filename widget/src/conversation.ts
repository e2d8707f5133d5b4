import { Connection, type Link, type SocketFactory } from "./connection";
import type { Button, Session, Turn } from "./contract";
import { nothing, type Judgement, type Pending, type Saved, type Store } from "./store";

/** What happened, for whoever shows it and says it aloud. */
export interface Listener {
  changed(): void;
  /** A turn that this person has not seen before. */
  answered(turn: Turn): void;
  /** Nothing of what was shown counts any more; `anew` when another conversation has begun. */
  cleared(anew: boolean): void;
  link(link: Link, before: Link): void;
  /** Why something was not done: the server's own words, or none. */
  refused(text: string): void;
}

/** An unanswered message is sent this often before the person is asked. */
const ATTEMPTS = 3;

/** A number of its own for a message; `crypto.randomUUID` is not there on pages without https. */
const newId = (): string => Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");

/** One conversation: what was said, what waits to be sent, and how it stands with the connection. */
export class Conversation {
  link: Link = "connecting";
  /** What the server said when it refused the connection. */
  linkText = "";
  typing = false;
  maxLength = 1000;
  /** The id of the message that could not be delivered. */
  stuck: string | null = null;

  readonly #connection: Connection;
  #saved: Saved;
  /** Rises with each connection, so that an answer to an earlier one is not taken for an answer to this one. */
  #round = 0;
  #sending = false;
  #attempts = 0;
  /** Turns that came while the server was forgetting: of the old conversation or of the new one. */
  #held: Turn[] | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly store: Store,
    private readonly listener: Listener,
    base: URL,
    context: () => Record<string, string>,
    factory?: SocketFactory,
  ) {
    this.#saved = store.read();
    const events = {
      session: (session: Session) => this.#session(session),
      turn: (turn: Turn) => this.#turn(turn),
      typing: () => {
        this.typing = true;
        this.listener.changed();
      },
      link: (link: Link, text: string) => this.#link(link, text),
    };
    const auth = () => ({ token: this.#saved.token, seen: this.#saved.seen, context: context() });
    this.#connection = new Connection(base, auth, events, factory);
  }

  get turns(): readonly Turn[] {
    return this.#saved.turns;
  }

  get queue(): readonly Pending[] {
    return this.#saved.queue;
  }

  get draft(): string {
    return this.#saved.draft;
  }

  get judgements(): Readonly<Record<string, Judgement>> {
    return this.#saved.judgements;
  }

  connect(): void {
    this.#connection.connect();
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#connection.close();
  }

  /** Keep what is being typed, for after a reload. */
  keepDraft(draft: string): void {
    this.#keep({ draft });
  }

  keepOpen(open: boolean): void {
    this.#keep({ open });
  }

  say(text: string): void {
    this.#enqueue({ id: newId(), text, shown: text });
  }

  choose(button: Button): void {
    this.#enqueue({ id: newId(), button: button.id, shown: button.title });
  }

  /** Send what is stuck again, with the same id. */
  resend(): void {
    this.stuck = null;
    this.#attempts = 0;
    this.connect();
    void this.#pump();
    this.listener.changed();
  }

  /** Return whether the judgement was kept. */
  async judge(turnId: string, judgement: Judgement, remark = ""): Promise<boolean> {
    const before = this.#saved.judgements;
    this.#keep({ judgements: { ...before, [turnId]: judgement } });
    this.listener.changed();
    const ack = await this.#connection.ask("feedback", { turn_id: turnId, judgement, ...(remark ? { remark } : {}) });
    if (ack?.ok) return true;
    this.#keep({ judgements: before });
    this.listener.refused(ack?.text ?? "");
    this.listener.changed();
    return false;
  }

  /** Have the server delete everything and begin anew; `false` when that did not happen. */
  async forget(): Promise<boolean> {
    this.#held = [];
    const ack = await this.#connection.ask("forget", {});
    const held = this.#held;
    this.#held = null;
    if (ack?.ok) {
      this.#clear(ack.token ?? null, []);
      // Only the opening can be of the new conversation.
      for (const turn of held.filter((turn) => turn.seq === 1)) this.#turn(turn);
      return true;
    }
    for (const turn of held) this.#turn(turn);
    return false;
  }

  #keep(change: Partial<Saved>): void {
    this.#saved = { ...this.#saved, ...change };
    this.store.write(this.#saved);
  }

  #enqueue(pending: Pending): void {
    this.#keep({ queue: [...this.#saved.queue, pending] });
    this.listener.changed();
    void this.#pump();
  }

  #drop(id: string | null): void {
    if (this.stuck === id) this.stuck = null;
    this.#keep({ queue: this.#saved.queue.filter((pending) => pending.id !== id) });
  }

  #clear(token: string | null, queue: Pending[]): void {
    this.#keep({ ...nothing(), token, queue, draft: this.#saved.draft, open: this.#saved.open });
    this.typing = false;
    this.stuck = null;
    this.listener.cleared(true);
  }

  #session(session: Session): void {
    this.#round += 1;
    this.#sending = false;
    this.#attempts = 0;
    this.maxLength = session.maxLength;
    // Before it may be cleared: that the conversation is another one is the news, not that the connection is back.
    this.#link("online", "");
    if (!session.resumed && (this.#saved.token || this.#saved.turns.length)) {
      // What was typed goes into the new conversation; its buttons are not those of the old one.
      this.#clear(session.token, this.#saved.queue.filter((pending) => pending.text !== undefined));
    } else {
      this.#keep({ token: session.token, seen: session.resumed ? Math.min(this.#saved.seen, session.seq) : 0 });
    }
    void this.#pump();
  }

  #turn(turn: Turn): void {
    if (this.#held) {
      this.#held.push(turn);
      return;
    }
    this.#drop(turn.id);
    this.typing = this.typing && this.#saved.queue.length > 0;
    if (turn.seq > this.#saved.seen) {
      if (turn.forgotten) {
        this.#keep({ turns: [], judgements: {} });
        this.listener.cleared(false);
      }
      this.#keep({ seen: turn.seq, turns: [...this.#saved.turns, turn] });
      this.listener.answered(turn);
    }
    this.listener.changed();
  }

  #link(link: Link, text: string): void {
    const before = this.link;
    this.link = link;
    this.linkText = text;
    if (link !== "online") this.typing = false;
    this.listener.link(link, before);
    this.listener.changed();
  }

  /** Send what waits, one after another and each with its own id, until it is acknowledged. */
  async #pump(): Promise<void> {
    const pending = this.#saved.queue.find((entry) => !this.#acknowledged.has(`${this.#round} ${entry.id}`));
    if (!pending || this.#sending || this.stuck || this.link !== "online") return;
    const round = this.#round;
    this.#sending = true;
    const { id, text, button } = pending;
    const ack = await this.#connection.ask("message", text === undefined ? { id, button } : { id, text });
    if (round !== this.#round) return;
    this.#sending = false;
    if (ack?.ok) {
      this.#attempts = 0;
      // The turn itself takes it out of the queue: it may be lost after the acknowledgement, and is then asked for again.
      this.#acknowledged.add(`${round} ${id}`);
    } else if (!ack) {
      this.#attempts += 1;
      if (this.link === "online" && this.#attempts >= ATTEMPTS) this.#stop(id);
    } else if (ack.code === "rate") {
      this.listener.refused(ack.text);
      this.#timer = setTimeout(() => void this.#pump(), Math.max(1, ack.retryAfter) * 1000);
      return;
    } else if (ack.code === "failed") {
      this.#stop(id);
    } else {
      // Sending it again would not help: what was typed goes back to where it was typed.
      this.#drop(id);
      this.typing = false;
      if (text && !this.#saved.draft) this.#keep({ draft: text });
      this.listener.refused(ack.text);
    }
    this.listener.changed();
    if (this.link === "online") void this.#pump();
  }

  readonly #acknowledged = new Set<string>();

  #stop(id: string): void {
    this.stuck = id;
    this.typing = false;
    this.#attempts = 0;
  }
}
