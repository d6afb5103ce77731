-- The time of the last change of a finding. Who changes findings updates this one row first and
-- keeps it locked until the end: changes become visible in the order of their times.
create table change_order (
  one      boolean primary key default true check (one),
  last_at  timestamptz not null
);
insert into change_order (last_at)
select coalesce(max(changed_at), '1970-01-01T00:00:00Z') from finding;
