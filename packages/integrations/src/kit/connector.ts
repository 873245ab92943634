import type { FieldIssue, FieldKey, MappedProduct } from "@v1/core";
import type { AuthScheme } from "./auth.ts";
import type { HttpClient } from "./http.ts";

/** What a connector is: declarations, and three functions that know one vendor. */
export interface Connector<Config = unknown, Secrets = unknown, Raw = unknown> {
  slug: string;
  name: string;
  /** Raised when `map` would give another answer for the same record: everything is merged again. */
  mappingVersion: number;
  /** JSON Schema of the connection's settings; the form is drawn from it. */
  configSchema: Record<string, unknown>;
  auth: {
    type: "none" | "api_key" | "basic" | "oauth2" | "jwt" | "certificate";
    fields: Record<string, unknown>;
    /**
     * Where owners may sign in at the provider as well as enter credentials: JSON Schema of what the
     * sign-in asks for, `clientId` and `clientSecret`; `fields` are then those of the other way.
     */
    signInFields?: Record<string, unknown>;
    /** How requests marked `authenticate` are signed; without it the connector signs them itself. */
    scheme?: AuthScheme;
  };
  /** Fields that `map` can supply, each with where the source keeps it. */
  fields: Partial<Record<FieldKey, SourceOption[]>>;
  /** Of `fields`, those that a connection with these stored settings supplies; all of them without it. */
  supplies?(config: unknown): FieldKey[];
  /** Collections of which a record carries all there is, so that `[]` may clear. */
  complete: readonly FieldKey[];
  /** What can be read, and how; a stream of products, in full and by change, where it says nothing. */
  streams?: readonly Stream[];
  /**
   * Where a key may lie that several records of one product share (a style number). `map` gives it as
   * `groupKey`; none where each record is a product of its own.
   */
  groupBy?: readonly SourceOption[];
  /** Limits that the provider sets for one account; every request keeps within all of them. */
  rateLimits: readonly RateLimit[];

  /** Who is on the other side and what can be seen; throws an `AppError` that says what to mend. */
  check(context: ConnectorContext<Config, Secrets>): Promise<CheckResult>;
  /** Who is on the other side, where the stored settings alone say so: no sync asks then. */
  account?(config: unknown): CheckResult["account"];
  /** What the source's own words probably mean, for settings that say so; the owner corrects it. */
  suggest?(context: ConnectorContext<Config, Secrets>): Promise<Suggestion[]>;
  /** Pages in source order. Holds one page at a time, whatever the size of the source. */
  read(
    context: ConnectorContext<Config, Secrets>,
    request: ReadRequest,
  ): AsyncGenerator<Page<Raw>, ReadSummary>;
  /** How many records a read would give; null where only reading them tells. */
  count?(context: ConnectorContext<Config, Secrets>, request: CountRequest): Promise<number | null>;
  /** Pure: one source record → what it asserts, or why it cannot. */
  map(record: RawRecord<Raw>, config: Config): MappedProduct | FieldIssue;
}

export interface SourceOption {
  path: string;
  label: string;
}

export interface Stream {
  name: string;
  label: string;
  /** `incremental` where the source tells what has changed since a time. */
  modes: readonly ReadRequest["mode"][];
}

/** Nested limits such as 120 a minute and 300 an hour are two of these. */
export interface RateLimit {
  requests: number;
  perSeconds: number;
  /** Requests that may follow each other without a pause; a tenth of `requests` by default. */
  atOnce?: number;
}

export type CountRequest = Pick<ReadRequest, "mode" | "since">;

export interface ConnectorContext<Config, Secrets> {
  config: Config;
  secrets: Secrets;
  http: HttpClient;
  signal: AbortSignal;
  /** A folder of this run's own for spilled data; removed when the run's process ends its read. */
  spillFolder: string;
}

export interface CheckResult {
  /** Identity that must not change under a connection: a shop id, a realm, an account. */
  account: { id: string; name: string };
  products: number | null;
  currency: string | null;
}

/** One of the source's words, and what it is taken for. */
export interface Suggestion {
  /** As the source writes it: an option's name, a column. */
  word: string;
  /** What it may be. The word goes into the list of `setting`, a path in the settings. */
  choices: { value: string; label: string; setting: string }[];
  /** The `value` of the choice that is probably right. */
  value: string;
  /** What speaks for it, in words. */
  reason: string;
  examples: string[];
}

export interface ReadRequest {
  mode: "full" | "incremental";
  /** ISO 8601: where an incremental read starts. */
  since: string | null;
  /** The last position that was committed by this run; null at its start. */
  position: Position | null;
  /** Records in a page, at most; a page may be smaller. */
  pageSize: number;
  /** What the last verified read left to the next one, where it left anything. */
  memory?: Position | null;
}

/** Whatever lets `read` go on after a page. JSON, small, opaque to everybody else. */
export type Position = { [key: string]: string | number | boolean | null };

/**
 * Variants (or other children) after which a page ends, however few its records are: a page is held
 * in memory twice, and merged in one transaction.
 */
export const PAGE_CHILDREN = 8_000;

export interface Page<Raw> {
  records: RawRecord<Raw>[];
  /** Where to go on after this page. */
  position: Position;
  /** The source's own number of products, where it says so: for progress only. */
  total: number | null;
}

export interface RawRecord<Raw> {
  externalId: string;
  /**
   * Source order within the run, ascending over pages and stable across a resumed read: the first
   * of two that claim one barcode keeps it.
   */
  ordinal: number;
  raw: Raw;
}

export interface ReadSummary {
  /**
   * `verified`: all that the source said it has was read, and its own count agrees. Only then does
   * the watermark move, and only a verified full read may call a record gone.
   */
  verified: boolean;
  /** Why it is not verified, for the run's page. */
  reason?: string;
  /** For the next read: an ETag, a token of changes. Kept only where this one was verified. */
  memory?: Position;
  /** The source's clock at the start of the read, ISO 8601, where it is known; else ours is taken. */
  sourceTime?: string;
}
