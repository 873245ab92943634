import type { Page, PageRequest } from "@v1/db";
import {
  getVersion,
  listVersions,
  namesOfPeople,
  type PassportVersionDetail,
  type VersionSummary,
} from "@v1/db/passports";
import type { ApiDeps } from "../deps.ts";
import type { Member } from "../trpc.ts";

type Asking = Pick<Member, "read"> & { deps: Pick<ApiDeps, "worker"> };
type Named<T> = T & { publishedByName: string | null };

/** A product's versions with who published them; colleagues' names are not the member's own to read. */
export async function namedVersions(
  { deps, read }: Asking,
  request: PageRequest & { productId: string },
): Promise<Page<Named<VersionSummary>>> {
  const page = await read((scope) => listVersions(scope, request));
  const names = await namesOfPeople(
    deps.worker,
    page.items.map(({ publishedBy }) => publishedBy),
  );
  return { ...page, items: page.items.map((item) => named(item, names)) };
}

/** One of them. @throws AppError `not_found` */
export async function namedVersion(
  { deps, read }: Asking,
  request: { productId: string; version?: number | undefined },
): Promise<Named<PassportVersionDetail>> {
  const version = await read((scope) => getVersion(scope, request));
  return named(version, await namesOfPeople(deps.worker, [version.publishedBy]));
}

function named<T extends VersionSummary>(item: T, names: Map<string, string>): Named<T> {
  return { ...item, publishedByName: names.get(item.publishedBy ?? "") ?? null };
}
