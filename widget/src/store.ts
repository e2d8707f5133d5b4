import { fields, list, readTurn, type Turn } from "./contract";

/** What the person did and the server has not answered yet. */
export interface Pending {
  id: string;
  text?: string;
  button?: string;
  /** What the bubble says: the typed text, or the title of the button. */
  shown: string;
}

export type Judgement = "good" | "bad";

export interface Saved {
  token: string | null;
  seen: number;
  turns: Turn[];
  queue: Pending[];
  draft: string;
  open: boolean;
  judgements: Record<string, Judgement>;
}

const VERSION = 1;
/** More than this is never shown again after a reload; the server keeps everything. */
const MOST_TURNS = 100;

export const nothing = (): Saved => ({ token: null, seen: 0, turns: [], queue: [], draft: "", open: false, judgements: {} });

/** `sessionStorage`, or `null` where the browser forbids it (merely reading the property may throw). */
export function sessionStorageOrNull(): Storage | null {
  try {
    return window.sessionStorage;
  } catch {
    return null;
  }
}

function readPending(value: unknown): Pending | null {
  const { id, text, button, shown } = fields(value);
  if (typeof id !== "string" || typeof shown !== "string") return null;
  if (typeof text === "string") return { id, shown, text };
  return typeof button === "string" ? { id, shown, button } : null;
}

/** Keeps a conversation for this tab, and in memory only where storage is blocked. */
export class Store {
  #saved = nothing();

  constructor(
    private readonly key: string,
    private readonly storage: Storage | null,
  ) {
    this.#saved = this.#load();
  }

  read(): Saved {
    return this.#saved;
  }

  write(saved: Saved): void {
    this.#saved = saved;
    let turns = saved.turns.slice(-MOST_TURNS);
    for (;;) {
      try {
        this.storage?.setItem(this.key, JSON.stringify({ ...saved, turns, version: VERSION }));
        return;
      } catch {
        // Full: the oldest turns make room. Without any turn left there is nothing more to give up.
        if (!turns.length) return;
        turns = turns.slice(Math.ceil(turns.length / 2));
      }
    }
  }

  #load(): Saved {
    let saved: Record<string, unknown>;
    try {
      saved = fields(JSON.parse(this.storage?.getItem(this.key) ?? "null"));
    } catch {
      return nothing();
    }
    if (saved["version"] !== VERSION) return nothing();
    const turns = list(saved["turns"], readTurn);
    const judged = Object.entries(fields(saved["judgements"])).filter(([, value]) => value === "good" || value === "bad");
    return {
      token: typeof saved["token"] === "string" ? saved["token"] : null,
      seen: typeof saved["seen"] === "number" ? saved["seen"] : 0,
      turns,
      queue: list(saved["queue"], readPending),
      draft: typeof saved["draft"] === "string" ? saved["draft"] : "",
      open: saved["open"] === true,
      judgements: Object.fromEntries(judged) as Record<string, Judgement>,
    };
  }
}
