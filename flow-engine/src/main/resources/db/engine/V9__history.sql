-- All that was published of an entity can be published again, in the order in which it was.

-- The largest table of all: nothing here rewrites it or reads it through.
create sequence observation_telling;
alter table observation
    add column told         bigint,             -- within an entity the order of publication; older rows have none
    add column role         text,               -- where nobody kept it, as with mode: that of the replica
    add column mode         text,
    add column fingerprints jsonb;              -- of the personal fields; none where nobody kept them: then those of the newest state
alter table observation alter column told set default nextval('observation_telling');
alter sequence observation_telling owned by observation.told;

-- An attempt of unknown outcome was told as such before what came of it was.
alter table attempt
    add column doubted_at timestamptz,
    add column doubt      text;

-- What is told again says so, and whether more of its entity's history follows.
alter table outbox add column retold text check (retold in ('more', 'last'));
