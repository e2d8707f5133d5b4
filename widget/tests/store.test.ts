import { beforeEach, describe, expect, it } from "vitest";
import { readTurn } from "../src/contract";
import { nothing, Store } from "../src/store";
import { turn } from "./fake-socket";

const turns = (count: number) => Array.from({ length: count }, (_, at) => readTurn(turn(at + 1, null, "x".repeat(100)))!);

beforeEach(() => sessionStorage.clear());

describe("the store", () => {
  it("gives back what was kept", () => {
    const saved = { ...nothing(), token: "t", seen: 2, turns: turns(2), draft: "half", open: true, judgements: { a: "good" as const } };
    new Store("key", sessionStorage).write(saved);
    expect(new Store("key", sessionStorage).read()).toEqual(saved);
  });

  it("keeps to memory where storage is blocked", () => {
    const blocked = { getItem: () => fail(), setItem: () => fail() } as unknown as Storage;
    const store = new Store("key", blocked);
    store.write({ ...nothing(), draft: "half" });
    expect(store.read().draft).toBe("half");
  });

  it("drops the oldest turns when storage is full, and still knows what was seen", () => {
    let kept = "";
    const small = {
      getItem: () => kept,
      setItem: (_: string, value: string) => {
        if (value.length > 1000) throw new DOMException("full", "QuotaExceededError");
        kept = value;
      },
    } as unknown as Storage;
    new Store("key", small).write({ ...nothing(), token: "t", seen: 20, turns: turns(20) });
    const read = new Store("key", small).read();
    expect(read.seen).toBe(20);
    expect(read.turns.at(-1)!.seq).toBe(20);
    expect(read.turns.length).toBeGreaterThan(0);
    expect(read.turns.length).toBeLessThan(20);
  });

  it.each(["", "{", "null", "[]", '"x"', '{"version":2,"token":"t"}', '{"version":1,"turns":[{}],"queue":[1,{"id":2}],"judgements":{"a":"x"},"seen":"7"}'])(
    "begins anew with %j",
    (value) => {
      sessionStorage.setItem("key", value);
      expect(new Store("key", sessionStorage).read()).toEqual(nothing());
    },
  );
});

function fail(): never {
  throw new DOMException("blocked", "SecurityError");
}
