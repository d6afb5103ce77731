-- The order flow's own tables. What the systems say stands in the engine's tables; this is what follows from it.
-- No personal data in here.

-- One row per order, as the records of authority have it.
create table orders (
    key                  text        primary key,
    status               text        not null,   -- the state's name: placed | paid | partlyFulfilled | fulfilled | billed | closed | cancelled
    number               text,
    channel              text,
    origin               text,                   -- the connection that sold it
    connections          text[]      not null,   -- where a living record of it stands
    currency             text,
    total                numeric(24, 6),         -- the shop's money, what is booked
    presentment_currency text,
    presentment_total    numeric(24, 6),         -- what the buyer saw
    fulfilment           text        not null,
    billing              text,
    placed_at            timestamptz,
    updated_at           timestamptz not null
);
create index orders_updated on orders (updated_at desc, key desc);
create index orders_status on orders (status, updated_at desc, key desc);
create index orders_connections on orders using gin (connections);

-- What needs a person, found by the rules; the unknown SKUs follow from the open dead letters.
create table order_exception (
    key         text        not null references orders (key) on delete cascade,
    code        text        not null,
    explanation text        not null,
    since       timestamptz not null,
    primary key (key, code, explanation)
);

-- What a person said an item is called in the ERP.
create table sku_alias (
    sku        text        primary key,
    alias      text        not null,
    changed_by text        not null,
    changed_at timestamptz not null
);

-- Items that an ERP has accepted on a line, and therefore knows.
create table known_sku (
    connection text not null,
    sku        text not null,
    primary key (connection, sku)
);
