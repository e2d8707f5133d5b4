import { vi } from "vitest";
import type { SocketFactory } from "../src/connection";

type Handler = (...data: never[]) => void;
export type Sent = { event: string; data: Record<string, unknown>; acknowledge: (ack: unknown) => void; lose: () => void };

/** The client's end of a connection, with the server's end in the hands of the test. */
export class FakeSocket {
  connected = false;
  active = true;
  sent: Sent[] = [];
  connects = 0;
  auth: Record<string, unknown> = {};
  readonly #handlers = new Map<string, Handler[]>();
  options: Parameters<SocketFactory>[1] = {};
  /** The manager, with the transport of the try that is under way. */
  readonly io: { engine?: { readyState: string } } = {};

  readonly factory: SocketFactory = vi.fn((_url: string, options: Parameters<SocketFactory>[1]) => {
    this.options = options;
    return this as never;
  });

  on(event: string, handler: Handler): this {
    this.#handlers.set(event, [...(this.#handlers.get(event) ?? []), handler]);
    return this;
  }

  connect(): this {
    this.connects += 1;
    return this;
  }

  disconnect(): this {
    this.connected = false;
    for (const message of this.sent.splice(0)) message.lose();
    return this;
  }

  timeout(): this {
    return this;
  }

  emitWithAck(event: string, data: Record<string, unknown>): Promise<unknown> {
    return new Promise((resolve, reject) => {
      this.sent.push({ event, data, acknowledge: resolve, lose: () => reject(new Error("no acknowledgement")) });
    });
  }

  /** What the server says. */
  receive(event: string, data?: unknown): void {
    for (const handler of this.#handlers.get(event) ?? []) (handler as (data: unknown) => void)(data);
  }

  /** The connection is made, and the server greets. */
  accept(session: Record<string, unknown> = {}): void {
    this.connected = true;
    (this.options.auth as (give: (auth: object) => void) => void)((auth) => (this.auth = auth as Record<string, unknown>));
    this.receive("session", { version: 1, token: "token-1", expires: "", resumed: false, seq: 0, max_length: 1000, ...session });
  }

  drop(): void {
    this.connected = false;
    for (const message of this.sent.splice(0)) message.lose();
    this.receive("disconnect", "transport close");
  }

  get last(): Sent {
    return this.sent.at(-1)!;
  }
}

/** Let every promise that is ready go on. */
export const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
};

export const turn = (seq: number, id: string | null, text: string, more: object = {}): object => ({
  version: 1,
  seq,
  id,
  at: "2026-11-22T15:04:05Z",
  said: id ? "vraag" : null,
  messages: [{ text, buttons: [], reply: null }],
  ...more,
});
