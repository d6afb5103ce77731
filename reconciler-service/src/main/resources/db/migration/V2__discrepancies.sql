-- What differs now and is still within its window; a row goes when the systems agree or it becomes a finding.
create table discrepancy (
  id           text primary key,
  flow         text not null,
  kind         text not null,
  key          text not null,
  connection   text not null,
  expected_by  timestamptz not null,
  body         text not null
);
create index discrepancy_by_expectation on discrepancy (expected_by, id);
create index discrepancy_by_key on discrepancy (key);

-- Metrics count standing findings by it.
alter table finding add column severity text;
update finding set severity = body::json ->> 'severity';
alter table finding alter column severity set not null;
