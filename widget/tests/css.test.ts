import { describe, expect, it } from "vitest";
import panelCss from "../src/panel.css?inline";

/** Every rule of the panel, those of a media query with its condition in front. */
function rules(): Map<string, CSSStyleDeclaration> {
  const style = document.head.appendChild(document.createElement("style"));
  style.textContent = panelCss;
  const found = new Map<string, CSSStyleDeclaration>();
  const walk = (list: CSSRuleList, before: string) => {
    for (const rule of list) {
      if (rule instanceof CSSStyleRule) for (const selector of rule.selectorText.split(/,\s*/)) found.set(before + selector, rule.style);
      else if (rule instanceof CSSMediaRule) walk(rule.cssRules, `${rule.media.mediaText} `);
    }
  };
  walk(style.sheet!.cssRules, "");
  style.remove();
  return found;
}

// jsdom lays nothing out; how it looks is for the tests in a browser.
describe("the style sheet", () => {
  it("gives what is hidden on a narrow screen no height, so that nothing can scroll to it", () => {
    const all = rules();
    const hidden = all.get("(max-width: 360px) .send span")!;
    const sr = all.get(".sr")!;
    for (const name of ["position", "inline-size", "block-size", "overflow", "clip-path", "white-space"]) {
      expect(sr.getPropertyValue(name), name).not.toBe("");
      expect(hidden.getPropertyValue(name), name).toBe(sr.getPropertyValue(name));
    }
  });

  it("lets nothing scroll the panel but where it is meant to", () => {
    const all = rules();
    expect(all.get(".panel")!.getPropertyValue("overflow")).toBe("clip");
    expect(all.get("(max-height: 400px) .panel.panel")!.getPropertyValue("overflow-y")).toBe("auto");
  });

  it("indents every part of the panel by the same measure", () => {
    const all = rules();
    for (const part of [".header", ".drawer", ".bar", ".scroller", ".composer"]) {
      const style = all.get(part)!;
      expect(style.getPropertyValue("padding") + style.getPropertyValue("padding-inline"), part).toContain("var(--pad)");
    }
    expect(all.get(".panel.full")!.getPropertyValue("--pad")).toContain("46em");
  });
});
