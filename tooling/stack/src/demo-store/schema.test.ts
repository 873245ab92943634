import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import {
  buildSchema,
  type GraphQLNamedType,
  type GraphQLSchema,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
} from "graphql";
import { expect, it } from "vitest";
import { root } from "../root.ts";
import { schema } from "./schema.ts";

const SDL = process.env.SHOPIFY_ADMIN_SDL ?? join(root, "../shared/shopify/admin-2026-07.graphql");
const isThere = existsSync(SDL);
if (!isThere)
  console.log(`Shopify's schema is not at ${SDL}; set SHOPIFY_ADMIN_SDL to have the subset checked.`);

/** Every name of a type, with what stands behind it. */
function describeType(type: GraphQLNamedType | undefined): Map<string, string> {
  const found = new Map<string, string>();
  if (isEnumType(type)) for (const { name } of type.getValues()) found.set(name, "");
  if (isInputObjectType(type))
    for (const field of Object.values(type.getFields())) found.set(field.name, String(field.type));
  if (isObjectType(type) || isInterfaceType(type)) {
    for (const field of Object.values(type.getFields())) {
      found.set(field.name, String(field.type));
      for (const argument of field.args) found.set(`${field.name}(${argument.name}:)`, String(argument.type));
    }
  }
  return found;
}

function differences(real: GraphQLSchema): string[] {
  return Object.values(schema.getTypeMap())
    .filter(({ name }) => !name.startsWith("__"))
    .flatMap((type) => {
      const theirs = real.getType(type.name);
      if (!theirs) return [`${type.name} is no type of Shopify's`];
      const names = describeType(theirs);
      return [...describeType(type)]
        .filter(([name, shape]) => names.get(name) !== shape)
        .map(([name, shape]) => `${type.name}.${name}: ${shape} is ${names.get(name)} in Shopify`);
    });
}

it.skipIf(!isThere)("is a part of Shopify's own schema, name for name and type for type", () => {
  const real = buildSchema(readFileSync(SDL, "utf8"), { assumeValid: true, assumeValidSDL: true });
  expect(differences(real)).toEqual([]);
});
