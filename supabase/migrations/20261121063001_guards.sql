-- What the schema builder has no words for: unlogged staging, partitions, triggers, grants.
alter table public.staging_products set unlogged;
--> statement-breakpoint
alter table public.staging_product_variants set unlogged;
--> statement-breakpoint
-- Rewritten with each changed record: room for updates in place.
alter table public.product_source_states set (fillfactor = 70);
--> statement-breakpoint
create unique index sync_conflicts_open_unique
  on public.sync_conflicts (brand_id, product_id, variant_id, field_key, connection_id)
  nulls not distinct where closed_at is null;
--> statement-breakpoint
-- The logs become partitioned: same columns, key and policies, by month.
do $$
declare
  log text;
  plain text;
  policy record;
begin
  foreach log in array array['integration_events', 'integration_health_checks', 'action_executions'] loop
    plain := log || '_plain';
    execute pg_catalog.format('alter table public.%I rename to %I', log, plain);
    execute pg_catalog.format(
      'create table public.%I (like public.%I including defaults including constraints) partition by range (created_at)',
      log, plain
    );
    execute pg_catalog.format('alter table public.%I enable row level security', log);
    for policy in select * from pg_catalog.pg_policies where schemaname = 'public' and tablename = plain loop
      execute pg_catalog.format(
        'create policy %I on public.%I for %s to %s using (%s)',
        policy.policyname, log, policy.cmd, pg_catalog.array_to_string(policy.roles, ', '), policy.qual
      );
    end loop;
    execute pg_catalog.format('drop table public.%I', plain);
    execute pg_catalog.format(
      'alter table public.%I add constraint %I primary key (brand_id, created_at, id)', log, log || '_pk'
    );
  end loop;
end
$$;
--> statement-breakpoint
-- Makes this month's partitions and those of the months ahead; answers how many were new. A partition does
-- not inherit its parent's policies, hence row security without any policy and no grants.
create function public.ensure_partitions(months_ahead integer default 3) returns integer
language plpgsql security definer set search_path = ''
as $$
declare
  parent name;
  child text;
  month timestamp;
  made integer := 0;
begin
  perform pg_catalog.pg_advisory_xact_lock(pg_catalog.hashtextextended('ensure_partitions', 0));
  for parent in
    select relname from pg_catalog.pg_class
    where relkind = 'p' and relnamespace = 'public'::pg_catalog.regnamespace order by relname
  loop
    for ahead in 0 .. least(months_ahead, 24) loop
      month := pg_catalog.date_trunc('month', pg_catalog.now() at time zone 'utc')
        + pg_catalog.make_interval(months => ahead);
      child := parent || pg_catalog.to_char(month, '_YYYY_MM');
      continue when pg_catalog.to_regclass(pg_catalog.format('partitions.%I', child)) is not null;
      execute pg_catalog.format(
        'create table partitions.%I partition of public.%I for values from (%L) to (%L)',
        child, parent, month at time zone 'utc',
        (month + pg_catalog.make_interval(months => 1)) at time zone 'utc'
      );
      execute pg_catalog.format('alter table partitions.%I enable row level security', child);
      made := made + 1;
    end loop;
  end loop;
  return made;
end
$$;
--> statement-breakpoint
-- Drops partitions that ended more than `months_kept` months ago; answers how many.
create function public.drop_old_partitions(months_kept integer) returns integer
language plpgsql security definer set search_path = ''
as $$
declare
  child name;
  dropped integer := 0;
  oldest text := pg_catalog.to_char(
    pg_catalog.now() at time zone 'utc' - pg_catalog.make_interval(months => greatest(months_kept, 1)), 'YYYY_MM'
  );
begin
  perform pg_catalog.pg_advisory_xact_lock(pg_catalog.hashtextextended('ensure_partitions', 0));
  for child in
    select c.relname
    from pg_catalog.pg_class c
    join pg_catalog.pg_inherits i on i.inhrelid = c.oid
    where c.relnamespace = 'partitions'::pg_catalog.regnamespace
      and c.relname ~ '_[0-9]{4}_[0-9]{2}$' and pg_catalog.right(c.relname::text, 7) < oldest
  loop
    execute pg_catalog.format('drop table partitions.%I', child);
    dropped := dropped + 1;
  end loop;
  return dropped;
end
$$;
--> statement-breakpoint
select public.ensure_partitions(12);
--> statement-breakpoint
-- A brand starts at version 1; every change of ownership moves it, whoever makes it.
create function public.start_ownership_version() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  insert into public.ownership_versions (brand_id) values (new.id) on conflict do nothing;
  return null;
end
$$;
--> statement-breakpoint
create trigger brands_ownership_version after insert on public.brands
for each row execute function public.start_ownership_version();
--> statement-breakpoint
create function public.bump_ownership_version() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  -- Brands that are being erased in this very statement have no version any more.
  insert into public.ownership_versions (brand_id, version)
  select distinct c.brand_id, 2 from changed c join public.brands b on b.id = c.brand_id
  on conflict (brand_id)
  do update set version = public.ownership_versions.version + 1, updated_at = pg_catalog.now();
  return null;
end
$$;
--> statement-breakpoint
do $$
declare
  subject text;
