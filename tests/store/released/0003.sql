CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
CREATE TABLE store_info (
	id INTEGER NOT NULL, 
	training BOOLEAN NOT NULL, 
	created DATETIME NOT NULL, 
	CONSTRAINT pk_store_info PRIMARY KEY (id), 
	CONSTRAINT ck_store_info_one_row CHECK (id = 1)
);
CREATE TABLE client (
	id INTEGER NOT NULL, 
	site_code VARCHAR NOT NULL, 
	code VARCHAR NOT NULL, 
	person_type INTEGER NOT NULL, 
	first_seen DATETIME NOT NULL, 
	CONSTRAINT pk_client PRIMARY KEY (id), 
	CONSTRAINT fk_client_site_code FOREIGN KEY(site_code) REFERENCES site (code), 
	CONSTRAINT uq_client_site_code_code UNIQUE (site_code, code), 
	CONSTRAINT uq_client_id_site_code UNIQUE (id, site_code), 
	CONSTRAINT ck_client_person_type CHECK (person_type >= 1)
);
CREATE TABLE user (
	id INTEGER NOT NULL, 
	name VARCHAR NOT NULL, 
	created DATETIME NOT NULL, 
	CONSTRAINT pk_user PRIMARY KEY (id), 
	CONSTRAINT uq_user_name UNIQUE (name)
);
CREATE TABLE role_at_site (
	user_id INTEGER NOT NULL, 
	site_code VARCHAR NOT NULL, 
	role VARCHAR NOT NULL, 
	CONSTRAINT pk_role_at_site PRIMARY KEY (user_id, site_code, role), 
	CONSTRAINT fk_role_at_site_user_id FOREIGN KEY(user_id) REFERENCES user (id), 
	CONSTRAINT fk_role_at_site_site_code FOREIGN KEY(site_code) REFERENCES site (code)
);
CREATE TABLE label_batch (
	id INTEGER NOT NULL, 
	site_code VARCHAR NOT NULL, 
	issued_by INTEGER NOT NULL, 
	issued_at DATETIME NOT NULL, 
	CONSTRAINT pk_label_batch PRIMARY KEY (id), 
	CONSTRAINT fk_label_batch_site_code FOREIGN KEY(site_code) REFERENCES site (code), 
	CONSTRAINT fk_label_batch_issued_by FOREIGN KEY(issued_by) REFERENCES user (id)
);
CREATE TABLE issued_code (
	code VARCHAR NOT NULL, 
	batch_id INTEGER NOT NULL, 
	CONSTRAINT pk_issued_code PRIMARY KEY (code), 
	CONSTRAINT fk_issued_code_batch_id FOREIGN KEY(batch_id) REFERENCES label_batch (id)
);
CREATE TABLE link_token (
	token_hash VARCHAR NOT NULL, 
	user_id INTEGER NOT NULL, 
	created DATETIME NOT NULL, 
	revoked DATETIME, 
	CONSTRAINT pk_link_token PRIMARY KEY (token_hash), 
	CONSTRAINT fk_link_token_user_id FOREIGN KEY(user_id) REFERENCES user (id)
);
CREATE TABLE sign_in (
	token_hash VARCHAR NOT NULL, 
	user_id INTEGER NOT NULL, 
	created DATETIME NOT NULL, 
	last_seen DATETIME NOT NULL, 
	revoked DATETIME, 
	CONSTRAINT pk_sign_in PRIMARY KEY (token_hash), 
	CONSTRAINT fk_sign_in_user_id FOREIGN KEY(user_id) REFERENCES user (id)
);
CREATE TABLE entry (
	id INTEGER NOT NULL, 
	sheet_id INTEGER NOT NULL, 
	keying INTEGER NOT NULL, 
	texts JSON NOT NULL, 
	notes JSON NOT NULL, 
	entered_by INTEGER NOT NULL, 
	entered_at DATETIME NOT NULL, 
	replaces INTEGER, 
	reason VARCHAR, 
	submission VARCHAR NOT NULL, 
	CONSTRAINT pk_entry PRIMARY KEY (id), 
	CONSTRAINT uq_entry_id_sheet_id_keying UNIQUE (id, sheet_id, keying), 
	CONSTRAINT uq_entry_replaces UNIQUE (replaces), 
	CONSTRAINT uq_entry_entered_by_submission UNIQUE (entered_by, submission), 
	CONSTRAINT fk_entry_sheet_id FOREIGN KEY(sheet_id) REFERENCES sheet (id), 
	CONSTRAINT fk_entry_entered_by FOREIGN KEY(entered_by) REFERENCES user (id), 
	CONSTRAINT fk_entry_replaces_sheet_id_keying FOREIGN KEY(replaces, sheet_id, keying) REFERENCES entry (id, sheet_id, keying), 
	CONSTRAINT ck_entry_keying CHECK (keying IN (1, 2)), 
	CONSTRAINT ck_entry_correction_has_reason CHECK ((replaces IS NULL) = (reason IS NULL))
);
CREATE TABLE event (
	sequence INTEGER NOT NULL, 
	at DATETIME NOT NULL, 
	user VARCHAR NOT NULL, 
	site_code VARCHAR, 
	action VARCHAR NOT NULL, 
	subject VARCHAR NOT NULL, 
	previous VARCHAR NOT NULL, 
	chained VARCHAR NOT NULL, 
	CONSTRAINT pk_event PRIMARY KEY (sequence)
);
CREATE TABLE "site" (
	code VARCHAR NOT NULL, 
	name VARCHAR NOT NULL, 
	letters VARCHAR NOT NULL, 
	relative_letters VARCHAR NOT NULL, 
	in_study BOOLEAN NOT NULL, 
	training BOOLEAN NOT NULL, 
	CONSTRAINT pk_site PRIMARY KEY (code), 
	CONSTRAINT uq_site_letters UNIQUE (letters), 
	CONSTRAINT uq_site_relative_letters UNIQUE (relative_letters), 
	CONSTRAINT ck_site_letters CHECK (letters NOT LIKE 'R%'), 
	CONSTRAINT ck_site_relative_letters CHECK (relative_letters LIKE 'R%')
);
CREATE TABLE "sheet" (
	id INTEGER NOT NULL, 
	public_id VARCHAR NOT NULL, 
	site_code VARCHAR NOT NULL, 
	client_id INTEGER, 
	form VARCHAR NOT NULL, 
	version INTEGER NOT NULL, 
	definition_checksum VARCHAR NOT NULL, 
	optional_items JSON NOT NULL, 
	episode_no INTEGER NOT NULL, 
	timepoint VARCHAR NOT NULL, 
	number INTEGER, 
	created DATETIME NOT NULL, 
	CONSTRAINT pk_sheet PRIMARY KEY (id), 
	CONSTRAINT uq_sheet_public_id UNIQUE (public_id), 
	CONSTRAINT uq_sheet_client_id_episode_no_form_timepoint UNIQUE (client_id, episode_no, form, timepoint), 
	CONSTRAINT fk_sheet_client_id_site_code FOREIGN KEY(client_id, site_code) REFERENCES client (id, site_code), 
	CONSTRAINT fk_sheet_site_code FOREIGN KEY(site_code) REFERENCES site (code), 
	CONSTRAINT ck_sheet_episode_no CHECK (episode_no >= 1), 
	CONSTRAINT ck_sheet_number CHECK (number BETWEEN 1 AND 9999)
);
CREATE TABLE site_items (
	id INTEGER NOT NULL, 
	site_code VARCHAR NOT NULL, 
	form VARCHAR NOT NULL, 
	version INTEGER NOT NULL, 
	optional_items JSON NOT NULL, 
	chosen_by INTEGER NOT NULL, 
	chosen_at DATETIME NOT NULL, 
	CONSTRAINT pk_site_items PRIMARY KEY (id), 
	CONSTRAINT fk_site_items_site_code FOREIGN KEY(site_code) REFERENCES site (code), 
	CONSTRAINT fk_site_items_chosen_by FOREIGN KEY(chosen_by) REFERENCES user (id)
);
CREATE TABLE sheet_facts (
	site_code VARCHAR NOT NULL, 
	sheet_id INTEGER NOT NULL, 
	public_id VARCHAR NOT NULL, 
	client_id INTEGER, 
	episode_no INTEGER NOT NULL, 
	form VARCHAR NOT NULL, 
	timepoint VARCHAR NOT NULL, 
	number INTEGER, 
	version INTEGER NOT NULL, 
	saved_on DATE NOT NULL, 
	day DATE, 
	status INTEGER NOT NULL, 
	codes JSON NOT NULL, 
	days JSON NOT NULL, 
	read_by VARCHAR NOT NULL, 
	CONSTRAINT pk_sheet_facts PRIMARY KEY (site_code, sheet_id), 
	CONSTRAINT fk_sheet_facts_client_id_site_code FOREIGN KEY(client_id, site_code) REFERENCES client (id, site_code), 
	CONSTRAINT fk_sheet_facts_sheet_id FOREIGN KEY(sheet_id) REFERENCES sheet (id), 
	CONSTRAINT fk_sheet_facts_site_code FOREIGN KEY(site_code) REFERENCES site (code), 
	CONSTRAINT uq_sheet_facts_sheet_id UNIQUE (sheet_id)
)
 WITHOUT ROWID;
