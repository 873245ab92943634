-- A search in any order of the list. In the order of ids the planner chooses between a walk through the newest
-- and the index of words. In that of names it must not choose by itself: products found by a word of their name
-- stand together, and a walk that hopes to meet them early may have to go through all others first.
drop function public.search_products(uuid, text, uuid, integer);
--> statement-breakpoint
create function public.search_products(
  brand uuid, terms text, most integer, sort text default 'newest', after_name text default null, after_id uuid default null
) returns table (product_id uuid, sort_name text)
language plpgsql volatile security definer set search_path = '' rows 500
as $$
declare
  words text[] := public.search_words(pg_catalog.left(terms, 200));
  wanted pg_catalog.tsquery;
  plan pg_catalog.json;
  by_name boolean := sort in ('name', '-name');
  descending boolean := sort not in ('name', 'oldest');
  -- Words whose index is to lead: the brand must not be looked up beside them, nor its names be walked.
  led boolean := false;
  place text;
begin
  if (case pg_catalog.current_setting('role')
    when 'authenticated' then brand = any (array(select public.member_brand_ids()))
    when 'api_client' then brand = public.api_brand_id() and public.api_has_scope('read')
  end) is not true or pg_catalog.cardinality(words) = 0 then
    return;
  end if;
  select pg_catalog.string_agg(pg_catalog.quote_literal(public.search_tag(brand) || word) || ':*', ' & ')::pg_catalog.tsquery
  into wanted from pg_catalog.unnest(words) word;
  if by_name then
    -- What very many have is met soon on any walk, and is too much to be gathered.
    execute 'explain (format json) select from public.product_search where words @@ $1' into plan using wanted;
    led := (plan -> 0 -> 'Plan' ->> 'Plan Rows')::pg_catalog.float8 < 20000;
  end if;
  place := case
    when not by_name then 's.product_id'
    when led then '(s.sort_name || pg_catalog.left(s.sort_name, 0)), s.product_id'
    else 's.sort_name, s.product_id'
  end;
  -- Planned for these very words: what suits a rare one is slow for a common one.
  return query execute
    'select s.product_id, s.sort_name from public.product_search s where s.words @@ $2 and '
    || case when led then '(s.brand_id = $1) is true' else 's.brand_id = $1' end
    || case when after_id is null then '' else pg_catalog.format(' and (%s) %s (%s)', place,
      case when descending then '<' else '>' end, case when by_name then '$3, $4' else '$4' end) end
    || ' order by ' || case when descending then pg_catalog.replace(place, ', s.', ' desc, s.') || ' desc' else place end
    || ' limit $5'
    using brand, wanted, after_name, after_id, least(most, 10000);
end
$$;
--> statement-breakpoint
create or replace function public.apply_grants() returns void
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
  grant execute on function public.record_audit(uuid, text, uuid, jsonb) to authenticated;
  grant execute on function public.search_products(uuid, text, integer, text, text, uuid) to authenticated, api_client;

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
select public.apply_grants();
