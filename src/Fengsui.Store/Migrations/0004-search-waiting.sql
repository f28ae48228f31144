--:both
-- Texts for the search that are not yet in its index: an append only leaves them here, a moment later one pass takes them over for all appends since.
create table search_waiting(
    number {rowid} not null primary key,
    scope {text} not null,
    words {text} not null,
    stems {text} not null
){strict};
