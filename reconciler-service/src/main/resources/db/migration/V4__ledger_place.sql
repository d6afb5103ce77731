-- Up to where the ledger holds a partition, moved in the transaction that writes its records. The
-- broker's own memory of it cannot fence off a writer that was overtaken, nor does it know when
-- this database was lost or restored. A topic that is made anew has another id.
create table ledger_place (
  topic        text not null,
  partition    integer not null,
  topic_id     text not null,
  next_offset  bigint not null,
  primary key (topic, partition)
);
