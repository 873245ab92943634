-- What was published stays as it was published. Refused after the foreign keys had their say, and to whoever
-- asks, workers and owners of the database too; only the erasure of a whole brand deletes, and says which one.
create function public.refuse_published_change() returns trigger
language plpgsql set search_path = ''
as $$
begin
  if tg_op = 'DELETE' and pg_catalog.current_setting('app.erasing_brand', true) = old.brand_id::text then
    return null;
  end if;
  raise exception 'A published version of a passport never changes.' using errcode = 'restrict_violation';
end
$$;
--> statement-breakpoint
create trigger passport_versions_fixed after update or delete on public.passport_versions
for each row execute function public.refuse_published_change();
--> statement-breakpoint
-- The published version only ever moves on to the next one.
create function public.refuse_passport_return() returns trigger
language plpgsql set search_path = ''
as $$
begin
  if tg_op = 'DELETE' and pg_catalog.current_setting('app.erasing_brand', true) = old.brand_id::text then
    return null;
  end if;
  if tg_op = 'UPDATE' and new.version = old.version + 1 then
    return null;
  end if;
  raise exception 'A passport only moves on to its next version.' using errcode = 'restrict_violation';
end
$$;
--> statement-breakpoint
create trigger passports_move_on after update or delete on public.passports
for each row execute function public.refuse_passport_return();
--> statement-breakpoint
create function public.refuse_published_truncate() returns trigger
language plpgsql set search_path = ''
as $$
begin
  if exists (select from public.passport_versions) then
    raise exception 'Published versions of passports are never emptied.' using errcode = 'restrict_violation';
  end if;
  return null;
end
$$;
--> statement-breakpoint
create trigger passport_versions_no_truncate before truncate on public.passport_versions
for each statement execute function public.refuse_published_truncate();
--> statement-breakpoint
-- Out of the archive a product is public again at once, and nobody marked what changed while it lay there.
create function public.mark_returned_passport() returns trigger
language plpgsql set search_path = ''
as $$
begin
  new.has_pending_changes := true;
  return new;
end
$$;
--> statement-breakpoint
create trigger products_returned_pending before update of status on public.products
for each row when (old.status = 'archived' and new.status = 'published')
execute function public.mark_returned_passport();
--> statement-breakpoint
-- Products that were published before there were versions have none yet: their changes wait.
update public.products set has_pending_changes = true where status = 'published' and not has_pending_changes;
--> statement-breakpoint
select public.apply_grants();
