-- What every flow service keeps, whatever its flow. The service's own tables follow from V100.

-- One row per business object: the lock that orders everything said about it.
create table entity (
    key         text        primary key,
    data_key    bytea       not null,           -- the entity's own key, wrapped by the master key; erasure destroys it
    merged_into text,                           -- the entity it turned out to be
    created_at  timestamptz not null
);

-- Every name an entity is known by, in any system.
create table link (
    namespace text not null,                    -- a connection, or a namespace two mappings agree on
    value     text not null,
    key       text not null references entity (key),
    primary key (namespace, value)
);
create index link_key on link (key);

-- The newest observation of each record.
create table replica (
    key          text        not null references entity (key),
    connection   text        not null,
    external_id  text        not null,
    role         text        not null,
    version      bigint      not null,          -- source epoch milliseconds * 1000 + read sequence
    content_hash bytea       not null,
    facets       jsonb       not null,
    personal     bytea       not null,          -- encrypted under the entity's key
    deleted      boolean     not null,
    occurred_at  timestamptz not null,
    observed_at  timestamptz not null,
    event_id     text        not null,
    evidence     jsonb       not null,
    primary key (connection, external_id)
);
create index replica_key on replica (key);

-- Every observation that was believed, for the timeline: ids and facets, no personal data.
create table observation (
    event_id     text        primary key,
    key          text        not null,
    connection   text        not null,
    external_id  text        not null,
    version      bigint      not null,
    facets       jsonb       not null,
    deleted      boolean     not null,
    evidence     jsonb       not null,
    occurred_at  timestamptz not null,
    observed_at  timestamptz not null
);
create index observation_key on observation (key, observed_at);

-- Records to read again, because equal source times carried different content or a payload was thin.
create table reread (
    connection  text        not null,
    external_id text        not null,
    sequence    integer     not null,           -- given to the reading before it reads
    reason      text        not null,
    due_at      timestamptz not null,
    asked_at    timestamptz not null,           -- what was observed since is not settled: holds the watermark
    asks        integer     not null default 1, -- a read answers only the asks before it
    answering   integer     not null default 0, -- how many asks the read in progress answers
    lease_until timestamptz,
    failures    integer     not null default 0,
    primary key (connection, external_id)
);
create index reread_due on reread (due_at);

-- Deliveries of the inbox that were applied, for as long as the inbox is kept.
create table processed (
    connection text        not null,
    dedupe_key text        not null,
    applied_at timestamptz not null,
    primary key (connection, dedupe_key)
);
create index processed_age on processed (applied_at);

-- How far the inbox was applied, committed with its effects: the watermark's truth.
create table applied_offset (
    topic       text    not null,
    partition   integer not null,
    next_offset bigint  not null,
    primary key (topic, partition)
);

-- Events to publish: present until Kafka acknowledged them. Order matters within a key only.
create table outbox (
    id         bigint generated always as identity primary key,
    shard      smallint    not null,
    key        text        not null,
    event_id   text        not null,
    type       text        not null,
    source     text        not null,
    occurred_at timestamptz not null,
    payload    jsonb       not null,
    trace      text,
    added_at   timestamptz not null default now() -- its age, for whoever watches
);
create index outbox_shard on outbox (shard, id);
-- Rows live for milliseconds: without an eager vacuum every look at the head wades through dead ones.
alter table outbox set (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000);

-- "(entity, connection) must reach the desired revision."
create table delivery (
    key          text        not null references entity (key),
    connection   text        not null,
    reference    text        not null,
    revision     bigint      not null,          -- desired
    content_hash bytea       not null,          -- of the desired content; empty where nothing is wanted
    achieved     bigint      not null default 0,
    state        text        not null
        check (state in ('due', 'leased', 'waiting', 'settled', 'dead', 'shadowed', 'held', 'unwanted')),
    failures     integer     not null default 0, -- counted ones, at this revision
    due_at       timestamptz not null,
    claim        bigint      not null default 0, -- of the lease in force: completes only what it claimed
    lease_owner  text,
    lease_until  timestamptz,
    unknown_attempt bigint,                     -- the attempt whose effect has to be read back
    negative_reads  integer  not null default 0,
    changed_at   timestamptz not null,
    primary key (key, connection)
);
create index delivery_due on delivery (connection, due_at) where state in ('due', 'waiting');
create unique index delivery_claim on delivery (claim) where state = 'leased';
create index delivery_lease on delivery (connection, lease_until) where state = 'leased';
create index delivery_kept_back on delivery (connection) where state in ('shadowed', 'held');
create sequence delivery_claims;

