CREATE INDEX `acceptances_by_expiry` ON `acceptances` (`host_entered`,`expires_at`);--> statement-breakpoint
-- A new invite deletes expired ones itself, a bounded number of them.
DROP TRIGGER invites_expire;
