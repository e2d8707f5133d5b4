import { html } from "lit/html.js";
import { afterEach, expect, it, vi } from "vitest";
import { copy, print } from "../src/export";

afterEach(() => document.body.replaceChildren());

it("prints a page of its own in a hidden frame, and only one at a time", () => {
  const printed = vi.fn();
  const append = Element.prototype.append;
  vi.spyOn(Element.prototype, "append").mockImplementation(function (this: Element, ...nodes) {
    append.apply(this, nodes);
    const [frame] = nodes;
    if (frame instanceof HTMLIFrameElement) Object.assign(frame.contentWindow!, { print: printed, focus: vi.fn() });
  });
  print(html`<h1>Een</h1>`, "Een", "nl", document.body);
  const frame = print(html`<h1>${"<b>Twee</b>"}</h1>`, "Twee", "en", document.body);
  expect(printed).toHaveBeenCalledTimes(2);
  expect(document.querySelectorAll("iframe")).toHaveLength(1);
  expect([frame.tabIndex, frame.getAttribute("aria-hidden")]).toEqual([-1, "true"]);
  expect(frame.contentDocument!.documentElement.lang).toBe("en");
  expect(frame.contentDocument!.title).toBe("Twee");
  expect(frame.contentDocument!.querySelectorAll("main")).toHaveLength(1);
  expect(frame.contentDocument!.querySelector("body > main > h1")!.textContent).toBe("<b>Twee</b>");
});

it("copies, also where the clipboard is not allowed, and says when it can't", async () => {
  const writeText = vi.fn(() => Promise.resolve());
  vi.stubGlobal("navigator", { clipboard: { writeText } });
  expect(await copy("tekst", document.body)).toBe(true);
  expect(writeText).toHaveBeenCalledWith("tekst");
  vi.stubGlobal("navigator", {});
  let selected = "";
  document.execCommand = vi.fn(() => {
    selected = document.querySelector("textarea")!.value;
    return true;
  });
  expect(await copy("tekst", document.body)).toBe(true);
  expect(selected).toBe("tekst");
  expect(document.querySelector("textarea")).toBeNull();
  document.execCommand = vi.fn(() => false);
  expect(await copy("tekst", document.body)).toBe(false);
  vi.unstubAllGlobals();
});
