import {
  type DocumentNode,
  type FieldNode,
  type GraphQLNamedType,
  getNamedType,
  isInterfaceType,
  isLeafType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from "graphql";
import { isConnection, schema } from "./schema.ts";

const MUTATION_COST = 10;
const CONNECTION_COST = 2;
const SIZES = new Set(["first", "last"]);

/**
 * Points that a query may cost, by Shopify's published rule: nothing for scalars, one for an
 * object, two for a connection and its nodes' cost times the number asked for, ten for a mutation.
 */
export function requestedCost(
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Readonly<Record<string, unknown>>,
): number {
  const root = operation.operation === "mutation" ? schema.getMutationType() : schema.getQueryType();
  const walk = new CostWalk(document, variables);
  const fields = walk.fields(operation.selectionSet);
  const cost = root ? walk.selection(operation.selectionSet, root) : 0;
  return operation.operation === "mutation" ? fields.length * MUTATION_COST : Math.max(1, cost);
}

class CostWalk {
  readonly #fragments = new Map<string, SelectionSetNode>();
  readonly #variables: Readonly<Record<string, unknown>>;

  constructor(document: DocumentNode, variables: Readonly<Record<string, unknown>>) {
    this.#variables = variables;
    for (const definition of document.definitions) {
      if (definition.kind === Kind.FRAGMENT_DEFINITION)
        this.#fragments.set(definition.name.value, definition.selectionSet);
    }
  }

  /** Fields of a selection, those of its fragments included. */
  fields({ selections }: SelectionSetNode): FieldNode[] {
    return selections.flatMap((selection) => {
      if (selection.kind === Kind.FIELD) return [selection];
      const inner =
        selection.kind === Kind.INLINE_FRAGMENT
          ? selection.selectionSet
          : this.#fragments.get(selection.name.value);
      return inner ? this.fields(inner) : [];
    });
  }

  selection(selections: SelectionSetNode, type: GraphQLNamedType): number {
    return this.fields(selections).reduce((sum, field) => sum + this.#field(field, type), 0);
  }

  #field(field: FieldNode, parent: GraphQLNamedType): number {
    const found =
      isObjectType(parent) || isInterfaceType(parent) ? parent.getFields()[field.name.value] : undefined;
    const output = found?.type ?? possibleType(parent, field.name.value);
    if (!output || !field.selectionSet) return 0;
    const type = getNamedType(output);
    if (isLeafType(type)) return 0;
    const inner = this.selection(field.selectionSet, type);
    if (isConnection(type)) return CONNECTION_COST + this.#size(field) * Math.max(1, inner);
    return isWrapper(type.name) ? inner : 1 + inner;
  }

  #size(field: FieldNode): number {
    for (const { name, value } of field.arguments ?? []) {
      if (!SIZES.has(name.value)) continue;
      if (value.kind === Kind.INT) return Number(value.value);
      if (value.kind === Kind.VARIABLE) return Number(this.#variables[value.name.value] ?? 0);
    }
    return 0;
  }
}

/** What only carries the nodes of a connection costs nothing itself. */
function isWrapper(name: string): boolean {
  return name === "PageInfo" || name.endsWith("Edge");
}

/** A field of a fragment on one of an interface's types. */
function possibleType(parent: GraphQLNamedType, field: string) {
  if (!isInterfaceType(parent)) return undefined;
  return schema
    .getPossibleTypes(parent)
    .find((type) => type.getFields()[field])
    ?.getFields()[field]?.type;
}

/** Points that the answer did cost: one for each object in it. */
export function actualCost(data: unknown): number {
  if (Array.isArray(data)) return data.reduce<number>((sum, each) => sum + actualCost(each), 0);
  if (typeof data !== "object" || data === null) return 0;
  return Object.values(data).reduce<number>((sum, each) => sum + actualCost(each), 1);
}
