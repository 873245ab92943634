import { z } from "@hono/zod-openapi";
import type { PassportVersionDetail, VersionSummary } from "@v1/db/passports";

const summary = {
  productId: z.uuid(),
  version: z.int().openapi({ description: "1 for a product's first." }),
  publishedAt: z.iso.datetime(),
  runIds: z
    .array(z.uuid())
    .openapi({ description: "The runs that its values came from, where runs wrote them." }),
  contentHash: z.string().openapi({ description: "SHA-256 of the content, in hexadecimal digits." }),
};

export const version = z.object(summary).openapi("PassportVersion");

export const passport = z
  .object({
    ...summary,
    current: z.boolean().openapi({ description: "Whether it is the published version." }),
    content: z.object({
      format: z.literal(1),
      upid: z.string(),
      product: z.record(z.string(), z.unknown()).openapi({ example: { "product.name": "Linen shirt" } }),
      variants: z.array(
        z.object({
          upid: z.string(),
          gone: z.literal(true).optional(),
          fields: z.record(z.string(), z.unknown()),
        }),
      ),
    }),
  })
  .openapi("Passport");

export function versionView(row: VersionSummary): z.infer<typeof version> {
  const { productId, version: number, publishedAt, runIds, contentHash } = row;
  return { productId, version: number, publishedAt: publishedAt.toISOString(), runIds, contentHash };
}

export function passportView(row: PassportVersionDetail): z.infer<typeof passport> {
  return { ...versionView(row), current: row.current, content: row.content };
}
