-- A column was added since grants were last derived.
select public.apply_grants();
