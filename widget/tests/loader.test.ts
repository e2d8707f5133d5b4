import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import "../src/loader";
import type { BouwstenenChat } from "../src/loader";
import { ACCENT } from "../src/theme";

let host: BouwstenenChat;

function create(attributes: Record<string, string> = {}): void {
  host = document.createElement("bouwstenen-chat") as BouwstenenChat;
  for (const [name, value] of Object.entries(attributes)) host.setAttribute(name, value);
  document.body.append(host);
}

const launcher = () => host.shadowRoot!.querySelector<HTMLButtonElement>(".launcher")!;
const css = () => [...host.shadowRoot!.querySelectorAll("style")].map((style) => style.textContent).join("");

beforeEach(() => sessionStorage.clear());
afterEach(() => host.remove());

describe("the launcher", () => {
  it("is one button whose name begins with what stands on it", () => {
    create({ name: "Hulp van de gemeente" });
    expect(host.shadowRoot!.querySelectorAll("button")).toHaveLength(1);
    expect(launcher().textContent).toBe("Stel je vraag");
    expect(launcher().getAttribute("aria-label")).toBe("Stel je vraag aan Hulp van de gemeente");
    expect(host.shadowRoot!.querySelector(".root")!.getAttribute("lang")).toBe("nl");
  });

  it("speaks English when asked, and changes with its attributes", () => {
    create();
    host.setAttribute("lang", "en");
    host.setAttribute("name", "Help");
    expect(launcher().getAttribute("aria-label")).toBe("Ask a question to Help");
  });

  it("is not there on a full page", () => {
    vi.spyOn(console, "error").mockImplementation(() => undefined);
    create({ "full-page": "" });
    expect(launcher().hidden).toBe(true);
  });

  it("says that the chat can't be loaded, and can be tried again", async () => {
    create();
    launcher().click();
    await vi.waitFor(() => expect(host.shadowRoot!.querySelector("[role=alert]")!.textContent).toContain("kan nu niet laden"));
    expect(launcher().hidden).toBe(false);
    expect(launcher().hasAttribute("aria-busy")).toBe(false);
  });
});

describe("the accent", () => {
  it.each([
    ["#ff0000", "255,0,0"],
    ["red", "255,0,0"],
    ["rgb(1, 2, 3)", "1,2,3"],
    ["geen kleur", `${ACCENT.join(",")}`],
    ["red;} * {display:none", `${ACCENT.join(",")}`],
    ["rgba(0, 0, 0, 0.2)", `${ACCENT.join(",")}`],
    ["", `${ACCENT.join(",")}`],
  ])("%j becomes %s", (color, expected) => {
    create({ color });
    expect(css()).toContain(`--accent:rgb(${expected})`);
  });

  it("comes from the tokens of the page when there is no attribute", () => {
    create({ style: "--utrecht-button-primary-action-background-color: #00ff00" });
    expect(css()).toContain("--accent:rgb(0,255,0);--onAccent:rgb(0,0,0)");
  });
});

describe("the server", () => {
  it.each([
    ["https://assistent.example", "https://assistent.example/"],
    ["https://assistent.example/pad/", "https://assistent.example/pad/"],
    ["http://[", `${location.origin}/`],
  ])("%s is %s", (server, expected) => {
    create({ server });
    expect(host.server.href).toBe(expected);
  });
});
