-- The tenant leads every key, so that a tenant's rows lie together and no row can refer to another tenant's.
-- It is not the first column: H2 hands back the key's columns as generated, and the id must be the first of them.

create table product (
    sku       varchar(40)    not null,
    tenant_id varchar(63)    not null check (tenant_id <> ''),
    name      varchar(100)   not null,
    price     decimal(12, 2) not null check (price >= 0),
    primary key (tenant_id, sku)
);

create table purchase_order (
    id                uuid                        not null,
    tenant_id         varchar(63)                 not null check (tenant_id <> ''),
    sku               varchar(40)                 not null,
    quantity          int                         not null check (quantity > 0),
    total             decimal(14, 2)              not null,
    placed_at         timestamp(6) with time zone not null,
    payment_reference varchar(100)                not null,
    payment_stubbed   boolean                     not null,
    primary key (tenant_id, id),
    foreign key (tenant_id, sku) references product (tenant_id, sku)
);

create index purchase_order_newest on purchase_order (tenant_id, placed_at);
