CREATE TABLE `acceptances` (
	`room_id` text PRIMARY KEY NOT NULL,
	`join_code` text NOT NULL,
	`client1` text NOT NULL,
	`client2` text NOT NULL,
	`retry_hash` text,
	`host_entered` integer NOT NULL,
	`expires_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `acceptances_by_code` ON `acceptances` (`join_code`);--> statement-breakpoint
CREATE TABLE `invites` (
	`join_code` text PRIMARY KEY NOT NULL,
	`client1` text NOT NULL,
	`created_at` integer NOT NULL,
	`expires_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `invites_by_client` ON `invites` (`client1`);--> statement-breakpoint
CREATE INDEX `invites_by_expiry` ON `invites` (`expires_at`);--> statement-breakpoint
CREATE TABLE `rooms` (
	`room_id` text PRIMARY KEY NOT NULL,
	`client1` text NOT NULL,
	`client2` text NOT NULL,
	`seat1` text,
	`seat2` text,
	`used_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `rooms_by_client1` ON `rooms` (`client1`);--> statement-breakpoint
CREATE INDEX `rooms_by_client2` ON `rooms` (`client2`);--> statement-breakpoint
CREATE INDEX `rooms_by_use` ON `rooms` (`used_at`);