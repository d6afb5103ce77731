-- Findings: what the topology found (body, fact) and what people did about it (the rest).
create table finding (
  id                 text primary key,
  flow               text not null,
  kind               text not null,
  key                text not null,
  connection         text not null,
  fact               text not null check (fact in ('open', 'resolved')),
  body               text not null,
  exposure_amount    numeric,
  exposure_currency  text,
  acknowledged_by    text,
  acknowledged_at    timestamptz,
  accepted_by        text,
  accepted_at        timestamptz,
  accepted_reason    text,
  owner              text,
  recorded_at        timestamptz not null,
  changed_at         timestamptz not null,
  -- A person's acceptance is the last word; agreement of the systems ends what was acknowledged.
  state              text not null generated always as (
                       case when accepted_at is not null then 'accepted'
                            when fact = 'resolved' then 'resolved'
                            when acknowledged_at is not null then 'acknowledged'
                            else 'open' end) stored
);
create index finding_by_change on finding (changed_at, id);
create index finding_by_key on finding (key);
create index finding_standing on finding (kind) where state in ('open', 'acknowledged');

-- What each record adds to the control total of its connection, day and currency.
create table control_entry (
  id           text primary key,
  flow         text not null,
  entity       text not null,
  connection   text not null,
  external_id  text not null,
  day          date not null,
  currency     text not null,
  amount       numeric not null
);
create index control_entry_by_day on control_entry (day, currency);
create index control_entry_by_entity on control_entry (entity);

-- How far the topology is, one row per partition.
create table partition_status (
  partition  integer primary key,
  body       text not null
);

-- Records that could not be used, by their place; the payload stays where it is.
create table dead_letter (
  id           text primary key,
  topic        text not null,
  partition    integer not null,
  record_offset bigint not null,
  event_id     text,
  cause        text not null,
  recorded_at  timestamptz not null
);
