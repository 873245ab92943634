import {
  type DocumentNode,
  type FieldNode,
  type GraphQLCompositeType,
  Kind,
  type OperationDefinitionNode,
  parse,
  type SelectionSetNode,
  TypeInfo,
  validate,
  visit,
  visitWithTypeInfo,
} from "graphql";
import { isConnection, schema } from "./schema.ts";

const MOST_CONNECTIONS = 5;
const DEEPEST = 2;
const PAGE = 100;
/** Response keys that the store asks for itself and takes out again. */
export const BULK_ID = "bulkId";
export const BULK_PAGE = "bulkPage";

export interface BulkDocument {
  /** The query with its root connection read by `$bulkAfter`. */
  document: DocumentNode;
  /** The root connection's key in the answer. */
  rootKey: string;
}

/** A bulk query made ready to be read page by page, or why Shopify would refuse it. */
export function bulkDocument(query: string): BulkDocument | { refused: string } {
  const parsed = parsedQuery(query);
  if ("refused" in parsed) return parsed;
  const [operation] = parsed.definitions.filter((each) => each.kind === Kind.OPERATION_DEFINITION);
  const fields = operation?.selectionSet.selections.filter((each) => each.kind === Kind.FIELD) ?? [];
  const [root] = fields;
  if (!root || fields.length !== 1) return { refused: "Bulk queries must have exactly one top-level field." };
  const { count, depth, document } = prepared(parsed, root);
  if (count === 0) return { refused: "Bulk queries must contain at least one connection." };
  if (count > MOST_CONNECTIONS)
    return { refused: `Bulk queries cannot contain more than ${MOST_CONNECTIONS} connections.` };
  if (depth > DEEPEST + 1)
    return { refused: `Bulk queries cannot nest connections more than ${DEEPEST} levels deep.` };
  return { document, rootKey: root.alias?.value ?? root.name.value };
}

function parsedQuery(query: string): DocumentNode | { refused: string } {
  try {
    const document = parse(query);
    const [error] = validate(schema, document);
    return error ? { refused: error.message } : document;
  } catch (error) {
    return { refused: error instanceof Error ? error.message : String(error) };
  }
}

/** Pages the root connection, and asks every parent of a connection for its id. */
function prepared(
  query: DocumentNode,
  root: FieldNode,
): { document: DocumentNode; count: number; depth: number } {
  const typeInfo = new TypeInfo(schema);
  let [count, depth, open] = [0, 0, 0];
  const document = visit(
    query,
    visitWithTypeInfo(typeInfo, {
      OperationDefinition: { leave: withCursorVariable },
      Field: {
        enter() {
          if (!isConnection(typeInfo.getType())) return;
          count += 1;
          open += 1;
          depth = Math.max(depth, open);
        },
        leave(field, _key, _parent, _path, ancestors) {
          if (!isConnection(typeInfo.getType())) return undefined;
          open -= 1;
          const isRoot = ancestors.length === 4 && field.name.value === root.name.value;
          return isRoot ? pagedRoot(field) : undefined;
        },
      },
      SelectionSet: {
        leave(selections) {
          return isParent(selections, typeInfo.getParentType()) ? withId(selections) : undefined;
        },
      },
    }),
  );
  return { document, count, depth };
}

/** True where a connection stands right below, whose nodes will have to name their parent. */
function isParent({ selections }: SelectionSetNode, type: GraphQLCompositeType | null | undefined): boolean {
  if (!type || !("getFields" in type)) return false;
  const fields = type.getFields();
  if (!fields.id) return false;
  return selections.some((each) => each.kind === Kind.FIELD && isConnection(fields[each.name.value]?.type));
}

function withCursorVariable(operation: OperationDefinitionNode): OperationDefinitionNode {
  const [definition] = onlyOperation("query ($bulkAfter: String) { __typename }").variableDefinitions ?? [];
  return definition ? { ...operation, variableDefinitions: [definition] } : operation;
}

function pagedRoot(field: FieldNode): FieldNode {
  const paging = onlyField(
    `{ x(first: ${PAGE}, after: $bulkAfter) { ${BULK_PAGE}: pageInfo { hasNextPage endCursor } } }`,
  );
  const own =
    field.arguments?.filter(({ name }) => !["first", "last", "after", "before"].includes(name.value)) ?? [];
  const selections = [...(field.selectionSet?.selections ?? []), ...(paging.selectionSet?.selections ?? [])];
  return {
    ...field,
    arguments: [...own, ...(paging.arguments ?? [])],
    selectionSet: { kind: Kind.SELECTION_SET, selections },
  };
}

function withId(selections: SelectionSetNode): SelectionSetNode {
  return { ...selections, selections: [...selections.selections, onlyField(`{ ${BULK_ID}: id }`)] };
}

function onlyOperation(source: string): OperationDefinitionNode {
  const [definition] = parse(source).definitions;
  if (definition?.kind !== Kind.OPERATION_DEFINITION) throw new Error("not an operation");
  return definition;
}

function onlyField(source: string): FieldNode {
  const [field] = onlyOperation(source).selectionSet.selections;
  if (field?.kind !== Kind.FIELD) throw new Error("not a field");
  return field;
}
