-- One table of followers' positions looks like the other, in every service.
ALTER TABLE follower_position RENAME COLUMN name TO follower;
