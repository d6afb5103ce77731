-- What is asked all the time must not cost more with every settled order.

-- The journal of a delivery spans the keys that were merged into its own.
create index entity_merged on entity (merged_into) where merged_into is not null;

-- Until now a key that was merged twice pointed at the key in between.
with recursive ends (key, ending) as (
    select e.key, e.merged_into from entity e join entity m on m.key = e.merged_into
    union
    select ends.key, e.merged_into from ends join entity e on e.key = ends.ending
    where e.merged_into is not null)
update entity set merged_into = ends.ending
from ends join entity living on living.key = ends.ending and living.merged_into is null
where entity.key = ends.key;

-- Counts and lists of what is under way or stuck; the settled rows are nearly all.
create index delivery_open on delivery (state, key, connection)
    where state in ('due', 'leased', 'waiting', 'dead', 'shadowed', 'held');
