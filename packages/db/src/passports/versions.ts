import { notFound } from "@v1/core";
import { and, desc, eq, lt } from "drizzle-orm";
import { z } from "zod";
import { limitOf, type Page, type PageRequest, readCursor, toPage } from "../page.ts";
import { passportVersions } from "../schema/passports/passport-versions.ts";
import { passports } from "../schema/passports/passports.ts";
import { products } from "../schema/products/products.ts";
import type { BrandScope } from "../scope.ts";
import type { PassportContent, PassportSources } from "./content.ts";

const summary = {
  productId: passportVersions.productId,
  version: passportVersions.version,
  publishedAt: passportVersions.createdAt,
  publishedBy: passportVersions.publishedBy,
  publicationId: passportVersions.publicationId,
  runIds: passportVersions.runIds,
  contentHash: passportVersions.contentHash,
};

export interface VersionSummary {
  productId: string;
  version: number;
  publishedAt: Date;
  /** Null where it was published by itself, after a sync. */
  publishedBy: string | null;
  publicationId: string | null;
  /** The runs that its values came from, where runs wrote them. */
  runIds: string[];
  /** SHA-256 of the content, in hexadecimal digits. */
  contentHash: string;
}

export interface PassportVersionDetail extends VersionSummary {
  /** Whether it is the one that is published. */
  current: boolean;
  content: PassportContent;
  sources: PassportSources;
}

/**
 * A product's versions, newest first; none where it was never published.
 * @throws AppError `not_found` where there is no such product
 */
export async function listVersions(
  scope: BrandScope,
  { productId, ...request }: PageRequest & { productId: string },
): Promise<Page<VersionSummary>> {
  const { tx, brandId } = scope;
  const limit = limitOf(request);
  const before = readCursor(z.int(), request.cursor);
  const rows = await tx
    .select(summary)
    .from(passportVersions)
    .where(
      and(
        eq(passportVersions.brandId, brandId),
        eq(passportVersions.productId, productId),
        before === null ? undefined : lt(passportVersions.version, before),
      ),
    )
    .orderBy(desc(passportVersions.version))
    .limit(limit + 1);
  if (rows.length === 0) await requireProduct(scope, productId);
  const page = toPage(rows, limit, ({ version }) => version);
  return { ...page, items: page.items.map(told) };
}

async function requireProduct({ tx, brandId }: BrandScope, productId: string): Promise<void> {
  const [found] = await tx
    .select({ id: products.id })
    .from(products)
    .where(and(eq(products.brandId, brandId), eq(products.id, productId)));
  if (!found) throw notFound("product", productId);
}

/**
 * One version as it was published; the published one where none is named.
 * @throws AppError `not_found`
 */
export async function getVersion(
  { tx, brandId }: BrandScope,
  { productId, version }: { productId: string; version?: number | undefined },
): Promise<PassportVersionDetail> {
  const [row] = await tx
    .select({
      ...summary,
      content: passportVersions.content,
      sources: passportVersions.sources,
      current: passports.version,
    })
    .from(passports)
    .innerJoin(
      passportVersions,
      and(
        eq(passportVersions.brandId, brandId),
        eq(passportVersions.productId, productId),
        eq(passportVersions.version, version ?? passports.version),
      ),
    )
    .where(and(eq(passports.brandId, brandId), eq(passports.productId, productId)));
  if (!row) {
    const wanted = version === undefined ? "published passport" : `version ${version} of the passport`;
    throw notFound(`${wanted} of product`, productId);
  }
  const { content, sources, current, ...own } = row;
  return {
    ...told(own),
    current: own.version === current,
    content: content as unknown as PassportContent,
    sources: sources as unknown as PassportSources,
  };
}

type Row = Omit<VersionSummary, "contentHash"> & { contentHash: Buffer };

function told({ contentHash, ...own }: Row): VersionSummary {
  return { ...own, contentHash: contentHash.toString("hex") };
}
