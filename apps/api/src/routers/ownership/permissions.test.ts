import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { API_SCOPES } from "../../auth/api-key.ts";
import { appRouter } from "../../router.ts";
import { startTestApi, type TestApi } from "../../testing/api.ts";
import { makeBrand, type TestBrand } from "../../testing/brand.ts";
import { callProcedure } from "../../testing/call-procedure.ts";

let api: TestApi;
let brand: TestBrand;
let theirs: TestBrand;
/** A service of the brand that may do all that a key can be given. */
let key: string;

beforeAll(async () => {
  api = await startTestApi();
  brand = await makeBrand(api.admin, "Ours", ["Cap"]);
  theirs = await makeBrand(api.admin, "Theirs", []);
  const owner = await api.client(brand.ownerId);
  ({ key } = await owner.apiKeys.create.mutate({ name: "All", scopes: [...API_SCOPES] }));
});
afterAll(() => api.close());

/** What does not exist: whoever is told so was let in. */
const id = randomUUID();
const record = { connectionId: id, externalId: "x" };
const one = [{ key: "product.name", version: 0 }];

/** Every procedure of ownership: who may, and what it is asked. */
const TABLE: Record<string, ["member" | "owner", unknown]> = {
  "owners.list": ["member", undefined],
  "owners.coverage": ["member", undefined],
  "owners.previewTransfer": ["member", { fields: ["product.name"], to: "manual" }],
  "owners.transfer": ["owner", { fields: one, to: { connectionId: id } }],
  "owners.clear": ["owner", { key: "product.name", version: 9 }],
  "owners.setOnNull": ["owner", { key: "product.season", version: 9, onNull: "clear" }],
  "owners.previewPromote": ["member", { from: id, to: id }],
  "owners.promote": ["owner", { from: id, to: id, fields: one }],
  "mapping.get": ["member", { connectionId: id }],
  "mapping.paths": ["owner", { connectionId: id }],
  "mapping.preview": ["owner", { connectionId: id, sources: {} }],
  "mapping.save": ["owner", { connectionId: id, sources: {}, mappingVersion: 1 }],
  "pins.list": ["member", {}],
  "pins.pin": ["member", { productId: id, fieldKey: "product.name" }],
  "pins.unpin": ["member", { pins: [id] }],
  explain: ["member", { entity: "product", id, field: "product.name" }],
  history: ["member", { productId: id }],
  "conflicts.badge": ["member", undefined],
  "conflicts.list": ["member", {}],
  "conflicts.counts": ["member", {}],
  "conflicts.get": ["member", { conflictId: id }],
  "conflicts.resolve": ["member", { conflictId: id, by: "dismiss" }],
  "conflicts.resolveMany": ["member", { filter: {}, by: "dismiss" }],
  "reviews.get": ["member", record],
  "reviews.link": ["member", { ...record, productId: id }],
  "reviews.create": ["member", record],
  "reviews.ignore": ["member", record],
  "reviews.reopen": ["member", record],
  "reviews.unlink": ["member", record],
  "preview.start": ["member", { connectionId: id }],
  "preview.get": ["member", { runId: id }],
  "preview.records": ["member", { runId: id }],
  "preview.takeOver": ["member", { runId: id }],
  "replay.start": ["member", { runId: id }],
  "undo.preview": ["owner", { runId: id }],
  "undo.places": ["owner", { runId: id }],
  "undo.start": ["owner", { runId: id }],
};

const types = new Map(
  Object.entries(appRouter._def.procedures as unknown as Record<string, { _def: { type: string } }>)
    .filter(([path]) => path.startsWith("integrations."))
    .map(([path, { _def }]) => [path.slice("integrations.".length), _def.type]),
);

/** Let in, whatever came of it: nothing there, or somebody was faster. */
const LET_IN = expect.toBeOneOf([200, 404, 409]);
const REFUSED = 403;

describe("rule 1: members look, edit, pin and resolve; owners change ownership and undo", () => {
  test.each(Object.entries(TABLE))("%s", async (name, [who, input]) => {
    const call = { path: `integrations.${name}`, type: types.get(name) ?? "none", input };
    const status = async (userId: string, headers = {}) =>
      (await callProcedure(api.url, userId, { ...call, headers })).status;
    const seen = {
      owner: await status(brand.ownerId),
      member: await status(brand.memberId),
      foreign: await status(theirs.ownerId, { "x-brand-id": brand.brandId }),
      nobody: await status(randomUUID()),
      service: await status(brand.ownerId, { authorization: `Bearer ${key}` }),
    };
    const member = who === "member" ? LET_IN : REFUSED;
    expect(seen).toEqual({ owner: LET_IN, member, foreign: REFUSED, nobody: REFUSED, service: REFUSED });
  });

  test("the table leaves none out", () => {
    const elsewhere = /^(catalog|connections|runs|signIn)\./;
    expect([...types.keys()].filter((path) => !elsewhere.test(path)).sort()).toEqual(
      Object.keys(TABLE).sort(),
    );
  });
});
