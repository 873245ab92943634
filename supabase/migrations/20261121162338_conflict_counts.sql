CREATE TABLE "conflict_counts" (
	"brand_id" uuid NOT NULL,
	"field_key" text NOT NULL,
	"connection_id" uuid NOT NULL,
	"open" integer NOT NULL,
	"dismissed" integer NOT NULL,
	CONSTRAINT "conflict_counts_pk" PRIMARY KEY("brand_id","field_key","connection_id")
);
--> statement-breakpoint
ALTER TABLE "conflict_counts" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "conflict_counts" ADD CONSTRAINT "conflict_counts_connection_id_fk" FOREIGN KEY ("brand_id","connection_id") REFERENCES "public"."brand_integrations"("brand_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE POLICY "conflict_counts_read" ON "conflict_counts" AS PERMISSIVE FOR SELECT TO "authenticated" USING (brand_id = any (array(select public.member_brand_ids())));--> statement-breakpoint
CREATE POLICY "conflict_counts_api" ON "conflict_counts" AS PERMISSIVE FOR SELECT TO "api_client" USING (brand_id = (select public.api_brand_id()) and (select public.api_has_scope('read')));
--> statement-breakpoint
select public.apply_grants();

--> statement-breakpoint
-- Counts of open conflicts by field and connection, kept once a statement. Whoever writes conflicts holds the
-- brand's lock, so that no two wait for each other; a row of zero stays.
create function public.count_added_conflicts() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  insert into public.conflict_counts as c (brand_id, field_key, connection_id, open, dismissed)
  select brand_id, field_key, connection_id, pg_catalog.count(*) filter (where not is_dismissed),
    pg_catalog.count(*) filter (where is_dismissed)
  from added where closed_at is null group by 1, 2, 3 order by 1, 2, 3
  on conflict (brand_id, field_key, connection_id)
  do update set open = c.open + excluded.open, dismissed = c.dismissed + excluded.dismissed;
  return null;
end
$$;
--> statement-breakpoint
create function public.count_changed_conflicts() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  insert into public.conflict_counts as c (brand_id, field_key, connection_id, open, dismissed)
  select brand_id, field_key, connection_id, open, dismissed
  from (
    select brand_id, field_key, connection_id,
      coalesce(pg_catalog.sum(n) filter (where not is_dismissed), 0) as open,
      coalesce(pg_catalog.sum(n) filter (where is_dismissed), 0) as dismissed
    from (
      select brand_id, field_key, connection_id, is_dismissed, 1 as n from written where closed_at is null
      union all
      select brand_id, field_key, connection_id, is_dismissed, -1 from overwritten where closed_at is null
    ) x group by 1, 2, 3
  ) x
  where open <> 0 or dismissed <> 0
  order by 1, 2, 3
  on conflict (brand_id, field_key, connection_id)
  do update set open = c.open + excluded.open, dismissed = c.dismissed + excluded.dismissed;
  return null;
end
$$;
--> statement-breakpoint
-- Never inserts: brands and connections that are being erased have no counts any more.
create function public.count_removed_conflicts() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  update public.conflict_counts c set open = c.open - x.open, dismissed = c.dismissed - x.dismissed
  from (
    select brand_id, field_key, connection_id, pg_catalog.count(*) filter (where not is_dismissed) as open,
      pg_catalog.count(*) filter (where is_dismissed) as dismissed
    from removed where closed_at is null group by 1, 2, 3
  ) x
  where c.brand_id = x.brand_id and c.field_key = x.field_key and c.connection_id = x.connection_id;
  return null;
end
$$;
--> statement-breakpoint
create trigger sync_conflicts_added after insert on public.sync_conflicts referencing new table as added
for each statement execute function public.count_added_conflicts();
--> statement-breakpoint
create trigger sync_conflicts_changed after update on public.sync_conflicts
referencing old table as overwritten new table as written
for each statement execute function public.count_changed_conflicts();
--> statement-breakpoint
create trigger sync_conflicts_removed after delete on public.sync_conflicts referencing old table as removed
for each statement execute function public.count_removed_conflicts();
--> statement-breakpoint
insert into public.conflict_counts (brand_id, field_key, connection_id, open, dismissed)
select brand_id, field_key, connection_id, count(*) filter (where not is_dismissed), count(*) filter (where is_dismissed)
from public.sync_conflicts where closed_at is null group by 1, 2, 3;
