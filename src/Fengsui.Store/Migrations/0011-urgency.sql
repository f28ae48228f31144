--:both
-- What must be done first, also where the law gives only words (立即) and no number: a list by it leaves nothing out. A state that was stored before knows
-- numbers only, until its next change.
alter table snapshot add column urgency {int};
update snapshot set urgency = next_due;
drop index snapshot_by_due;
create index snapshot_by_urgency on snapshot(organisation, kind, urgency, number, phase, level, open) where urgency is not null;
