-- A database that was put back to a backup applies again what it has forgotten, by itself.

alter table applied_offset
    add column topic_id    text,                       -- the broker's id of it: a topic that was made anew has another
    add column replay_to   bigint not null default 0,  -- the inbox's end when more had been applied than this database knows
    add column restored_at timestamptz;                -- when that was found: what was written to others before may be unknown here
