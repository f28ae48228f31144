--:both
-- What a person prefers: language, theme, saved views of lists. It belongs to the person and goes with the person's account.

create table preference(
    person {text} not null,
    name {text} not null,
    organisation {text} not null,
    value {text} not null,
    changed_at {int} not null,
    sum {text} not null,
    primary key (person, name)
){clustered};
