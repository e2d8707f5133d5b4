/**
 * What the server sends (docs/website-channel.md), read tolerantly: whatever arrives, only known fields of the right
 * type go on, so that no template ever meets anything but strings, numbers and lists of them.
 */

export const PROTOCOL = 1;

export interface Source {
  id: string;
  title: string;
  publisher: string;
  year: number | null;
  url: string | null;
}

export interface Item {
  id: string;
  type: string;
  title: string;
  text: string;
  sources: string[];
}

export interface Progress {
  done: number;
  total: number;
  label: string;
}

export interface Reply {
  kind: string;
  block: string | null;
  groups: string[];
  general: boolean;
  items: Item[];
  sources: Source[];
  progress: Progress | null;
  turnId: string | null;
}

export interface Button {
  id: string;
  title: string;
}

export interface Message {
  text: string;
  buttons: Button[];
  reply: Reply | null;
}

export interface Turn {
  seq: number;
  id: string | null;
  said: string | null;
  /** In this turn the person had everything before it deleted. */
  forgotten: boolean;
  messages: Message[];
}

export interface Session {
  token: string;
  resumed: boolean;
  seq: number;
  maxLength: number;
}

export type Acknowledgement = { ok: true; token?: string } | { ok: false; code: string; text: string; retryAfter: number };

type Fields = Record<string, unknown>;

export function fields(value: unknown): Fields {
  return typeof value === "object" && value !== null ? (value as Fields) : {};
}

const string = (value: unknown): string => (typeof value === "string" ? value : "");
const stringOrNull = (value: unknown): string | null => (typeof value === "string" && value ? value : null);
const count = (value: unknown): number => (typeof value === "number" && Number.isFinite(value) && value > 0 ? Math.floor(value) : 0);

export function list<T>(value: unknown, read: (entry: unknown) => T | null): T[] {
  if (!Array.isArray(value)) return [];
  return value.map(read).filter((entry) => entry !== null) as T[];
}

function readSource(value: unknown): Source | null {
  const { id, title, publisher, year, url } = fields(value);
  return string(title)
    ? { id: string(id), title: string(title), publisher: string(publisher), year: count(year) || null, url: stringOrNull(url) }
    : null;
}

function readItem(value: unknown): Item | null {
  const { id, type, title, text, sources } = fields(value);
  return string(title) || string(text)
    ? { id: string(id), type: string(type), title: string(title), text: string(text), sources: list(sources, stringOrNull) }
    : null;
}

function readProgress(value: unknown): Progress | null {
  const { done, total, label } = fields(value);
  return count(total) ? { done: Math.min(count(done), count(total)), total: count(total), label: string(label) } : null;
}

function readReply(value: unknown): Reply | null {
  const reply = fields(value);
  if (!string(reply["kind"])) return null;
  return {
    kind: string(reply["kind"]),
    block: stringOrNull(reply["building_block"] ?? reply["block"]),
    groups: list(reply["target_groups"] ?? reply["groups"], stringOrNull),
    general: reply["general"] === true,
    items: list(reply["items"], readItem),
    sources: list(reply["sources"], readSource),
    progress: readProgress(reply["progress"]),
    turnId: stringOrNull(reply["turn_id"] ?? reply["turnId"]),
  };
}

function readButton(value: unknown): Button | null {
  const { id, title } = fields(value);
  return string(id) && string(title) ? { id: string(id), title: string(title) } : null;
}

function readMessage(value: unknown): Message | null {
  const { text, buttons, reply } = fields(value);
  const message = { text: string(text), buttons: list(buttons, readButton), reply: readReply(reply) };
  return message.text || message.buttons.length ? message : null;
}

/** Read an envelope from the server, or one that was kept; `null` when it is not one. */
export function readTurn(value: unknown): Turn | null {
  const { seq, id, said, forgotten, messages } = fields(value);
  if (!count(seq)) return null;
  return {
    seq: count(seq),
    id: stringOrNull(id),
    said: stringOrNull(said),
    forgotten: forgotten === true,
    messages: list(messages, readMessage),
  };
}

/** Read what the server says right after connecting. */
export function readSession(value: unknown): Session | null {
  const session = fields(value);
  if (!string(session["token"])) return null;
  return {
    token: string(session["token"]),
    resumed: session["resumed"] === true,
    seq: count(session["seq"]),
    maxLength: count(session["max_length"]) || 1000,
  };
}

/** Read an acknowledgement; what can't be read counts as failed. */
export function readAcknowledgement(value: unknown): Acknowledgement {
  const ack = fields(value);
  if (ack["ok"] === true) return string(ack["token"]) ? { ok: true, token: string(ack["token"]) } : { ok: true };
  return { ok: false, code: string(ack["code"]) || "failed", text: string(ack["text"]), retryAfter: count(ack["retry_after"]) };
}
