-- What was published once can be published again, with the ids, values and times of then.

-- The connection's mode when the replica was observed: part of what was published.
alter table replica add column mode text not null default 'observe';
alter table replica alter column mode drop default;

-- The end of a key, as it was published: no later state tells what stood under it.
alter table entity
    add column merge_event  jsonb,
    add column merge_source text,
    add column merged_at    timestamptz;
