-- What a user's request did, in the request's own transaction. The actor is who the claims name, and the
-- brand one of theirs: nobody writes in another's name.
create function public.record_audit(brand uuid, action text, connection uuid, target jsonb) returns void
language plpgsql security definer set search_path = ''
as $$
begin
  if not brand = any (array(select public.member_brand_ids())) then
    raise exception 'Not a member of this brand.' using errcode = 'insufficient_privilege';
  end if;
  insert into public.audit_log (brand_id, actor_kind, actor_id, action, connection_id, target)
  values (brand, 'user', auth.uid(), action, connection, target);
end
$$;
--> statement-breakpoint
-- Words as they are searched: without case and accents, letters and digits only. The collation is named, so
-- that the database's own does not matter.
create function public.search_words(texts text) returns text[]
language sql immutable strict parallel safe
return array(
  select distinct pg_catalog.left(word, 60)
  from pg_catalog.regexp_split_to_table(
    pg_catalog.lower(
      pg_catalog.regexp_replace(pg_catalog.normalize(texts, 'NFKD'), '[\u0300-\u036f]', '', 'g')
      collate pg_catalog."und-x-icu"
    ), '[^[:alnum:]]+'
  ) as word
  where word <> ''
);
--> statement-breakpoint
-- Put before each word of a brand: the words of one brand lie together in the index.
create function public.search_tag(brand uuid) returns text
language sql immutable strict parallel safe
return pg_catalog.left(brand::text, 6) || pg_catalog.right(brand::text, 2);
--> statement-breakpoint
-- The one way past row security for a search, because under a policy the planner leaves the index unused. The
-- brand is checked here for whoever asks; products in which every word begins some word, newest first.
create function public.search_products(brand uuid, terms text, before uuid, most integer) returns setof uuid
language plpgsql stable security definer set search_path = '' rows 500
as $$
declare
  words text[] := public.search_words(pg_catalog.left(terms, 200));
  wanted pg_catalog.tsquery;
begin
  if (case pg_catalog.current_setting('role')
    when 'authenticated' then brand = any (array(select public.member_brand_ids()))
    when 'api_client' then brand = public.api_brand_id() and public.api_has_scope('read')
  end) is not true or pg_catalog.cardinality(words) = 0 then
    return;
  end if;
  select pg_catalog.string_agg(pg_catalog.quote_literal(public.search_tag(brand) || word) || ':*', ' & ')::pg_catalog.tsquery
  into wanted from pg_catalog.unnest(words) word;
  -- Planned for these very words: what suits a rare one is slow for a common one.
  return query execute
    'select product_id from public.product_search
     where brand_id = $1 and words @@ $2 and ($3 is null or product_id < $3)
     order by product_id desc limit $4'
    using brand, wanted, before, least(most, 10000);
end
$$;
--> statement-breakpoint
-- Whoever writes texts of a product, its words are due. One statement queues what one statement wrote.
create function public.queue_search_of_products() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  if tg_op = 'INSERT' then
    insert into public.search_queue (brand_id, product_id) select brand_id, id from new_rows;
  else
    insert into public.search_queue (brand_id, product_id)
    select n.brand_id, n.id from new_rows n join old_rows o using (brand_id, id)
    where (n.name, n.product_identifier, n.description, n.ean) is distinct from
      (o.name, o.product_identifier, o.description, o.ean);
  end if;
  return null;
end
$$;
--> statement-breakpoint
create function public.queue_search_of_variants() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  if tg_op = 'INSERT' then
    insert into public.search_queue (brand_id, product_id) select distinct brand_id, product_id from new_rows;
  else
    insert into public.search_queue (brand_id, product_id)
    select distinct n.brand_id, n.product_id from new_rows n join old_rows o using (brand_id, id)
    where (n.sku, n.barcode, n.name, n.description, n.option_value, n.tombstoned_at is null) is distinct from
      (o.sku, o.barcode, o.name, o.description, o.option_value, o.tombstoned_at is null);
  end if;
  return null;
end
$$;
--> statement-breakpoint
create trigger products_search_insert after insert on public.products
referencing new table as new_rows for each statement execute function public.queue_search_of_products();
--> statement-breakpoint
create trigger products_search_update after update on public.products
referencing old table as old_rows new table as new_rows for each statement execute function public.queue_search_of_products();
--> statement-breakpoint
create trigger product_variants_search_insert after insert on public.product_variants
referencing new table as new_rows for each statement execute function public.queue_search_of_variants();
--> statement-breakpoint
create trigger product_variants_search_update after update on public.product_variants
referencing old table as old_rows new table as new_rows for each statement execute function public.queue_search_of_variants();
--> statement-breakpoint
-- What was there before the triggers.
insert into public.search_queue (brand_id, product_id) select brand_id, id from public.products;
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
  grant execute on function public.search_products(uuid, text, uuid, integer) to authenticated, api_client;

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