begin
  foreach subject in array array['field_owners', 'field_sources'] loop
    execute pg_catalog.format(
      'create trigger %I after insert on public.%I referencing new table as changed
       for each statement execute function public.bump_ownership_version()', subject || '_version_insert', subject);
    execute pg_catalog.format(
      'create trigger %I after update on public.%I referencing new table as changed
       for each statement execute function public.bump_ownership_version()', subject || '_version_update', subject);
    execute pg_catalog.format(
      'create trigger %I after delete on public.%I referencing old table as changed
       for each statement execute function public.bump_ownership_version()', subject || '_version_delete', subject);
  end loop;
end
$$;
--> statement-breakpoint
-- Printed codes must go on resolving.
create function public.refuse_upid_change() returns trigger
language plpgsql set search_path = ''
as $$
begin
  if new.upid is distinct from old.upid then
    raise exception 'A UPID never changes once it is minted.' using errcode = 'integrity_constraint_violation';
  end if;
  return new;
end
$$;
--> statement-breakpoint
create trigger products_upid_fixed before update of upid on public.products
for each row execute function public.refuse_upid_change();
--> statement-breakpoint
create trigger product_variants_upid_fixed before update of upid on public.product_variants
for each row execute function public.refuse_upid_change();
--> statement-breakpoint
-- Append-only for everybody. Only the erasure of a whole brand may delete, and says which one.
create function public.refuse_audit_change() returns trigger
language plpgsql set search_path = ''
as $$
begin
  if tg_op = 'DELETE' and pg_catalog.current_setting('app.erasing_brand', true) = old.brand_id::text then
    return old;
  end if;
  raise exception 'audit_log is append-only.' using errcode = 'insufficient_privilege';
end
$$;
--> statement-breakpoint
create trigger audit_log_append_only before update or delete on public.audit_log
for each row execute function public.refuse_audit_change();
--> statement-breakpoint
create trigger audit_log_no_truncate before truncate on public.audit_log
for each statement execute function public.refuse_audit_change();
--> statement-breakpoint
comment on column public.api_keys.hash is 'secret: not granted to people';
--> statement-breakpoint
comment on column public.brand_invites.token_hash is 'secret: not granted to people';
--> statement-breakpoint
-- Grants follow from the policies: a role may try what some policy of the table speaks of, no more. Columns
-- commented "secret" are not read; brand, id, UPID and time of making are not updated. Run by every
-- generated migration; touches only what the migrating role owns.
create function public.apply_grants() returns void
language plpgsql set search_path = ''
as $$
declare
  item record;
begin
  for item in
    select c.oid::pg_catalog.regclass as name, c.relkind
    from pg_catalog.pg_class c
    where c.relnamespace = 'public'::pg_catalog.regnamespace and c.relkind in ('r', 'p', 'v', 'm', 'S')
      and pg_catalog.pg_get_userbyid(c.relowner) = current_user
  loop
    execute pg_catalog.format(
      'revoke all on %s %s from public, anon, authenticated, api_client',
      case item.relkind when 'S' then 'sequence' else 'table' end, item.name
    );
    execute pg_catalog.format(
      'grant all on %s %s to service_role', case item.relkind when 'S' then 'sequence' else 'table' end, item.name
    );
  end loop;
  for item in
    select p.oid::pg_catalog.regprocedure as name
    from pg_catalog.pg_proc p
    where p.pronamespace = 'public'::pg_catalog.regnamespace
      and pg_catalog.pg_get_userbyid(p.proowner) = current_user
      and not exists (select from pg_catalog.pg_depend d where d.objid = p.oid and d.deptype = 'e')
  loop
    execute pg_catalog.format('revoke all on function %s from public, anon, authenticated, api_client', item.name);
    execute pg_catalog.format('grant execute on function %s to service_role', item.name);
  end loop;
  grant execute on function public.normalize_name(text) to authenticated;
  grant execute on function public.member_brand_ids(), public.owner_brand_ids() to authenticated;
  grant execute on function public.api_brand_id(), public.api_has_scope(text) to api_client;

  for item in
    select p.tablename, role.name as grantee, command.name as command,
      pg_catalog.string_agg(pg_catalog.quote_ident(a.attname), ', ' order by a.attnum)
        filter (where not barred.yes) as columns,
      pg_catalog.bool_or(barred.yes) as partly
    from pg_catalog.pg_policies p
    cross join lateral pg_catalog.unnest(p.roles) as role (name)
    cross join lateral pg_catalog.unnest(
      case p.cmd when 'ALL' then array['select', 'insert', 'update', 'delete'] else array[pg_catalog.lower(p.cmd)] end
    ) as command (name)
    join pg_catalog.pg_class c
      on c.relname = p.tablename and c.relnamespace = 'public'::pg_catalog.regnamespace
      and pg_catalog.pg_get_userbyid(c.relowner) = current_user
    join pg_catalog.pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    cross join lateral (
      select case command.name
        when 'update' then a.attname in ('brand_id', 'id', 'upid', 'created_at')
        when 'select' then coalesce(pg_catalog.col_description(c.oid, a.attnum), '') like 'secret%'
        else false
      end
    ) as barred (yes)
    where p.schemaname = 'public' and role.name in ('authenticated', 'api_client')
    group by p.tablename, role.name, command.name
  loop
    execute pg_catalog.format(
      'grant %s %s on public.%I to %I', item.command,
      case when item.partly then '(' || item.columns || ')' else '' end,
      item.tablename, item.grantee
    );
  end loop;
end
$$;
--> statement-breakpoint
grant usage on schema public to authenticated, api_client, service_role;
--> statement-breakpoint
grant usage on schema partitions to service_role;
--> statement-breakpoint
select public.apply_grants();
