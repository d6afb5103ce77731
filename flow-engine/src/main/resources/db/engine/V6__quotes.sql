-- What a vendor said of a failed call, in its own words: they may name anybody, so they are
-- encrypted under the entity's key and erased with it. What is told of the failure is ours.
alter table attempt add column quoted bytea;
alter table dead_letter
    add column quoted       bytea,
    add column quoted_under text;              -- the entity whose key encrypts it
