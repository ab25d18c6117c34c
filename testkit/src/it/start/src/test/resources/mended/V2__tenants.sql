alter table note add column tenant_id varchar(63) default 'acme' not null check (tenant_id <> '');
alter table note drop constraint note_pkey;
alter table note add constraint note_pkey primary key (tenant_id, id);
alter table note alter column tenant_id drop default;
