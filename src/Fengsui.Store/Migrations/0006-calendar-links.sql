--:both
-- Addresses under which a phone reads duty as a calendar. `id` is a hash of the address's secret: who reads the table cannot read the calendar with it.
create table calendar_link(
    id {text} not null primary key,
    organisation {text} not null,
    person {text} not null,
    about {text} not null,
    created_at {int} not null,
    last_used {int},
    ended_at {int},
    sum {text} not null
){strict};

create index calendar_link_by_person on calendar_link(person, created_at, id);
