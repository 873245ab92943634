import { expect, test } from "vitest";
import { actorWords, eventWords, hasValues } from "./event-words.ts";

const run = { fieldKey: "product.price", before: null, kind: "run", user: null, connection: "Shop" } as const;

test("a field goes by its name, a pin says what it holds", () => {
  expect(eventWords(run)).toBe("Price");
  expect(eventWords({ fieldKey: "$pinned", before: "product.price" })).toBe("Pinned price");
  expect(hasValues({ fieldKey: "$pinned" })).toBe(false);
  expect(hasValues({ fieldKey: "$status" })).toBe(true);
});

test("who did it is a run of a connection, a person, or time", () => {
  expect(actorWords({ ...run, runKind: "sync" })).toBe("a sync of Shop");
  expect(actorWords({ ...run, runKind: "undo", user: "Ada" })).toBe(
    "an undo of a run of Shop, started by Ada",
  );
  expect(actorWords({ ...run, runKind: "something new", connection: null })).toBe(
    "a run of a connection that is gone",
  );
  expect(actorWords({ ...run, kind: "person", runKind: null, user: "Ada" })).toBe("Ada");
  expect(actorWords({ ...run, kind: "time", runKind: null })).toBe("the end of its time");
});
