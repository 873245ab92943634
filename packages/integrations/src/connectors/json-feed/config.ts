import { AppError } from "@v1/core";
import { z } from "zod";
import { recordPaths } from "../../kit/record-paths.ts";

export const jsonFeedConfig = recordPaths.extend({
  url: z.url({ protocol: /^https?$/, error: "Give a whole address." }).describe("Address of the feed."),
  format: z.enum(["json", "json-lines", "xml"]).default("json").describe("What the address answers."),
  records: z
    .string()
    .default("")
    .describe(
      "JSON: where the list of products lies, such as data.products. XML: name of a product's element.",
    ),
});
export type JsonFeedConfig = z.infer<typeof jsonFeedConfig>;

export const jsonFeedSecrets = z.object({
  header: z.string().optional().describe("Name of a header that the feed asks for, such as Authorization."),
  value: z.string().optional().describe("What that header has to say."),
});
export type JsonFeedSecrets = z.infer<typeof jsonFeedSecrets>;

/** A connection's stored settings, with defaults filled in. */
export function configOf(stored: unknown): JsonFeedConfig {
  const result = jsonFeedConfig.safeParse(stored);
  if (result.success) return result.data;
  throw new AppError({
    code: "bad_request",
    message: "The feed connection's settings cannot be used.",
    hint: z.prettifyError(result.error),
  });
}