CREATE TABLE absence (
	id INTEGER NOT NULL, 
	site_code VARCHAR NOT NULL, 
	client_id INTEGER, 
	episode_no INTEGER NOT NULL, 
	form VARCHAR NOT NULL, 
	timepoint VARCHAR NOT NULL, 
	state VARCHAR NOT NULL, 
	reason INTEGER, 
	said_by INTEGER NOT NULL, 
	said_at DATETIME NOT NULL, 
	CONSTRAINT pk_absence PRIMARY KEY (id), 
	CONSTRAINT ck_absence_episode_no CHECK (episode_no >= 1), 
	CONSTRAINT fk_absence_client_id_site_code FOREIGN KEY(client_id, site_code) REFERENCES client (id, site_code), 
	CONSTRAINT fk_absence_said_by FOREIGN KEY(said_by) REFERENCES user (id), 
	CONSTRAINT fk_absence_site_code FOREIGN KEY(site_code) REFERENCES site (code)
);
CREATE TABLE reminder (
	id INTEGER NOT NULL, 
	site_code VARCHAR NOT NULL, 
	client_id INTEGER NOT NULL, 
	episode_no INTEGER NOT NULL, 
	timepoint VARCHAR NOT NULL, 
	nth INTEGER NOT NULL, 
	sent_on DATE NOT NULL, 
	noted_by INTEGER NOT NULL, 
	noted_at DATETIME NOT NULL, 
	CONSTRAINT pk_reminder PRIMARY KEY (id), 
	CONSTRAINT ck_reminder_nth CHECK (nth >= 1), 
	CONSTRAINT fk_reminder_client_id_site_code FOREIGN KEY(client_id, site_code) REFERENCES client (id, site_code), 
	CONSTRAINT fk_reminder_noted_by FOREIGN KEY(noted_by) REFERENCES user (id), 
	CONSTRAINT fk_reminder_site_code FOREIGN KEY(site_code) REFERENCES site (code), 
	CONSTRAINT uq_reminder_client_id_episode_no_timepoint_nth UNIQUE (client_id, episode_no, timepoint, nth)
);
CREATE TABLE site_points (
	id INTEGER NOT NULL, 
	site_code VARCHAR NOT NULL, 
	points JSON NOT NULL, 
	chosen_by INTEGER NOT NULL, 
	chosen_at DATETIME NOT NULL, 
	CONSTRAINT pk_site_points PRIMARY KEY (id), 
	CONSTRAINT fk_site_points_chosen_by FOREIGN KEY(chosen_by) REFERENCES user (id), 
	CONSTRAINT fk_site_points_site_code FOREIGN KEY(site_code) REFERENCES site (code)
);
CREATE TABLE sheet_move (
	id INTEGER NOT NULL, 
	sheet_id INTEGER NOT NULL, 
	site_code VARCHAR NOT NULL, 
	from_client_id INTEGER, 
	from_episode_no INTEGER NOT NULL, 
	from_timepoint VARCHAR NOT NULL, 
	from_number INTEGER, 
	to_client_id INTEGER, 
	to_episode_no INTEGER NOT NULL, 
	to_timepoint VARCHAR NOT NULL, 
	to_number INTEGER, 
	reason VARCHAR NOT NULL, 
	moved_by INTEGER NOT NULL, 
	moved_at DATETIME NOT NULL, 
	CONSTRAINT pk_sheet_move PRIMARY KEY (id), 
	CONSTRAINT fk_sheet_move_from_client_id_site_code FOREIGN KEY(from_client_id, site_code) REFERENCES client (id, site_code), 
	CONSTRAINT fk_sheet_move_moved_by FOREIGN KEY(moved_by) REFERENCES user (id), 
	CONSTRAINT fk_sheet_move_sheet_id FOREIGN KEY(sheet_id) REFERENCES sheet (id), 
	CONSTRAINT fk_sheet_move_site_code FOREIGN KEY(site_code) REFERENCES site (code), 
	CONSTRAINT fk_sheet_move_to_client_id_site_code FOREIGN KEY(to_client_id, site_code) REFERENCES client (id, site_code)
);
CREATE TABLE draft (
	id INTEGER NOT NULL, 
	public_id VARCHAR NOT NULL, 
	user_id INTEGER NOT NULL, 
	site_code VARCHAR NOT NULL, 
	code VARCHAR NOT NULL, 
	episode_no INTEGER NOT NULL, 
	form VARCHAR NOT NULL, 
	version INTEGER NOT NULL, 
	timepoint VARCHAR NOT NULL, 
	keying INTEGER NOT NULL, 
	correcting BOOLEAN NOT NULL, 
	replaces INTEGER, 
	texts JSON NOT NULL, 
	notes JSON NOT NULL, 
	reason VARCHAR NOT NULL, 
	saved_at DATETIME NOT NULL, 
	CONSTRAINT pk_draft PRIMARY KEY (id), 
	CONSTRAINT ck_draft_correcting CHECK (correcting = (replaces IS NOT NULL)), 
	CONSTRAINT ck_draft_keying CHECK (keying IN (1, 2)), 
	CONSTRAINT fk_draft_replaces FOREIGN KEY(replaces) REFERENCES entry (id), 
	CONSTRAINT fk_draft_site_code FOREIGN KEY(site_code) REFERENCES site (code), 
	CONSTRAINT fk_draft_user_id FOREIGN KEY(user_id) REFERENCES user (id), 
	CONSTRAINT uq_draft_public_id UNIQUE (public_id), 
	CONSTRAINT uq_draft_place UNIQUE (user_id, site_code, code, episode_no, form, version, timepoint, keying, correcting)
);
CREATE TABLE second_keying (
	id INTEGER NOT NULL, 
	sheet_id INTEGER NOT NULL, 
	wanted BOOLEAN NOT NULL, 
	why VARCHAR NOT NULL, 
	share DOUBLE NOT NULL, 
	drawn_at DATETIME NOT NULL, 
	CONSTRAINT pk_second_keying PRIMARY KEY (id), 
	CONSTRAINT ck_second_keying_share CHECK (share BETWEEN 0 AND 1), 
	CONSTRAINT fk_second_keying_sheet_id FOREIGN KEY(sheet_id) REFERENCES sheet (id)
);
CREATE TABLE comparison (
	id INTEGER NOT NULL, 
	sheet_id INTEGER NOT NULL, 
	first_entry INTEGER NOT NULL, 
	second_entry INTEGER NOT NULL, 
	fields INTEGER NOT NULL, 
	differing JSON NOT NULL, 
	compared_at DATETIME NOT NULL, 
	CONSTRAINT pk_comparison PRIMARY KEY (id), 
	CONSTRAINT ck_comparison_fields CHECK (fields >= 0), 
	CONSTRAINT fk_comparison_first_entry FOREIGN KEY(first_entry) REFERENCES entry (id), 
	CONSTRAINT fk_comparison_second_entry FOREIGN KEY(second_entry) REFERENCES entry (id), 
	CONSTRAINT fk_comparison_sheet_id FOREIGN KEY(sheet_id) REFERENCES sheet (id), 
	CONSTRAINT uq_comparison_first_entry_second_entry UNIQUE (first_entry, second_entry)
);
CREATE TABLE resolution (
	id INTEGER NOT NULL, 
	comparison_id INTEGER NOT NULL, 
	first_wrong JSON NOT NULL, 
	second_wrong JSON NOT NULL, 
	reasons JSON NOT NULL, 
	entry_id INTEGER, 
	decided_by INTEGER NOT NULL, 
	decided_at DATETIME NOT NULL, 
	CONSTRAINT pk_resolution PRIMARY KEY (id), 
	CONSTRAINT fk_resolution_comparison_id FOREIGN KEY(comparison_id) REFERENCES comparison (id), 
	CONSTRAINT fk_resolution_decided_by FOREIGN KEY(decided_by) REFERENCES user (id), 
	CONSTRAINT fk_resolution_entry_id FOREIGN KEY(entry_id) REFERENCES entry (id), 
	CONSTRAINT uq_resolution_comparison_id UNIQUE (comparison_id)
);
CREATE TABLE practice_result (
	id INTEGER NOT NULL, 
	user_id INTEGER NOT NULL, 
	sheet VARCHAR NOT NULL, 
	fields INTEGER NOT NULL, 
	correct INTEGER NOT NULL, 
	keyed_at DATETIME NOT NULL, 
	CONSTRAINT pk_practice_result PRIMARY KEY (id), 
	CONSTRAINT ck_practice_result_correct CHECK (correct BETWEEN 0 AND fields), 
	CONSTRAINT fk_practice_result_user_id FOREIGN KEY(user_id) REFERENCES user (id)
);
CREATE TABLE certificate (
	id INTEGER NOT NULL, 
	user_id INTEGER NOT NULL, 
	site_code VARCHAR NOT NULL, 
	alone BOOLEAN NOT NULL, 
	reason VARCHAR NOT NULL, 
	decided_by INTEGER NOT NULL, 
	decided_at DATETIME NOT NULL, 
	CONSTRAINT pk_certificate PRIMARY KEY (id), 
	CONSTRAINT fk_certificate_decided_by FOREIGN KEY(decided_by) REFERENCES user (id), 
	CONSTRAINT fk_certificate_site_code FOREIGN KEY(site_code) REFERENCES site (code), 
	CONSTRAINT fk_certificate_user_id FOREIGN KEY(user_id) REFERENCES user (id)
);
CREATE TABLE finding_answer (
	id INTEGER NOT NULL, 
	sheet_id INTEGER NOT NULL, 
	finding VARCHAR NOT NULL, 
	reason VARCHAR NOT NULL, 
	answered_by INTEGER NOT NULL, 
	answered_at DATETIME NOT NULL, 
	CONSTRAINT pk_finding_answer PRIMARY KEY (id), 
	CONSTRAINT fk_finding_answer_answered_by FOREIGN KEY(answered_by) REFERENCES user (id), 
	CONSTRAINT fk_finding_answer_sheet_id FOREIGN KEY(sheet_id) REFERENCES sheet (id), 
	CONSTRAINT uq_finding_answer_sheet_id_finding UNIQUE (sheet_id, finding)
);
CREATE TABLE "query" (
	id INTEGER NOT NULL, 
	public_id VARCHAR NOT NULL, 
	site_code VARCHAR NOT NULL, 
	client_id INTEGER, 
	sheet_id INTEGER, 
	kind VARCHAR NOT NULL, 
	finding VARCHAR NOT NULL, 
	items JSON NOT NULL, 
	details JSON NOT NULL, 
	raised_at DATETIME NOT NULL, 
	due DATE NOT NULL, 
	CONSTRAINT pk_query PRIMARY KEY (id), 
	CONSTRAINT fk_query_client_id_site_code FOREIGN KEY(client_id, site_code) REFERENCES client (id, site_code), 
	CONSTRAINT fk_query_sheet_id FOREIGN KEY(sheet_id) REFERENCES sheet (id), 
	CONSTRAINT fk_query_site_code FOREIGN KEY(site_code) REFERENCES site (code), 
	CONSTRAINT uq_query_public_id UNIQUE (public_id), 
	CONSTRAINT uq_query_site_code_finding UNIQUE (site_code, finding)
);
CREATE TABLE query_answer (
	id INTEGER NOT NULL, 
	query_id INTEGER NOT NULL, 
	outcome VARCHAR NOT NULL, 
	reason VARCHAR NOT NULL, 
	answered_by INTEGER, 
	answered_at DATETIME NOT NULL, 
	CONSTRAINT pk_query_answer PRIMARY KEY (id), 
	CONSTRAINT fk_query_answer_answered_by FOREIGN KEY(answered_by) REFERENCES user (id), 
	CONSTRAINT fk_query_answer_query_id FOREIGN KEY(query_id) REFERENCES "query" (id), 
	CONSTRAINT uq_query_answer_query_id UNIQUE (query_id)
);
INSERT INTO "alembic_version" (version_num)
VALUES ('0003');
INSERT INTO "store_info" (id, training, created)
VALUES (1, 1, '2026-11-22 04:10:20.994310');
INSERT INTO "user" (id, name, created)
VALUES (1, 'Övningsanvändare', '2026-11-22 04:10:21.205992');
INSERT INTO "user" (id, name, created)
VALUES (2, 'grannen', '2026-11-22 04:10:21.205992');
INSERT INTO "user" (id, name, created)
VALUES (3, 'Övningskollegan', '2026-11-22 04:10:21.205992');
INSERT INTO "event" (sequence, at, user, site_code, action, subject, previous, chained)
VALUES (1, '2025-07-15 12:05:00.000000', 'Övningsanvändare', '0000', 'entered', 'd36dbda5b002aeed059faf7b', '0000000000000000000000000000000000000000000000000000000000000000', 'a965cb1afd6d2b8f65a0e089c4d0639fb7699be8308c0db8f041f7447390a328');
INSERT INTO "event" (sequence, at, user, site_code, action, subject, previous, chained)
VALUES (2, '2025-07-15 14:42:00.000000', 'Övningsanvändare', '0000', 'entered', 'd51699dd191758d0fdf3ece2', 'a965cb1afd6d2b8f65a0e089c4d0639fb7699be8308c0db8f041f7447390a328', '698d4a9cb526c664056d7940b075bf1c916d58f863562ec7b68af08d8c0eec70');
INSERT INTO "event" (sequence, at, user, site_code, action, subject, previous, chained)
VALUES (3, '2025-07-16 13:56:00.000000', 'Övningsanvändare', '0000', 'entered', 'f2b451913c0634dab2c8fb90', '698d4a9cb526c664056d7940b075bf1c916d58f863562ec7b68af08d8c0eec70', '1fb5ed12ece224ac951766fb70675cf385423342a2b21b3e61e67e49c900cd19');
INSERT INTO "event" (sequence, at, user, site_code, action, subject, previous, chained)
VALUES (4, '2025-07-21 10:26:00.000000', 'Övningsanvändare', '0000', 'entered', '0e1bf5dc0907707963ca5575', '1fb5ed12ece224ac951766fb70675cf385423342a2b21b3e61e67e49c900cd19', 'aebe61b38dff3fb030df86374369d4c7c6f50b38c6dcfd0f6b7d0b10c0bd8632');
INSERT INTO "event" (sequence, at, user, site_code, action, subject, previous, chained)
VALUES (5, '2025-07-21 11:23:00.000000', 'Övningsanvändare', '0000', 'entered', '1b86ab697887ead6f153f982', 'aebe61b38dff3fb030df86374369d4c7c6f50b38c6dcfd0f6b7d0b10c0bd8632', '31214c51d46fb1a8c30cec7ae8f5d0a6829eb531e78206a324a591767863bf61');
INSERT INTO "event" (sequence, at, user, site_code, action, subject, previous, chained)
VALUES (6, '2025-07-30 10:26:00.000000', 'Övningsanvändare', '0000', 'entered', '15d41889763ab118909bb9f9', '31214c51d46fb1a8c30cec7ae8f5d0a6829eb531e78206a324a591767863bf61', 'b3c2288a331c100c32374f2f2578e47441f0c0282d8d5f703a700621114d6269');
INSERT INTO "event" (sequence, at, user, site_code, action, subject, previous, chained)
VALUES (7, '2025-08-11 14:39:00.000000', 'Övningsanvändare', '0000', 'entered', '89977f9b570afda952937ab6', 'b3c2288a331c100c32374f2f2578e47441f0c0282d8d5f703a700621114d6269', '526ad936402c0669c0c8538b2c590c4f15f8739bcc42d1ed8d661b223d5c4d50');
INSERT INTO "event" (sequence, at, user, site_code, action, subject, previous, chained)
VALUES (8, '2025-08-18 14:39:00.000000', 'Övningsanvändare', '0000', 'entered', '53cf0a51acbd13abde96e2d3', '526ad936402c0669c0c8538b2c590c4f15f8739bcc42d1ed8d661b223d5c4d50', 'a88ceec7a36af5283860049b1c39ee0861eae356846a7216fa88edf4ee5b7f46');
INSERT INTO "event" (sequence, at, user, site_code, action, subject, previous, chained)
VALUES (9, '2025-09-07 12:15:00.000000', 'Övningsanvändare', '0000', 'entered', '57398837a0002b3d8b9fe670', 'a88ceec7a36af5283860049b1c39ee0861eae356846a7216fa88edf4ee5b7f46', '3b01f565b286ce90052dc97d1534e061fb045d4e929a8ead4eda987dcd5975a7');
INSERT INTO "event" (sequence, at, user, site_code, action, subject, previous, chained)
VALUES (10, '2025-09-07 15:33:00.000000', 'Övningsanvändare', '0000', 'entered', '3fd57dda4926f3b3f3f9ef7e', '3b01f565b286ce90052dc97d1534e061fb045d4e929a8ead4eda987dcd5975a7', '25ff68cdfa466b82e7ed56737e47041264ee0be16ed061e836a354434e502890');
INSERT INTO "event" (sequence, at, user, site_code, action, subject, previous, chained)
VALUES (11, '2025-09-08 14:46:00.000000', 'Övningsanvändare', '0000', 'entered', '10f45f753728e9269b28723c', '25ff68cdfa466b82e7ed56737e47041264ee0be16ed061e836a354434e502890', '650eacae2c0446baba163d5f37d39c7f87e31c3d7101d74ea038e77bbc91be62');
INSERT INTO "event" (sequence, at, user, site_code, action, subject, previous, chained)
VALUES (12, '2025-09-10 11:08:00.000000', 'Övningsanvändare', '0000', 'entered', '2ace64688d98acee0b0317bb', '650eacae2c0446baba163d5f37d39c7f87e31c3d7101d74ea038e77bbc91be62', '5c8882ba243e03015932cd36ac512a8a9ae6a96c97546b1d62b34dda5a7a508a');
INSERT INTO "site" (code, name, letters, relative_letters, in_study, training)
VALUES ('0000', 'Övningsmottagningen', 'XX', 'RX', 0, 1);
INSERT INTO "site" (code, name, letters, relative_letters, in_study, training)
VALUES ('0001', 'Grannmottagningen', 'XY', 'RY', 0, 1);
INSERT INTO "client" (id, site_code, code, person_type, first_seen)
VALUES (1, '0000', 'XX9460F', 2, '2025-07-15 12:05:00.000000');
INSERT INTO "client" (id, site_code, code, person_type, first_seen)
VALUES (2, '0000', 'XX2063B', 2, '2025-10-27 15:40:00.000000');
INSERT INTO "client" (id, site_code, code, person_type, first_seen)
VALUES (3, '0000', 'XX2623X', 1, '2025-11-28 08:23:00.000000');
INSERT INTO "client" (id, site_code, code, person_type, first_seen)
VALUES (11, '0000', 'RX9791B', 3, '2026-09-20 13:35:00.000000');
INSERT INTO "client" (id, site_code, code, person_type, first_seen)
VALUES (12, '0000', 'XX9892J', 1, '2026-09-21 11:18:00.000000');
INSERT INTO "client" (id, site_code, code, person_type, first_seen)
VALUES (19, '0001', 'XY7539N', 2, '2026-07-21 08:53:00.000000');
INSERT INTO "client" (id, site_code, code, person_type, first_seen)
VALUES (20, '0001', 'RY0363Z', 3, '2026-08-26 08:18:00.000000');
INSERT INTO "role_at_site" (user_id, site_code, role)
VALUES (1, '0000', 'lead');
INSERT INTO "role_at_site" (user_id, site_code, role)
VALUES (1, '0000', 'researcher');
INSERT INTO "role_at_site" (user_id, site_code, role)
VALUES (2, '0001', 'lead');
INSERT INTO "role_at_site" (user_id, site_code, role)
VALUES (2, '0001', 'researcher');
INSERT INTO "role_at_site" (user_id, site_code, role)
VALUES (3, '0000', 'counsellor');
INSERT INTO "sheet" (id, public_id, site_code, client_id, form, version, definition_checksum, optional_items, episode_no, timepoint, number, created)
VALUES (1, 'd36dbda5b002aeed059faf7b', '0000', 1, 'checkin', 1, 'b3919525a09eb53d7cbad2d1bf3aca251fc55edc1ed1f802252e6b753e704296', '["confidence", "sess_change_txt", "sess_topic", "sess_understood", "sess_useful", "talk_today_txt"]', 1, 's01', 1, '2025-07-15 12:05:00.000000');
INSERT INTO "sheet" (id, public_id, site_code, client_id, form, version, definition_checksum, optional_items, episode_no, timepoint, number, created)
VALUES (2, 'd51699dd191758d0fdf3ece2', '0000', 1, 'session', 1, 'dab5485daa68e5bf3ee7439fab9a135a00a2c8c5883c64af2b110debcb51dc08', '[]', 1, 's01', 1, '2025-07-15 14:42:00.000000');
INSERT INTO "sheet" (id, public_id, site_code, client_id, form, version, definition_checksum, optional_items, episode_no, timepoint, number, created)
VALUES (3, 'f2b451913c0634dab2c8fb90', '0000', 1, 'start', 1, 'a9ab2381aecd08c5947cc186699c94d4411622918c4d2742f5d2aec43cd73cfe', '[]', 1, 't0', NULL, '2025-07-16 13:56:00.000000');
INSERT INTO "sheet" (id, public_id, site_code, client_id, form, version, definition_checksum, optional_items, episode_no, timepoint, number, created)
VALUES (4, '0e1bf5dc0907707963ca5575', '0000', 1, 'checkin', 1, 'b3919525a09eb53d7cbad2d1bf3aca251fc55edc1ed1f802252e6b753e704296', '["confidence", "sess_change_txt", "sess_topic", "sess_understood", "sess_useful", "talk_today_txt"]', 1, 's02', 2, '2025-07-21 10:26:00.000000');
INSERT INTO "sheet" (id, public_id, site_code, client_id, form, version, definition_checksum, optional_items, episode_no, timepoint, number, created)
VALUES (5, '1b86ab697887ead6f153f982', '0000', 1, 'session', 1, 'dab5485daa68e5bf3ee7439fab9a135a00a2c8c5883c64af2b110debcb51dc08', '[]', 1, 's02', 2, '2025-07-21 11:23:00.000000');
INSERT INTO "sheet" (id, public_id, site_code, client_id, form, version, definition_checksum, optional_items, episode_no, timepoint, number, created)
VALUES (6, '15d41889763ab118909bb9f9', '0000', 1, 'start_staff', 1, 'df71630ca42bc17fdfd290484e1fc84b3bfcfece8826422b892e2ac87c0aa7c9', '[]', 1, 't0', NULL, '2025-07-30 10:26:00.000000');
INSERT INTO "sheet" (id, public_id, site_code, client_id, form, version, definition_checksum, optional_items, episode_no, timepoint, number, created)
VALUES (24, 'c2bb59c348a84e3c8ba81eb1', '0000', 3, 'deviation', 1, '7220a04805d48137a21dbfa9cd32ac11adcff015a89699a58ce03d406a4a23ac', '[]', 1, 'o01', 1, '2025-11-29 14:15:00.000000');
INSERT INTO "sheet" (id, public_id, site_code, client_id, form, version, definition_checksum, optional_items, episode_no, timepoint, number, created)
VALUES (28, '94886dd2b83a96e65540aa7a', '0000', 2, 'closing_staff', 1, 'b3a0adb3abb3738cb6dd24833fdd4d96980919ab4a2d8e92fcc6731aada6cd1b', '[]', 1, 't1', NULL, '2025-12-01 09:25:00.000000');
INSERT INTO "sheet" (id, public_id, site_code, client_id, form, version, definition_checksum, optional_items, episode_no, timepoint, number, created)
VALUES (155, '66e14be1936d8c174187587a', '0000', 11, 'relative_closing', 1, '97d39dd4b627661e6402c4820bd3df2445dc1fa3871032376c7aebcf75767a4b', '[]', 1, 't1', NULL, '2026-10-25 10:34:00.000000');
INSERT INTO "sheet" (id, public_id, site_code, client_id, form, version, definition_checksum, optional_items, episode_no, timepoint, number, created)
VALUES (207, '8b30aa8f8a4f7bea8063df34', '0001', 19, 'deviation', 1, '7220a04805d48137a21dbfa9cd32ac11adcff015a89699a58ce03d406a4a23ac', '[]', 1, 'o01', 1, '2026-07-22 12:56:00.000000');
INSERT INTO "sheet" (id, public_id, site_code, client_id, form, version, definition_checksum, optional_items, episode_no, timepoint, number, created)
VALUES (251, 'c94c8c3601c201ad436471c0', '0001', NULL, 'clinic_year', 1, '39735698cdf6d0ea7a06fe13be2e281a8e95c18c1eb59496d59117c20d03783f', '[]', 1, 'y2025', 2025, '2026-11-22 11:37:00.000000');
INSERT INTO "entry" (id, sheet_id, keying, texts, notes, entered_by, entered_at, replaces, reason, submission)
VALUES (1, 1, 1, '{"fill_date": "2025-07-13", "fill_mode": "3", "interpreter": "0", "form_language": "1", "since_buy": "", "since_buy_n": "", "since_main": "2", "urge_max_7d": "8", "confidence": "3", "mood_7d": "3", "talk_today_txt": "", "sess_understood": "?", "sess_topic": "6", "sess_useful": "7", "sess_change_txt": ""}', '{}', 1, '2025-07-15 12:05:00.000000', NULL, NULL, 'training 1');
INSERT INTO "entry" (id, sheet_id, keying, texts, notes, entered_by, entered_at, replaces, reason, submission)
VALUES (2, 2, 1, '{"session_date": "20250713", "attended": "1", "mode": "1", "minutes_cat": "3", "participants": "1", "m": "0", "form_c_used": "1", "next_booked": "1"}', '{}', 1, '2025-07-15 14:42:00.000000', NULL, NULL, 'training 2');
INSERT INTO "entry" (id, sheet_id, keying, texts, notes, entered_by, entered_at, replaces, reason, submission)
VALUES (3, 3, 1, '{"fill_date": "2025-07-13", "fill_mode": "3", "interpreter": "0", "form_language": "1", "age_years": "37", "gender": "2", "rel_status": "1", "education": "4", "reason": "4 5 7", "goal_main": "1", "goal_main_txt": "", "main_behaviour": "4", "main_behaviour_txt": "", "buy_ever": "0", "buy_phys_30d_n": "", "buy_phys_90d_n": "", "buy_rem_30d_n": "", "buy_rem_90d_n": "", "buy_12m_cat": "", "main_days_30d": "4", "urge_max_7d": "8", "importance": "9", "confidence": "3", "trig": "3 7 9", "harm_rel": "1", "harm_work": "0", "harm_money": "1", "harm_health": "4", "harm_self": "2", "mood_2w": "3"}', '{}', 1, '2025-07-16 13:56:00.000000', NULL, NULL, 'training 3');
INSERT INTO "entry" (id, sheet_id, keying, texts, notes, entered_by, entered_at, replaces, reason, submission)
VALUES (4, 4, 1, '{"fill_date": "2025-07-20", "fill_mode": "1", "interpreter": "0", "form_language": "1", "since_buy": "", "since_buy_n": "", "since_main": "1", "urge_max_7d": "v", "confidence": "4", "mood_7d": "5", "talk_today_txt": "", "sess_understood": "9", "sess_topic": "7", "sess_useful": "10", "sess_change_txt": ""}', '{}', 1, '2025-07-21 10:26:00.000000', NULL, NULL, 'training 4');
INSERT INTO "entry" (id, sheet_id, keying, texts, notes, entered_by, entered_at, replaces, reason, submission)
VALUES (21, 1, 2, '{"fill_date": "2025-07-13", "fill_mode": "3", "interpreter": "0", "form_language": "1", "since_buy": "", "since_buy_n": "", "since_main": "2", "urge_max_7d": "8", "confidence": "3", "mood_7d": "3", "talk_today_txt": "", "sess_understood": "?", "sess_topic": "6", "sess_useful": "7", "sess_change_txt": ""}', '{}', 3, '2025-11-24 08:15:00.000000', NULL, NULL, 'again d36dbda5b002aeed059faf7b');
INSERT INTO "entry" (id, sheet_id, keying, texts, notes, entered_by, entered_at, replaces, reason, submission)
VALUES (22, 2, 2, '{"session_date": "20250713", "attended": "1", "mode": "1", "minutes_cat": "3", "participants": "1", "m": "0", "form_c_used": "1", "next_booked": "1"}', '{}', 3, '2025-11-24 08:15:00.000000', NULL, NULL, 'again d51699dd191758d0fdf3ece2');
INSERT INTO "entry" (id, sheet_id, keying, texts, notes, entered_by, entered_at, replaces, reason, submission)
VALUES (231, 155, 1, '{"fill_date": "2026-10-23", "fill_mode": "1", "interpreter": "0", "form_language": "1", "strain": "8", "mood_2w": "2", "chg_situation": "5", "sat_treatment": "1", "sat_influence": "1", "sat_overall": "3", "recommend": "1", "relative_end_txt": ""}', '{}', 1, '2026-10-25 10:34:00.000000', NULL, NULL, 'training 155');
INSERT INTO "entry" (id, sheet_id, keying, texts, notes, entered_by, entered_at, replaces, reason, submission)
VALUES (339, 155, 2, '{"fill_date": "2026-10-23", "fill_mode": "1", "interpreter": "0", "form_language": "1", "strain": "8", "mood_2w": "2", "chg_situation": "5", "sat_treatment": "1", "sat_influence": "1", "sat_overall": "5", "recommend": "0", "relative_end_txt": ""}', '{}', 3, '2026-11-22 04:10:21.205992', NULL, NULL, 'again 66e14be1936d8c174187587a');
INSERT INTO "sheet_facts" (site_code, sheet_id, public_id, client_id, episode_no, form, timepoint, number, version, saved_on, day, status, codes, days, read_by)
VALUES ('0000', 1, 'd36dbda5b002aeed059faf7b', 1, 1, 'checkin', 's01', 1, 1, '2025-07-15', '2025-07-13', 1, '{}', '{}', 'f62ad62b02ee');
INSERT INTO "sheet_facts" (site_code, sheet_id, public_id, client_id, episode_no, form, timepoint, number, version, saved_on, day, status, codes, days, read_by)
VALUES ('0000', 2, 'd51699dd191758d0fdf3ece2', 1, 1, 'session', 's01', 1, 1, '2025-07-15', '2025-07-13', 1, '{"attended": 1}', '{}', '15c66f10c72e');
INSERT INTO "sheet_facts" (site_code, sheet_id, public_id, client_id, episode_no, form, timepoint, number, version, saved_on, day, status, codes, days, read_by)
VALUES ('0001', 251, 'c94c8c3601c201ad436471c0', NULL, 1, 'clinic_year', 'y2025', 2025, 1, '2026-11-22', '2026-11-19', 1, '{}', '{}', '37c97f64c60f');
INSERT INTO "second_keying" (id, sheet_id, wanted, why, share, drawn_at)
VALUES (1, 1, 1, 'new clinic', 1.0, '2025-07-15 12:05:00.000000');
INSERT INTO "second_keying" (id, sheet_id, wanted, why, share, drawn_at)
VALUES (2, 2, 1, 'new clinic', 1.0, '2025-07-15 14:42:00.000000');
INSERT INTO "second_keying" (id, sheet_id, wanted, why, share, drawn_at)
VALUES (251, 251, 0, 'keyed once', 0.0, '2026-11-22 11:37:00.000000');
INSERT INTO "comparison" (id, sheet_id, first_entry, second_entry, fields, differing, compared_at)
VALUES (1, 1, 1, 21, 13, '[]', '2025-11-24 08:15:00.000000');
INSERT INTO "comparison" (id, sheet_id, first_entry, second_entry, fields, differing, compared_at)
VALUES (2, 2, 2, 22, 8, '[]', '2025-11-24 08:15:00.000000');
INSERT INTO "comparison" (id, sheet_id, first_entry, second_entry, fields, differing, compared_at)
VALUES (88, 155, 231, 339, 11, '["recommend", "sat_overall"]', '2026-11-22 04:10:21.205992');
INSERT INTO "certificate" (id, user_id, site_code, alone, reason, decided_by, decided_at)
VALUES (1, 1, '0000', 1, 'Övning', 1, '2026-11-22 04:10:21.205992');
INSERT INTO "finding_answer" (id, sheet_id, finding, reason, answered_by, answered_at)
VALUES (1, 24, '4884c6a9813fd225', 'paper', 1, '2025-11-29 14:15:00.000000');
INSERT INTO "finding_answer" (id, sheet_id, finding, reason, answered_by, answered_at)
VALUES (2, 28, '6ce0d738e1d8583d', 'paper', 1, '2025-12-01 09:25:00.000000');
INSERT INTO "finding_answer" (id, sheet_id, finding, reason, answered_by, answered_at)
VALUES (17, 207, '9b822481ab1059fb', 'paper', 2, '2026-07-22 12:56:00.000000');
INSERT INTO "query" (id, public_id, site_code, client_id, sheet_id, kind, finding, items, details, raised_at, due)
VALUES (1, '71629e328eb421c8d19fd1d6', '0000', 12, NULL, 'checkin_without_session', '6ed0f216db0252a3cc9fbd23', '[]', '{"places": "df8934be376787706d0ba5f8:"}', '2026-10-20 09:19:00.000000', '2026-11-03');
INSERT INTO "query" (id, public_id, site_code, client_id, sheet_id, kind, finding, items, details, raised_at, due)
VALUES (2, '035c628378a6ba6aa6e4916b', '0000', 12, NULL, 'more_sessions_than_logged', 'fef39ee2e2f4bf57534a8e63', '["sessions_total"]', '{"places": "b66a8139971520b26084df2c:sessions_total"}', '2026-10-20 09:19:00.000000', '2026-11-03');
INSERT INTO "query" (id, public_id, site_code, client_id, sheet_id, kind, finding, items, details, raised_at, due)
VALUES (10, '146c71cac23f2f73a02d7f09', '0001', 19, NULL, 'more_sessions_than_logged', 'cc1f7d00eddfb7bfb9ff1204', '["sessions_total"]', '{"places": "c0e1c5f321a52f9d15e02111:sessions_total"}', '2026-10-08 09:20:00.000000', '2026-10-22');
INSERT INTO "query_answer" (id, query_id, outcome, reason, answered_by, answered_at)
VALUES (1, 1, 'gone', '', NULL, '2026-10-20 13:29:00.000000');
INSERT INTO "query_answer" (id, query_id, outcome, reason, answered_by, answered_at)
VALUES (2, 2, 'gone', '', NULL, '2026-10-20 13:29:00.000000');
INSERT INTO "query_answer" (id, query_id, outcome, reason, answered_by, answered_at)
VALUES (8, 10, 'gone', '', NULL, '2026-10-08 09:41:00.000000');
CREATE INDEX ix_issued_code_batch_id ON issued_code (batch_id);
CREATE INDEX ix_entry_sheet_id ON entry (sheet_id);
CREATE UNIQUE INDEX uq_entry_first ON entry (sheet_id, keying) WHERE replaces IS NULL;
CREATE INDEX ix_sheet_site_code ON sheet (site_code);
CREATE UNIQUE INDEX uq_sheet_of_clinic ON sheet (site_code, form, timepoint) WHERE client_id IS NULL;
CREATE INDEX ix_site_items_site_code ON site_items (site_code);
CREATE INDEX ix_absence_expected ON absence (site_code, client_id, episode_no, form, timepoint);
CREATE INDEX ix_reminder_site_code ON reminder (site_code);
CREATE INDEX ix_site_points_site_code ON site_points (site_code);
CREATE INDEX ix_sheet_move_sheet_id ON sheet_move (sheet_id);
CREATE INDEX ix_second_keying_sheet_id ON second_keying (sheet_id);
CREATE INDEX ix_comparison_sheet_id ON comparison (sheet_id);
CREATE INDEX ix_practice_result_user_id ON practice_result (user_id);
CREATE INDEX ix_certificate_site_code ON certificate (site_code);
CREATE INDEX ix_query_client_id ON "query" (client_id);
CREATE INDEX ix_event_subject ON event (subject);
CREATE TRIGGER absence_kept BEFORE UPDATE ON absence BEGIN SELECT RAISE(ABORT, 'absence is never changed'); END;
CREATE TRIGGER absence_stays BEFORE DELETE ON absence BEGIN SELECT RAISE(ABORT, 'absence is never removed'); END;
CREATE TRIGGER certificate_kept BEFORE UPDATE ON certificate BEGIN SELECT RAISE(ABORT, 'certificate is never changed'); END;
CREATE TRIGGER certificate_stays BEFORE DELETE ON certificate BEGIN SELECT RAISE(ABORT, 'certificate is never removed'); END;
CREATE TRIGGER comparison_kept BEFORE UPDATE ON comparison BEGIN SELECT RAISE(ABORT, 'comparison is never changed'); END;
CREATE TRIGGER comparison_stays BEFORE DELETE ON comparison BEGIN SELECT RAISE(ABORT, 'comparison is never removed'); END;
CREATE TRIGGER entry_kept BEFORE UPDATE ON entry BEGIN SELECT RAISE(ABORT, 'entry is never changed'); END;
CREATE TRIGGER entry_stays BEFORE DELETE ON entry BEGIN SELECT RAISE(ABORT, 'entry is never removed'); END;
CREATE TRIGGER event_kept BEFORE UPDATE ON event BEGIN SELECT RAISE(ABORT, 'event is never changed'); END;
CREATE TRIGGER event_stays BEFORE DELETE ON event BEGIN SELECT RAISE(ABORT, 'event is never removed'); END;
CREATE TRIGGER finding_answer_kept BEFORE UPDATE ON finding_answer BEGIN SELECT RAISE(ABORT, 'finding_answer is never changed'); END;
CREATE TRIGGER finding_answer_stays BEFORE DELETE ON finding_answer BEGIN SELECT RAISE(ABORT, 'finding_answer is never removed'); END;
CREATE TRIGGER practice_result_kept BEFORE UPDATE ON practice_result BEGIN SELECT RAISE(ABORT, 'practice_result is never changed'); END;
CREATE TRIGGER practice_result_stays BEFORE DELETE ON practice_result BEGIN SELECT RAISE(ABORT, 'practice_result is never removed'); END;
CREATE TRIGGER query_kept BEFORE UPDATE ON query BEGIN SELECT RAISE(ABORT, 'query is never changed'); END;
CREATE TRIGGER query_stays BEFORE DELETE ON query BEGIN SELECT RAISE(ABORT, 'query is never removed'); END;
CREATE TRIGGER query_answer_kept BEFORE UPDATE ON query_answer BEGIN SELECT RAISE(ABORT, 'query_answer is never changed'); END;
CREATE TRIGGER query_answer_stays BEFORE DELETE ON query_answer BEGIN SELECT RAISE(ABORT, 'query_answer is never removed'); END;
CREATE TRIGGER reminder_kept BEFORE UPDATE ON reminder BEGIN SELECT RAISE(ABORT, 'reminder is never changed'); END;
CREATE TRIGGER reminder_stays BEFORE DELETE ON reminder BEGIN SELECT RAISE(ABORT, 'reminder is never removed'); END;
CREATE TRIGGER resolution_kept BEFORE UPDATE ON resolution BEGIN SELECT RAISE(ABORT, 'resolution is never changed'); END;
CREATE TRIGGER resolution_stays BEFORE DELETE ON resolution BEGIN SELECT RAISE(ABORT, 'resolution is never removed'); END;
CREATE TRIGGER second_keying_kept BEFORE UPDATE ON second_keying BEGIN SELECT RAISE(ABORT, 'second_keying is never changed'); END;
CREATE TRIGGER second_keying_stays BEFORE DELETE ON second_keying BEGIN SELECT RAISE(ABORT, 'second_keying is never removed'); END;
CREATE TRIGGER sheet_move_kept BEFORE UPDATE ON sheet_move BEGIN SELECT RAISE(ABORT, 'sheet_move is never changed'); END;
CREATE TRIGGER sheet_move_stays BEFORE DELETE ON sheet_move BEGIN SELECT RAISE(ABORT, 'sheet_move is never removed'); END;
CREATE TRIGGER site_items_kept BEFORE UPDATE ON site_items BEGIN SELECT RAISE(ABORT, 'site_items is never changed'); END;
CREATE TRIGGER site_items_stays BEFORE DELETE ON site_items BEGIN SELECT RAISE(ABORT, 'site_items is never removed'); END;
CREATE TRIGGER site_points_kept BEFORE UPDATE ON site_points BEGIN SELECT RAISE(ABORT, 'site_points is never changed'); END;
CREATE TRIGGER site_points_stays BEFORE DELETE ON site_points BEGIN SELECT RAISE(ABORT, 'site_points is never removed'); END;
INSERT INTO "label_batch" (id, site_code, issued_by, issued_at)
VALUES (1, '0000', 1, '2026-03-09 12:30:00.000000');
INSERT INTO "issued_code" (code, batch_id)
VALUES ('XX0001A', 1);
INSERT INTO "link_token" (token_hash, user_id, created, revoked)
VALUES ('abababababababababababababababababababababababababababababababab', 1, '2026-03-09 12:30:00.000000', '2026-03-09 12:30:00.000000');
INSERT INTO "sign_in" (token_hash, user_id, created, last_seen, revoked)
VALUES ('cdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcd', 1, '2026-03-09 12:30:00.000000', '2026-03-09 12:30:00.000000', NULL);
INSERT INTO "site_items" (id, site_code, form, version, optional_items, chosen_by, chosen_at)
VALUES (1, '0000', 'checkin', 1, '["sess_topic"]', 1, '2026-03-09 12:30:00.000000');
INSERT INTO "absence" (id, site_code, client_id, episode_no, form, timepoint, state, reason, said_by, said_at)
VALUES (1, '0000', (SELECT min(id) FROM client WHERE site_code = '0000'), 1, 'closing', 't1', 'declined', NULL, 1, '2026-03-09 12:30:00.000000');
INSERT INTO "reminder" (id, site_code, client_id, episode_no, timepoint, nth, sent_on, noted_by, noted_at)
VALUES (1, '0000', (SELECT min(id) FROM client WHERE site_code = '0000'), 1, 'f06', 1, '2026-03-09', 1, '2026-03-09 12:30:00.000000');
INSERT INTO "site_points" (id, site_code, points, chosen_by, chosen_at)
VALUES (1, '0000', '["f03"]', 1, '2026-03-09 12:30:00.000000');
INSERT INTO "sheet_move" (id, sheet_id, site_code, from_client_id, from_episode_no, from_timepoint, from_number, to_client_id, to_episode_no, to_timepoint, to_number, reason, moved_by, moved_at)
VALUES (1, (SELECT min(id) FROM sheet WHERE site_code = '0000'), '0000', (SELECT min(id) FROM client WHERE site_code = '0000'), 1, 's02', 2, (SELECT min(id) FROM client WHERE site_code = '0000'), 1, 's03', 3, 'fel nummer', 1, '2026-03-09 12:30:00.000000');
INSERT INTO "draft" (id, public_id, user_id, site_code, code, episode_no, form, version, timepoint, keying, correcting, replaces, texts, notes, reason, saved_at)
VALUES (1, 'dd01', 1, '0000', 'XX0001A', 1, 'checkin', 1, 's01', 1, 0, NULL, '{"mood_7d": "7"}', '{}', '', '2026-03-09 12:30:00.000000');
INSERT INTO "resolution" (id, comparison_id, first_wrong, second_wrong, reasons, entry_id, decided_by, decided_at)
VALUES (1, (SELECT min(id) FROM comparison), '["mood_7d"]', '[]', '{}', NULL, 1, '2026-03-09 12:30:00.000000');
INSERT INTO "practice_result" (id, user_id, sheet, fields, correct, keyed_at)
VALUES (1, 1, '3-avstamning', 20, 19, '2026-03-09 12:30:00.000000');
