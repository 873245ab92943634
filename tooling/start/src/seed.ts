import { randomUUID } from "node:crypto";
import { AppError } from "@v1/core";
import type { Client } from "pg";
import { z } from "zod";

const BRAND = { name: "Atelier Demo", slug: "atelier-demo" };
const PEOPLE = [
  { role: "owner", email: "owner@demo.test", fullName: "Olivia Owner" },
  { role: "member", email: "member@demo.test", fullName: "Mika Member" },
];

export interface AuthServer {
  url: string;
  key: string;
}

export interface Seeded {
  brandId: string;
  ownerId: string;
  signIns: { role: string; email: string; password: string }[];
}

/** The demo brand with an owner and a member who can sign in. Does nothing where they are already. */
export async function seedBrand(client: Client, auth: AuthServer, password: string): Promise<Seeded> {
  const brandId = await ensureBrand(client);
  let ownerId = "";
  for (const person of PEOPLE) {
    const userId = await ensureAccount(auth, { ...person, password });
    await client.query(
      `insert into public.users (id, email, full_name) values ($1, $2, $3)
       on conflict (id) do nothing`,
      [userId, person.email, person.fullName],
    );
    await client.query(
      `insert into public.users_on_brand (brand_id, user_id, role) values ($1, $2, $3)
       on conflict (brand_id, user_id) do nothing`,
      [brandId, userId, person.role],
    );
    if (person.role === "owner") ownerId = userId;
  }
  return { brandId, ownerId, signIns: PEOPLE.map(({ role, email }) => ({ role, email, password })) };
}

async function ensureBrand(client: Client): Promise<string> {
  const { rows } = await client.query<{ id: string }>(
    `insert into public.brands (id, name, slug) values ($1, $2, $3)
     on conflict (slug) do update set slug = excluded.slug returning id`,
    [randomUUID(), BRAND.name, BRAND.slug],
  );
  return z.uuid().parse(rows[0]?.id);
}

const account = z.object({ user: z.object({ id: z.uuid() }) });

/** Signs up, or in where the account exists: both answer with the user, whose id is the auth server's. */
async function ensureAccount(
  auth: AuthServer,
  person: { email: string; fullName: string; password: string },
): Promise<string> {
  const login = { email: person.email, password: person.password };
  const known = account.safeParse(await ask(auth, "/token?grant_type=password", login));
  if (known.success) return known.data.user.id;
  const answer = await ask(auth, "/signup", { ...login, data: { full_name: person.fullName } });
  const made = account.safeParse(answer);
  if (made.success) return made.data.user.id;
  throw new AppError({
    code: "unavailable",
    message: `The auth server made no account for ${person.email}: ${JSON.stringify(answer)}`,
    hint: "If the account belongs to older data, begin with empty data: npm run reset",
  });
}

async function ask(auth: AuthServer, path: string, body: object): Promise<unknown> {
  const response = await fetch(`${auth.url}/auth/v1${path}`, {
    method: "POST",
    headers: { apikey: auth.key, "content-type": "application/json" },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(10_000),
  });
  return response.json();
}
