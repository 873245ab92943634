import {
  type DocumentNode,
  type ExecutionResult,
  execute,
  GraphQLError,
  getOperationAST,
  type OperationDefinitionNode,
  parse,
  validate,
} from "graphql";
import { LeakyBucket } from "./bucket.ts";
import { nodesOf } from "./bulk-lines.ts";
import { actualCost, requestedCost } from "./cost.ts";
import { editWhileRead } from "./edit-while-read.ts";
import type { Faults } from "./faults.ts";
import { mutationRoot } from "./mutations.ts";
import { queryRoot, type Shop } from "./queries.ts";
import { schema } from "./schema.ts";

const MOST_FOR_ONE_QUERY = 1_000;

export interface GraphqlRequest {
  query: string;
  variables?: Record<string, unknown> | null;
  operationName?: string | null;
}

export interface GraphqlAnswer {
  data?: unknown;
  errors?: unknown[];
  extensions?: { cost: Record<string, unknown> };
}

/** Executes any query over the shop, within its bucket of points. Errors stand inside a 200. */
export class GraphqlEndpoint {
  readonly #shop: Shop;
  readonly #bucket: LeakyBucket;
  readonly #faults: Faults;

  constructor(options: { shop: Shop; bucket: { maximum: number; restoreRate: number }; faults: Faults }) {
    this.#shop = options.shop;
    this.#bucket = new LeakyBucket(options.bucket.maximum, options.bucket.restoreRate);
    this.#faults = options.faults;
  }

  async answer(request: GraphqlRequest): Promise<GraphqlAnswer> {
    const prepared = prepare(request);
    if ("errors" in prepared) return { errors: prepared.errors };
    if (this.#faults.take("denied"))
      return { data: null, errors: [failure("Access denied.", "ACCESS_DENIED")] };
    if (this.#faults.take("internal_error"))
      return { errors: [failure("Internal error.", "INTERNAL_SERVER_ERROR")] };
    const { document, operation } = prepared;
    const variables = request.variables ?? {};
    const requested = requestedCost(document, operation, variables);
    if (requested > MOST_FOR_ONE_QUERY) return { errors: [tooCostly(requested)] };
    if (this.#faults.take("throttled") || !this.#bucket.take(requested)) {
      return { errors: [failure("Throttled", "THROTTLED")], extensions: this.#cost(requested, null) };
    }
    const result = await this.execute(document, variables, {
      unlimited: false,
      operationName: request.operationName,
    });
    editWhileRead(this.#shop.store, this.#faults, nodesOf(result.data?.products) ?? []);
    const actual = Math.min(
      requested,
      operation.operation === "mutation" ? requested : actualCost(result.data),
    );
    this.#bucket.giveBack(requested - actual);
    return { ...result, extensions: this.#cost(requested, actual) } as GraphqlAnswer;
  }

  /** Without cost; a bulk operation's connections are read to their end. */
  async execute(
    document: DocumentNode,
    variables: Record<string, unknown>,
    options: { unlimited: boolean; operationName?: string | null | undefined },
  ): Promise<ExecutionResult> {
    return execute({
      schema,
      document,
      rootValue: { ...queryRoot(this.#shop), ...mutationRoot(this.#shop) },
      contextValue: { unlimited: options.unlimited },
      variableValues: variables,
      ...(options.operationName ? { operationName: options.operationName } : {}),
    });
  }

  #cost(requestedQueryCost: number, actualQueryCost: number | null) {
    return { cost: { requestedQueryCost, actualQueryCost, throttleStatus: this.#bucket.status() } };
  }
}

type Prepared = { document: DocumentNode; operation: OperationDefinitionNode } | { errors: unknown[] };

function prepare({ query, operationName }: GraphqlRequest): Prepared {
  try {
    const document = parse(query);
    const errors = validate(schema, document);
    if (errors.length > 0) return { errors: errors.map((error) => coded(error, codeOf(error))) };
    const operation = getOperationAST(document, operationName);
    return operation
      ? { document, operation }
      : { errors: [failure("No operation is named.", "missingOperation")] };
  } catch (error) {
    if (error instanceof GraphQLError) return { errors: [coded(error, "parseError")] };
    throw error;
  }
}

/** Shopify's names for what is wrong with a query. */
function codeOf({ message }: GraphQLError): string {
  if (message.startsWith("Cannot query field")) return "undefinedField";
  if (message.startsWith("Unknown argument")) return "argumentNotAccepted";
  return "invalidQuery";
}

function coded(error: GraphQLError, code: string): unknown {
  return { ...error.toJSON(), extensions: { ...error.extensions, code } };
}

function failure(message: string, code: string): unknown {
  return { message, extensions: { code } };
}

function tooCostly(cost: number): unknown {
  const message = `Query cost is ${cost}, which exceeds the single query max cost limit (${MOST_FOR_ONE_QUERY}).`;
  return { message, extensions: { code: "MAX_COST_EXCEEDED", cost, maxCost: MOST_FOR_ONE_QUERY } };
}
