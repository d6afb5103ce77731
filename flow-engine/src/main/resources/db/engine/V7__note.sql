-- What a vendor says beside a record, such as the entries of an account; see connector.Notes.
create table note (
    connection  text        not null,
    external_id text        not null,           -- the record it is about
    id          text        not null,
    at          timestamptz not null,
    body        bytea       not null,           -- the connector's; nothing personal
    read_at     timestamptz not null,           -- when this body was asked for: an older one never replaces it
    news        boolean     not null,           -- its record is still to be read again
    primary key (connection, external_id, id)
);
create index note_news on note (connection, at) where news;

-- How far a connection's notes are read, in the connector's words; written with them.
alter table connection_state add column notes_progress text;
