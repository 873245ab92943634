import type { Queryable } from "../jobs/queryable.ts";

export interface TokenBucket {
  name: string;
  /** Tokens of a full bucket: requests that may follow each other at once. */
  capacity: number;
  /** Tokens that come back in a second. */
  perSecond: number;
}

interface Take {
  brandId: string;
  connectionId: string;
  /** A request takes from all of them. */
  buckets: readonly TokenBucket[];
  /** Tokens to take; negative gives back what was taken and not used. 1 by default. */
  tokens?: number;
}

/**
 * Takes from all buckets of a connection in one statement, also what they do not hold yet: a bucket
 * below zero is a queue, and each taker has its place in it. Rows are locked in the order of their
 * names, so that workers cannot block each other, and time is the database's.
 * @returns seconds until the tokens are there; 0 where they were
 */
export async function takeTokens(
  db: Queryable,
  { brandId, connectionId, buckets, tokens = 1 }: Take,
): Promise<number> {
  const { rows } = await db.query<{ seconds: number }>(
    `with w as (select * from unnest($3::text[], $4::float8[], $5::float8[]) as u (bucket, capacity, rate)),
    taken as (
      insert into rate_buckets as b (brand_id, connection_id, bucket, tokens, updated_at)
      select $1, $2, bucket, capacity - $6::float8, clock_timestamp() from w order by bucket
      on conflict (brand_id, connection_id, bucket) do update set
        tokens = (
          select least(w.capacity, b.tokens
            + w.rate * greatest(0, extract(epoch from excluded.updated_at - b.updated_at))) - $6::float8
          from w where w.bucket = b.bucket
        ),
        updated_at = greatest(b.updated_at, excluded.updated_at)
      returning bucket, tokens
    )
    select coalesce(max(greatest(0, -t.tokens / w.rate)), 0)::float8 as seconds
    from taken t join w using (bucket)`,
    [
      brandId,
      connectionId,
      buckets.map(({ name }) => name),
      buckets.map(({ capacity }) => capacity),
      buckets.map(({ perSecond }) => perSecond),
      tokens,
    ],
  );
  return rows[0]?.seconds ?? 0;
}
