/** Taken when free, when its holder let it expire, or when it is ours already. */
export const acquireLease = `
insert into connection_leases (brand_id, connection_id, run_id, token, expires_at)
values (:brand, :connection, :run, :token, clock_timestamp() + make_interval(secs => :seconds::float8))
on conflict (brand_id, connection_id) do update set
  run_id = excluded.run_id, token = excluded.token, expires_at = excluded.expires_at
where connection_leases.expires_at < clock_timestamp()
returning token`;

/**
 * Proves the lease and lengthens it. Inside a chunk's transaction the row lock that this takes keeps
 * a successor out until the chunk is committed, so that it starts from the new checkpoint.
 */
export const renewLease = `
update connection_leases set expires_at = clock_timestamp() + make_interval(secs => :seconds::float8)
where brand_id = :brand and connection_id = :connection and token = :token and expires_at > clock_timestamp()
returning token`;

/**
 * At the end of a chunk's transaction, which has kept everybody else out: a chunk that took longer
 * than the lease lasts must not cost its worker the connection.
 */
export const lengthenLease = `
update connection_leases set expires_at = clock_timestamp() + make_interval(secs => :seconds::float8)
where brand_id = :brand and connection_id = :connection and token = :token`;

/** The heartbeat between chunks, which also hears whether the run should stop. */
export const heartbeat = `
with held as (${renewLease}
)
select exists (select from held) as held, exists (
  select from sync_runs where brand_id = :brand and id = :run and cancel_requested_at is not null
) as "cancelRequested"`;

export const releaseLease = `
delete from connection_leases where brand_id = :brand and connection_id = :connection and token = :token`;

/** Every writer of a brand's products takes this first; it ends with the transaction. */
export const lockBrand = `select pg_advisory_xact_lock(hashtextextended('brand:' || :brand::text, 0))`;

/**
 * Held until commit, so that no owner changes between the plan and its writes. `others`: connections
 * that say something of this brand's products, as of this chunk; one may have joined during the run. `quarrels`:
 * this one is in conflicts, which end where it does not mention their field any more.
 */
export const readOwnershipVersion = `
select coalesce((select version from ownership_versions where brand_id = :brand for share), 1)::int as version,
  exists (
    select from brand_integrations o where o.brand_id = :brand and o.id <> :connection
      and exists (select from product_sources l where l.brand_id = :brand and l.connection_id = o.id)
  ) as others,
  exists (
    select from conflict_counts c where c.brand_id = :brand and c.connection_id = :connection and c.open + c.dismissed > 0
  ) as quarrels`;
