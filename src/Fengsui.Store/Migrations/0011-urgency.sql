--:both
-- What must be done first, also where the law gives only words (立即) and no number: a list by it leaves nothing out. Of a state that was stored before,
-- only numbers are known: -1 until its next change.
alter table snapshot add column urgency {int};
update snapshot set urgency = coalesce(next_due, -1);
drop index snapshot_by_due;
create index snapshot_by_urgency on snapshot(organisation, kind, urgency, number, phase, level, open) where urgency is not null;
