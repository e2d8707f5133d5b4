import { io, type ManagerOptions, type Socket, type SocketOptions } from "socket.io-client";
import { PROTOCOL, fields, readAcknowledgement, readSession, readTurn } from "./contract";
import type { Acknowledgement, Session, Turn } from "./contract";

/** `connecting`: never been there yet; `offline`: was there, or can't be reached; `refused`: trying again is no use. */
export type Link = "connecting" | "online" | "offline" | "refused";

export interface Events {
  session(session: Session): void;
  turn(turn: Turn): void;
  typing(): void;
  /** `text` is what the server says about it, if anything. */
  link(link: Link, text: string): void;
}

export interface Auth {
  token: string | null;
  seen: number;
  context: Record<string, string>;
}

export type SocketFactory = (url: string, options: Partial<ManagerOptions & SocketOptions>) => Socket;

/** How long to wait for an acknowledgement before the message is sent again. */
export const ACK_TIMEOUT = 20_000;
/** After a full server, or one that closed the connection, wait before the next try. */
const TRY_AGAIN = 5_000;

/** The Socket.IO connection: transport only, it knows nothing of what was said. */
export class Connection {
  #socket: Socket | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly base: URL,
    private readonly auth: () => Auth,
    private readonly events: Events,
    private readonly factory: SocketFactory = io,
  ) {}

  /** Connect, or try again now instead of at the next attempt. */
  connect(): void {
    clearTimeout(this.#timer);
    if (this.#socket) {
      // A try that has reached the server already is not broken off for another one.
      const reached = this.#socket.connected || this.#socket.io.engine?.readyState === "open";
      if (!reached) this.#socket.disconnect().connect();
      return;
    }
    const socket = this.factory(this.base.origin, {
      path: `${this.base.pathname}website/socket.io/`,
      // Long polling only where a proxy stops WebSockets; the other order costs a round trip for everybody.
      transports: ["websocket", "polling"],
      tryAllTransports: true,
      forceNew: true,
      reconnectionDelay: 500,
      reconnectionDelayMax: 15_000,
      auth: (give) => give({ version: PROTOCOL, ...this.auth() }),
    });
    this.#socket = socket;
    socket.on("session", (data: unknown) => {
      const session = readSession(data);
      if (session) this.events.session(session);
    });
    socket.on("turn", (data: unknown) => {
      const turn = readTurn(data);
      if (turn) this.events.turn(turn);
    });
    socket.on("typing", () => this.events.typing());
    socket.on("disconnect", (reason: string) => {
      if (reason === "io client disconnect") return;
      this.events.link("offline", "");
      if (reason === "io server disconnect") this.#later();
    });
    socket.on("connect_error", (error: Error & { data?: unknown }) => {
      const { code, text } = fields(error.data);
      const said = typeof text === "string" ? text : "";
      // A middleware's refusal is final for Socket.IO; only a full server is worth another try by itself.
      if (typeof code === "string" && code !== "full") this.events.link("refused", said);
      else {
        this.events.link("offline", said);
        if (!socket.active) this.#later();
      }
    });
    socket.connect();
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#socket?.disconnect();
    this.#socket = null;
  }

  /** Send and wait for the acknowledgement; `null` when none came: lost on the way, or its answer was. */
  async ask(event: string, data: object): Promise<Acknowledgement | null> {
    if (!this.#socket?.connected) return null;
    try {
      return readAcknowledgement(await this.#socket.timeout(ACK_TIMEOUT).emitWithAck(event, data));
    } catch {
      return null;
    }
  }

  #later(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.connect(), TRY_AGAIN);
  }
}
