-- Two living records of one selling system may share a number; they are two business objects all the same.

-- A name that a record carries and another entity has: it goes on naming that one alone.
create table contested_name (
    connection  text not null,                  -- of the record that did not get the name
    external_id text not null,
    namespace   text not null,
    value       text not null,
    key         text not null references entity (key),
    primary key (connection, external_id, namespace, value)
);
create index contested_name_key on contested_name (key);
create index contested_name_value on contested_name (namespace, value);
