create table note (
    id   uuid         not null,
    text varchar(200) not null,
    due  date         not null,
    constraint note_pkey primary key (id)
);
create table holiday (
    falls_on date        not null,
    name     varchar(40) not null,
    constraint holiday_pkey primary key (falls_on)
);
