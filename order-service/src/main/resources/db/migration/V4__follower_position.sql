-- One table of followers' positions looks like the other, in every service.
ALTER TABLE follower_position RENAME COLUMN name TO follower;
INSERT INTO follower_position VALUES ('history', 0, -1, -1) ON CONFLICT DO NOTHING;
