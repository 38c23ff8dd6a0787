-- What the move was asked to keep to, as JSON; empty in journals of before.
ALTER TABLE migration ADD COLUMN terms TEXT NOT NULL DEFAULT '';

-- The host that has still to let go of a container whose owner an operator named; empty for none.
ALTER TABLE migration ADD COLUMN owed_by TEXT NOT NULL DEFAULT '';