-- The journal of writes: committed before the call is sent, completed after.
create table attempt (
    id          bigint generated always as identity primary key,
    key         text        not null,
    connection  text        not null,
    revision    bigint      not null,
    claim       bigint      not null,           -- the lease it was made under
    number      integer     not null,
    step        text        not null,
    reference   text        not null,
    sent        jsonb       not null,           -- canonical fields, no personal data
    call        bytea       not null,           -- encrypted under the entity's key
    before      bytea,                          -- the record before the write, encrypted: what a rollback restores
    started_at  timestamptz not null,
    finished_at timestamptz,
    outcome     text        not null,           -- started | delivered | failed | unknown | rejected | shadowed
    failure     text,                           -- kind of the failure
    detail      text,
    external_id text
);
create index attempt_key on attempt (key, connection, id);
create index attempt_claim on attempt (claim) where outcome = 'started';
-- At most one call in flight per (entity, connection), whatever the workers believe.
create unique index attempt_in_flight on attempt (key, connection) where outcome = 'started';

-- What could not be used or delivered, with its cause. Never dropped.
create table dead_letter (
    id          bigint generated always as identity primary key,
    kind        text        not null,           -- inbound | delivery | reread | exception
    connection  text        not null,
    key         text,
    external_id text,
    topic       text,
    cause       text        not null,           -- class of the cause: unusable | rejected | exhausted | configuration | unknown-sku | ...
    explanation text        not null,           -- expected, found, remedy
    evidence    jsonb       not null,
    body        bytea,                          -- encrypted under the service's own key
    state       text        not null,           -- open | retried | resolved | discarded
    reason      text,
    created_at  timestamptz not null,
    closed_at   timestamptz
);
create index dead_letter_open on dead_letter (state, id);
create index dead_letter_key on dead_letter (key) where key is not null;
create index dead_letter_exhausted on dead_letter (connection, id) where state = 'open' and cause = 'exhausted';
create index dead_letter_reread on dead_letter (connection, external_id) where state = 'open' and kind = 'reread';

-- What a person or the vendor decided about a connection at run time.
create table connection_state (
    connection       text primary key,
    mode             text,                      -- overrides the configured one
    paused_until     timestamptz,
    pause_reason     text,
    budget           double precision,          -- the vendor's own signal: left, most, per second
    budget_max       double precision,
    budget_rate      double precision,
    budget_at        timestamptz,
    breaker      text not null default 'closed' check (breaker in ('closed', 'open', 'half-open')),
    streak       integer not null default 0,    -- calls in a row that failed for the connection's sake
    probe_at     timestamptz,                   -- when an open breaker lets one call through
    recovered_at timestamptz,                   -- the last end of an outage: older exhausted letters revive
    revive_at    timestamptz,                   -- the next of them
    poll_modified_at timestamptz,
    poll_id          text,
    poll_started_at  timestamptz,               -- of the last poll that reached the end
    poll_finished_at timestamptz,
    poll_due_at      timestamptz,
    poll_failure     text
);

-- Cost budgets: token buckets as Bucket4j keeps them.
create table connection_budget (
    connection text primary key,
    state      bytea,
    expires_at bigint
);

-- Concurrency limits: one row per slot in use, shared by all replicas of the service.
create table connection_slot (
    connection  text        not null,
    slot        integer     not null,
    owner       text        not null,
    lease_until timestamptz not null,
    primary key (connection, slot)
);

-- Records left out on purpose, by reason.
create table counted (
    connection text   not null,
    reason     text   not null,
    day        date   not null,
    records    bigint not null,
    primary key (connection, reason, day)
);

-- Keys of the inbox, one a day, wrapped by the master key; destroyed with the inbox's retention.
create table inbox_key (
    day     date  primary key,
    wrapped bytea not null
);
