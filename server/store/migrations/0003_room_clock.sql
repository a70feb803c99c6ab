CREATE TABLE `room_clock` (
	`id` integer PRIMARY KEY NOT NULL,
	`shown` integer NOT NULL
);
