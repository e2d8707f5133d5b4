/**
 * The loader: a classic script that draws the launcher and fetches everything else when somebody opens the chat.
 * Small on purpose (3 kB gzip): this is all that a visitor who asks nothing pays for.
 */

import type { Mounted } from "./chat";
import launcherCss from "./launcher.css?inline";
import { storageKey } from "./key";
import { launcher as en } from "./strings/en";
import { launcher as nl } from "./strings/nl";
import { ACCENT, parse, accentCss, type Rgb } from "./theme";

declare const __CHAT_FILE__: string;

const TAG = "bouwstenen-chat";
const SETTINGS = ["server", "name", "color", "logo", "greeting", "position", "lang", "full-page", "color-scheme"];
const NAME = "Bouwstenen-assistent";
/** The bubble of the launcher. */
const ICON = "M4 4h16a2 2 0 0 1 2 2v10a2 2 0 0 1-2 2h-8l-5 4v-4H4a2 2 0 0 1-2-2V6a2 2 0 0 1 2-2Zm3 5h10M7 13h6";

const script = document.currentScript as HTMLScriptElement | null;
const address = script?.src ?? document.baseURI;
/** Of `https://host/prefix/widget/bouwstenen-chat.js` the assistant lives at `https://host/prefix/`. */
const ownServer = new URL(script?.src ? ".." : "/", address);

/** Add a style sheet, and return how to fill it: no style element, which a Content-Security-Policy may forbid. */
function addSheet(root: ShadowRoot): (css: string) => void {
  try {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync("");
    root.adoptedStyleSheets.push(sheet);
    return (css) => sheet.replaceSync(css);
  } catch {
    const style = root.appendChild(document.createElement("style"));
    return (css) => {
      style.textContent = css;
    };
  }
}

function icon(): SVGElement {
  const [svg, path] = ["svg", "path"].map((name) => document.createElementNS("http://www.w3.org/2000/svg", name)) as [SVGElement, SVGElement];
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  path.setAttribute("d", ICON);
  svg.append(path);
  return svg;
}

/** `<bouwstenen-chat>`: the host of the launcher and, once opened, of the chat. */
export class BouwstenenChat extends HTMLElement {
  static readonly observedAttributes = SETTINGS;

  readonly #root = this.attachShadow({ mode: "open" });
  readonly #box = document.createElement("div");
  readonly #launcher = document.createElement("button");
  readonly #label = document.createElement("span");
  readonly #failed = document.createElement("div");
  readonly #setTheme: (text: string) => void;
  #chat: Promise<Mounted> | null = null;
  #mounted: Mounted | null = null;
  #tries = 0;

  constructor() {
    super();
    addSheet(this.#root)(launcherCss);
    this.#setTheme = addSheet(this.#root);
    this.#box.className = "root";
    this.#launcher.type = "button";
    this.#launcher.className = "launcher";
    this.#launcher.append(icon(), this.#label);
    this.#launcher.addEventListener("click", () => void this.open());
    this.#failed.className = "failed";
    this.#failed.setAttribute("role", "alert");
    this.#box.append(this.#failed, this.#launcher);
    this.#root.append(this.#box);
  }

  /** The address of the assistant, with a slash at the end. */
  get server(): URL {
    try {
      return new URL(`${(this.getAttribute("server") || ownServer.href).replace(/\/+$/, "")}/`, document.baseURI);
    } catch {
      return ownServer;
    }
  }

  get name(): string {
    return this.getAttribute("name")?.trim() || NAME;
  }

  get fullPage(): boolean {
    return this.hasAttribute("full-page");
  }

  connectedCallback(): void {
    this.#show();
    document.addEventListener("focusin", this.#stepAside);
    if (this.fullPage || this.#wasOpen()) void this.#load(false);
  }

  disconnectedCallback(): void {
    document.removeEventListener("focusin", this.#stepAside);
    this.#mounted?.unmount();
    this.#mounted = null;
    this.#chat = null;
  }

  attributeChangedCallback(): void {
    if (this.isConnected) this.#show();
    this.#mounted?.update();
  }

  /** Open the chat and go to its input. */
  async open(): Promise<void> {
    await this.#load(true);
  }

  close(): void {
    this.#mounted?.close();
  }

  #wasOpen(): boolean {
    try {
      return JSON.parse(sessionStorage.getItem(storageKey(this.server.href)) ?? "{}").open === true;
    } catch {
      return false;
    }
  }

  #show(): void {
    const words = (this.lang || "nl").startsWith("en") ? en : nl;
    this.#box.lang = words === en ? "en" : "nl";
    this.#label.textContent = words.open;
    this.#launcher.setAttribute("aria-label", words.openTo(this.name));
    this.#launcher.hidden = this.fullPage || this.#mounted?.isOpen === true;
    this.#setTheme(accentCss(this.#accent()));
  }

  /** The colour that the attribute or the page's design tokens name, if it can be read as one. */
  #accent(): Rgb {
    const { style } = this.#label;
    const token = (name: string) => getComputedStyle(this).getPropertyValue(name);
    let found: Rgb | null = null;
    for (const value of [this.getAttribute("color"), token("--bouwstenen-chat-color"), token("--utrecht-button-primary-action-background-color")]) {
      // The browser knows every notation of a colour, and leaves the property empty for what is none.
      style.color = value?.trim() ?? "";
      if (style.color) found ??= parse(getComputedStyle(this.#label).color);
    }
    style.color = "";
    return found ?? ACCENT;
  }

  async #load(byPerson: boolean): Promise<void> {
    this.#failed.textContent = "";
    this.#launcher.setAttribute("aria-busy", "true");
    try {
      // A browser may remember that a module failed to load: another address is another try.
      const file = new URL(__CHAT_FILE__ + (this.#tries ? `?${this.#tries}` : ""), address);
      this.#chat ??= (import(/* @vite-ignore */ file.href) as Promise<typeof import("./chat")>).then((chat) =>
        chat.mount(this, this.#box, addSheet, () => this.#show()),
      );
      this.#mounted = await this.#chat;
      if (!this.isConnected) return this.disconnectedCallback();
      this.#mounted.open(byPerson);
    } catch {
      this.#tries += 1;
      this.#chat = null;
      this.#launcher.hidden = false;
      this.#failed.textContent = (this.#box.lang === "en" ? en : nl).failed;
    } finally {
      this.#launcher.removeAttribute("aria-busy");
    }
  }

  /** Let the page's own focus show through where the widget lies on top of it. */
  readonly #stepAside = (event: FocusEvent): void => {
    const { target } = event;
    const { classList } = this.#box;
    classList.remove("aside");
    if (!(target instanceof Element) || target === this) return;
    const { x, y, width, height } = target.getBoundingClientRect();
    if (document.elementFromPoint?.(x + width / 2, y + height / 2) === this) classList.add("aside");
  };
}

if (!customElements.get(TAG)) customElements.define(TAG, BouwstenenChat);

/** A page with only the script gets the widget too; settings then stand on the script, as `data-name` and so on. */
function addItself(): void {
  if (!script || document.querySelector(TAG)) return;
  const element = document.createElement(TAG);
  for (const { name, value } of script.attributes) {
    const [, setting = ""] = name.split(/^data-/);
    if (setting) element.setAttribute(SETTINGS.includes(setting) ? setting : name, value);
  }
  document.body.append(element);
}

if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", addItself);
else addItself();
