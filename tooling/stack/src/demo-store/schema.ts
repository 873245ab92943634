import { readFileSync } from "node:fs";
import { join } from "node:path";
import { buildSchema, type GraphQLOutputType, getNamedType } from "graphql";

/** Shopify's types, as far as the demo store serves them. */
export const schema = buildSchema(readFileSync(join(import.meta.dirname, "schema.graphql"), "utf8"));

export function isConnection(type: GraphQLOutputType | null | undefined): boolean {
  return type ? getNamedType(type).name.endsWith("Connection") : false;
}
