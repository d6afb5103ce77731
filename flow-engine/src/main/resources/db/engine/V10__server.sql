-- A database that another server serves, or a standby that was promoted, may have forgotten its last moments.

create table database_server (
    only_one boolean primary key default true check (only_one),
    name     text not null,
    since    timestamptz not null
);

-- The cluster, and the timeline that it writes: a promoted standby and a recovery to a point in time begin a new one.
create function database_server_name() returns text
    language plpgsql as
$$
begin
    return (select system_identifier || '/' || substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8)
            from pg_control_system());
exception
    -- Services that are made of PostgreSQL may not tell; then the operator has to.
    when insufficient_privilege or feature_not_supported or undefined_function
        or object_not_in_prerequisite_state then return 'untold';
end
$$;
