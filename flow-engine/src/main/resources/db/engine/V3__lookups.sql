-- Each delivery asks which entities turned out to be this one, and both tables grow with every order.
create index entity_merged on entity (merged_into) where merged_into is not null;

-- What is not settled is counted every few seconds; what is settled is nearly all of the table.
create index delivery_open on delivery (state, connection) where state <> 'settled';
