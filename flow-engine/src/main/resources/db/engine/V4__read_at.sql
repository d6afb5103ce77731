-- What we wrote is known to be in a replica only where our own look at the record began after the write.

-- None for what was only told of, and for what was observed before this was kept.
alter table replica add column read_at timestamptz;
