create table nostage_tenant (
    id         varchar(63) not null primary key,
    kind       varchar(20) not null,
    plan       varchar     not null,
    status     varchar(20) not null,
    expires_at varchar(40),
    attributes varchar     not null,
    generation bigint      not null,
    removed    boolean     generated always as (status = 'REMOVED')
);

-- Pages of those that are there: the removed stay, and would be read through each time.
create index nostage_tenant_page on nostage_tenant (removed, id);

create table nostage_removal (
    tenant       varchar(63) not null primary key,
    generation   bigint      not null,
    stores       varchar     not null,
    in_flight    int         not null,
    never_served boolean     not null,
    removed_at   varchar(40)
);

create table nostage_lease (
    name    varchar(100)   not null primary key,
    holder  varchar(200)   not null,
    ends_at numeric(38, 0) not null
);
