import { AppError } from "@v1/core";

/**
 * The connector of a slug, or null where this server has none any more: what its connection wrote and
 * observed stands all the same, and can be listed and explained.
 */
export function knownConnector<C>({ connector }: { connector(slug: string): C }, slug: string): C | null {
  try {
    return connector(slug);
  } catch (error) {
    if (error instanceof AppError && error.code === "not_found") return null;
    throw error;
  }
}
