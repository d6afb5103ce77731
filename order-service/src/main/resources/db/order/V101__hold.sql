-- Orders that a person told the warehouse to keep back, and let go again. No personal data of buyers in here.
create table order_hold (
    key         text        primary key,
    reason      text        not null,
    held_by     text        not null,
    held_at     timestamptz not null,
    released_by text,
    released_at timestamptz          -- without it the order is held
);
