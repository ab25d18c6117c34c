create table note (
    id        uuid         not null,
    tenant_id varchar(63)  not null check (tenant_id <> ''),
    text      varchar(200) not null,
    due       date         not null,
    primary key (tenant_id, id)
);
