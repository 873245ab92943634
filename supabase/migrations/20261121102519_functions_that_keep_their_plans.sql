-- The functions of the policies run in every statement, once per table. In PL/pgSQL their plans are kept for
-- the session; in SQL each call was planned anew, which cost more than most statements themselves.
create or replace function public.member_brand_ids() returns setof uuid
language plpgsql stable security definer set search_path = '' rows 10
as $$
begin
  return query
    select m.brand_id
    from public.users_on_brand m
    join public.brands b on b.id = m.brand_id
    where m.user_id = (select auth.uid()) and m.revoked_at is null and b.deleted_at is null;
end
$$;
--> statement-breakpoint
create or replace function public.owner_brand_ids() returns setof uuid
language plpgsql stable security definer set search_path = '' rows 10
as $$
begin
  return query
    select m.brand_id
    from public.users_on_brand m
    join public.brands b on b.id = m.brand_id
    where m.user_id = (select auth.uid())
      and m.role = 'owner' and m.revoked_at is null and b.deleted_at is null;
end
$$;
--> statement-breakpoint
create or replace function public.api_brand_id() returns uuid
language plpgsql stable security definer set search_path = ''
as $$
begin
  return (
    select b.id from public.brands b
    where b.id = nullif(auth.jwt() ->> 'brand_id', '')::uuid and b.deleted_at is null
  );
end
$$;
--> statement-breakpoint
select public.apply_grants();
