/** Everything but the launcher; fetched when somebody opens the chat. */

import { Panel } from "./panel";
import panelCss from "./panel.css?inline";
import type { BouwstenenChat } from "./loader";
import { tokensCss } from "./tokens";

export interface Mounted {
  readonly isOpen: boolean;
  open(byPerson: boolean): void;
  close(): void;
  /** An attribute of the host has changed. */
  update(): void;
  unmount(): void;
}

const styled = new WeakSet<ShadowRoot>();

/** Put the chat into the shadow tree of its host. `toggled` is called when it opens or closes. */
export function mount(host: BouwstenenChat, box: HTMLElement, addSheet: (root: ShadowRoot) => (css: string) => void, toggled: () => void): Mounted {
  const root = host.shadowRoot!;
  if (!styled.has(root)) addSheet(root)(tokensCss() + panelCss);
  styled.add(root);
  return new Panel(host, box, toggled);
}
