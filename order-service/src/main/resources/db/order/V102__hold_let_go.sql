-- Since when a hold that ended is not ours any more: the warehouse was seen without it.
alter table order_hold add column let_go_at timestamptz;
