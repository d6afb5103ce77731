-- All that was published of an entity can be published again, in the order in which it was.

alter table observation
    add column told         bigint generated always as identity, -- within an entity the order of publication; older rows as they lie
    add column role         text,
    add column mode         text,
    add column fingerprints jsonb;              -- of the personal fields; none where nobody kept them: then those of the newest state

update observation o set role = r.role, mode = r.mode
from replica r where r.connection = o.connection and r.external_id = o.external_id;

create index observation_told on observation (key, told);

-- An attempt of unknown outcome was told as such before what came of it was.
alter table attempt
    add column doubted_at timestamptz,
    add column doubt      text;

-- What is told again says so, and whether more of its entity's history follows.
alter table outbox add column retold text check (retold in ('more', 'last'));
