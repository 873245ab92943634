import { AppError } from "@v1/core";
import type { WorkerDb } from "../../client.ts";
import { sqlState } from "../../retry.ts";
import { inTransaction, type Queryable } from "../jobs/queryable.ts";

export interface NewBrand {
  name: string;
  /** Part of addresses; made from the name where it is left out. */
  slug?: string;
  countryCode?: string;
  userId: string;
}

/**
 * Makes a brand whose first owner is the user. A slug of the caller's must be free; one made from the
 * name gets a number where it is taken.
 * @throws AppError `conflict` where the given slug is taken
 */
export async function createBrand(db: WorkerDb, brand: NewBrand): Promise<{ id: string; slug: string }> {
  for (let attempt = 0; attempt < 20; attempt += 1) {
    const slug = brand.slug ?? numbered(slugOf(brand.name), attempt);
    try {
      return await inTransaction(db, (client) => insertBrand(client, { ...brand, slug }));
    } catch (error) {
      if (sqlState(error) !== "23505") throw error;
      if (brand.slug) break;
    }
  }
  throw new AppError({
    code: "conflict",
    message: "Another brand has this short name already.",
    hint: "Choose another one.",
    fields: { slug: "It is taken." },
  });
}

async function insertBrand(client: Queryable, brand: NewBrand & { slug: string }) {
  const { rows } = await client.query<{ id: string; slug: string }>(
    `with brand as (
      insert into brands (name, slug, country_code, avatar_hue)
      values ($1, $2, $3, abs(hashtext($2)) % 360) returning id, slug
    ), owner as (
      insert into users_on_brand (brand_id, user_id, role) select id, $4, 'owner' from brand
    )
    select id, slug from brand`,
    [brand.name, brand.slug, brand.countryCode ?? null, brand.userId],
  );
  const [made] = rows;
  if (!made) throw new Error("The brand was not made.");
  await client.query(
    `insert into audit_log (brand_id, actor_kind, actor_id, action, target)
    values ($1, 'user', $2, 'brand.create', jsonb_build_object('name', $3::text))`,
    [made.id, brand.userId, brand.name],
  );
  return made;
}

/** Letters that have no accent to take off. */
const LETTERS: Record<string, string> = {
  ß: "ss",
  œ: "oe",
  æ: "ae",
  ø: "o",
  ł: "l",
  đ: "d",
  ð: "d",
  þ: "th",
};

function slugOf(name: string): string {
  const plain = name
    .normalize("NFKD")
    .replaceAll(/[\u0300-\u036f]/g, "")
    .toLowerCase()
    .replaceAll(/[ßœæøłđðþ]/g, (letter) => LETTERS[letter] ?? letter);
  const words = plain.match(/[a-z0-9]+/g) ?? [];
  return words.join("-").slice(0, 40).replace(/-$/, "") || "brand";
}

function numbered(slug: string, attempt: number): string {
  return attempt === 0 ? slug : `${slug}-${attempt + 1}`;
}
