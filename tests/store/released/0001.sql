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
CREATE TABLE site (
	code VARCHAR NOT NULL, 
	name VARCHAR NOT NULL, 
	letters VARCHAR NOT NULL, 
	in_study BOOLEAN NOT NULL, 
	training BOOLEAN NOT NULL, 
	CONSTRAINT pk_site PRIMARY KEY (code), 
	CONSTRAINT uq_site_letters UNIQUE (letters)
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
CREATE TABLE sheet (
	id INTEGER NOT NULL, 
	public_id VARCHAR NOT NULL, 
	site_code VARCHAR NOT NULL, 
	client_id INTEGER NOT NULL, 
	form VARCHAR NOT NULL, 
	version INTEGER NOT NULL, 
	definition_checksum VARCHAR NOT NULL, 
	optional_items JSON NOT NULL, 
	episode_no INTEGER NOT NULL, 
	timepoint VARCHAR NOT NULL, 
	session_no INTEGER, 
	created DATETIME NOT NULL, 
	CONSTRAINT pk_sheet PRIMARY KEY (id), 
	CONSTRAINT uq_sheet_public_id UNIQUE (public_id), 
	CONSTRAINT uq_sheet_client_id_episode_no_form_timepoint UNIQUE (client_id, episode_no, form, timepoint), 
	CONSTRAINT fk_sheet_client_id_site_code FOREIGN KEY(client_id, site_code) REFERENCES client (id, site_code), 
	CONSTRAINT ck_sheet_episode_no CHECK (episode_no >= 1), 
	CONSTRAINT ck_sheet_session_no CHECK (session_no BETWEEN 1 AND 99)
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
INSERT INTO "alembic_version" (version_num)
VALUES ('0001');
INSERT INTO "store_info" (id, training, created)
VALUES (1, 1, '2026-11-22 04:10:16.234836');
INSERT INTO "site" (code, name, letters, in_study, training)
VALUES ('0000', 'Övningsmottagningen', 'XX', 0, 1);
INSERT INTO "site" (code, name, letters, in_study, training)
VALUES ('0001', 'Grannmottagningen', 'XY', 0, 1);
INSERT INTO "client" (id, site_code, code, person_type, first_seen)
VALUES (1, '0000', 'XX2024S', 1, '2026-08-10 08:40:00.000000');
INSERT INTO "client" (id, site_code, code, person_type, first_seen)
VALUES (2, '0000', 'XX6341Z', 1, '2026-09-05 15:36:00.000000');
INSERT INTO "client" (id, site_code, code, person_type, first_seen)
VALUES (15, '0001', 'XY2607E', 1, '2026-09-17 14:20:00.000000');
INSERT INTO "user" (id, name, created)
VALUES (1, 'övning', '2026-11-22 04:10:16.440149');
INSERT INTO "user" (id, name, created)
VALUES (2, 'grannen', '2026-11-22 04:10:16.440149');
INSERT INTO "role_at_site" (user_id, site_code, role)
VALUES (1, '0000', 'lead');
INSERT INTO "role_at_site" (user_id, site_code, role)
VALUES (1, '0000', 'researcher');
INSERT INTO "role_at_site" (user_id, site_code, role)
VALUES (2, '0001', 'lead');
INSERT INTO "role_at_site" (user_id, site_code, role)
VALUES (2, '0001', 'researcher');
INSERT INTO "sheet" (id, public_id, site_code, client_id, form, version, definition_checksum, optional_items, episode_no, timepoint, session_no, created)
VALUES (1, '711cfb176f93370c69d3bb4f', '0000', 1, 'checkin', 1, '9a31a2f04a10b632f6ea1279f370136373aaa8ec0556f83bb5242a49d106fd49', '[]', 1, 's01', 1, '2026-08-10 08:40:00.000000');
INSERT INTO "sheet" (id, public_id, site_code, client_id, form, version, definition_checksum, optional_items, episode_no, timepoint, session_no, created)
VALUES (2, '38eff0990687da3307baa680', '0000', 1, 'start', 1, 'b90e415813d732cc9d56c43b3dd2bea77cb8488a1776f584af95d80059253ec2', '[]', 1, 't0', NULL, '2026-08-11 12:19:00.000000');
INSERT INTO "sheet" (id, public_id, site_code, client_id, form, version, definition_checksum, optional_items, episode_no, timepoint, session_no, created)
VALUES (3, '31ebfa449958b1bee3de2d76', '0000', 1, 'session', 1, 'dab5485daa68e5bf3ee7439fab9a135a00a2c8c5883c64af2b110debcb51dc08', '[]', 1, 's01', 1, '2026-08-13 09:26:00.000000');
INSERT INTO "sheet" (id, public_id, site_code, client_id, form, version, definition_checksum, optional_items, episode_no, timepoint, session_no, created)
VALUES (4, '9d32358743139fad7448fb86', '0000', 1, 'checkin', 1, '9a31a2f04a10b632f6ea1279f370136373aaa8ec0556f83bb5242a49d106fd49', '[]', 1, 's02', 2, '2026-09-02 15:16:00.000000');
INSERT INTO "sheet" (id, public_id, site_code, client_id, form, version, definition_checksum, optional_items, episode_no, timepoint, session_no, created)
VALUES (5, '5a116bd9161781fadddc611f', '0000', 1, 'session', 1, 'dab5485daa68e5bf3ee7439fab9a135a00a2c8c5883c64af2b110debcb51dc08', '[]', 1, 's02', 2, '2026-09-02 15:31:00.000000');
INSERT INTO "sheet" (id, public_id, site_code, client_id, form, version, definition_checksum, optional_items, episode_no, timepoint, session_no, created)
VALUES (6, 'a4e35f05e3c4bdf34e490247', '0000', 2, 'start', 1, 'b90e415813d732cc9d56c43b3dd2bea77cb8488a1776f584af95d80059253ec2', '[]', 1, 't0', NULL, '2026-09-05 15:36:00.000000');
INSERT INTO "sheet" (id, public_id, site_code, client_id, form, version, definition_checksum, optional_items, episode_no, timepoint, session_no, created)
VALUES (131, 'dcdea1775799461de05b175e', '0001', 15, 'session', 1, 'dab5485daa68e5bf3ee7439fab9a135a00a2c8c5883c64af2b110debcb51dc08', '[]', 1, 's05', 5, '2026-11-06 11:00:00.000000');
INSERT INTO "entry" (id, sheet_id, keying, texts, notes, entered_by, entered_at, replaces, reason, submission)
VALUES (1, 1, 1, '{"fill_date": "2026-08-10", "fill_mode": "4", "interpreter": "0", "form_language": "1", "since_buy": "1", "since_buy_n": "2", "since_main": "2", "urge_max_7d": "v", "confidence": "1", "mood_7d": "3", "talk_today_txt": "", "sess_understood": "9", "sess_topic": "2", "sess_useful": "6", "sess_change_txt": ""}', '{}', 1, '2026-08-10 08:40:00.000000', NULL, NULL, 'training 1');
INSERT INTO "entry" (id, sheet_id, keying, texts, notes, entered_by, entered_at, replaces, reason, submission)
VALUES (2, 2, 1, '{"fill_date": "", "fill_mode": "4", "interpreter": "0", "form_language": "1", "age_years": "45", "gender": "2", "rel_status": "3", "education": "3", "occupation": "6", "reason": "1 7", "goal_main": "1", "goal_main_txt": "", "main_behaviour": "1", "main_behaviour_txt": "", "buy_ever": "1", "buy_phys_30d_n": "02", "buy_phys_90d_n": "?", "buy_rem_30d_n": "", "buy_rem_90d_n": "1", "buy_12m_cat": "5", "main_days_30d": "4", "urge_max_7d": "8", "importance": "7", "confidence": "1", "trig": "0", "harm_rel": "2", "harm_work": "2", "harm_money": "1", "harm_health": "0", "harm_self": "1", "mood_2w": "3", "own_words_txt": ""}', '{}', 1, '2026-08-11 12:19:00.000000', NULL, NULL, 'training 2');
INSERT INTO "entry" (id, sheet_id, keying, texts, notes, entered_by, entered_at, replaces, reason, submission)
VALUES (3, 3, 1, '{"session_date": "20260810", "attended": "1", "mode": "1", "minutes_cat": "4", "participants": "1", "m": "6", "form_c_used": "2", "next_booked": "1"}', '{}', 1, '2026-08-13 09:26:00.000000', NULL, NULL, 'training 3');
INSERT INTO "entry" (id, sheet_id, keying, texts, notes, entered_by, entered_at, replaces, reason, submission)
VALUES (4, 4, 1, '{"fill_date": "2026-08-31", "fill_mode": "4", "interpreter": "0", "form_language": "1", "since_buy": "1", "since_buy_n": "1", "since_main": "1", "urge_max_7d": "7", "confidence": "2", "mood_7d": "3", "talk_today_txt": "", "sess_understood": "2", "sess_topic": "6", "sess_useful": "9", "sess_change_txt": ""}', '{}', 1, '2026-09-02 15:16:00.000000', NULL, NULL, 'training 4');
INSERT INTO "entry" (id, sheet_id, keying, texts, notes, entered_by, entered_at, replaces, reason, submission)
VALUES (131, 131, 1, '{"session_date": "20261105", "attended": "3", "mode": "", "minutes_cat": "", "participants": "", "m": "", "form_c_used": "", "next_booked": "0"}', '{}', 2, '2026-11-06 11:00:00.000000', NULL, NULL, 'training 131');
INSERT INTO "event" (sequence, at, user, site_code, action, subject, previous, chained)
VALUES (1, '2026-08-10 08:40:00.000000', 'övning', '0000', 'entered', '711cfb176f93370c69d3bb4f', '0000000000000000000000000000000000000000000000000000000000000000', 'b1cc0fbf04e59903042facd2d41c2cbe93b7e308fee94dd1d2d77d142c84311a');
INSERT INTO "event" (sequence, at, user, site_code, action, subject, previous, chained)
VALUES (2, '2026-08-11 12:19:00.000000', 'övning', '0000', 'entered', '38eff0990687da3307baa680', 'b1cc0fbf04e59903042facd2d41c2cbe93b7e308fee94dd1d2d77d142c84311a', '8abb36873b28a2755f4552400e8bc5460b27df024bd6f1f237589af1e28b3d1a');
INSERT INTO "event" (sequence, at, user, site_code, action, subject, previous, chained)
VALUES (3, '2026-08-13 09:26:00.000000', 'övning', '0000', 'entered', '31ebfa449958b1bee3de2d76', '8abb36873b28a2755f4552400e8bc5460b27df024bd6f1f237589af1e28b3d1a', '9cdb55507c9e47f8eef53e9428ef4380242d81efb313a7a9496bcaf96a3a37be');
INSERT INTO "event" (sequence, at, user, site_code, action, subject, previous, chained)
VALUES (4, '2026-09-02 15:16:00.000000', 'övning', '0000', 'entered', '9d32358743139fad7448fb86', '9cdb55507c9e47f8eef53e9428ef4380242d81efb313a7a9496bcaf96a3a37be', '83263e0d1ecaf52ba306a7e4489c7becd2ce93ddbe5df57b800407d901ebacc5');
INSERT INTO "event" (sequence, at, user, site_code, action, subject, previous, chained)
VALUES (5, '2026-09-02 15:31:00.000000', 'övning', '0000', 'entered', '5a116bd9161781fadddc611f', '83263e0d1ecaf52ba306a7e4489c7becd2ce93ddbe5df57b800407d901ebacc5', '09adae6e307301131f8f2bef9f31421f4995ee07854161117414896b6c40a03a');
INSERT INTO "event" (sequence, at, user, site_code, action, subject, previous, chained)
VALUES (6, '2026-09-05 15:36:00.000000', 'övning', '0000', 'entered', 'a4e35f05e3c4bdf34e490247', '09adae6e307301131f8f2bef9f31421f4995ee07854161117414896b6c40a03a', '369a84d747346e40dae71ab709a8ef19805af28f3e839660e6c6f52d14d52641');
INSERT INTO "event" (sequence, at, user, site_code, action, subject, previous, chained)
VALUES (7, '2026-09-06 09:33:00.000000', 'övning', '0000', 'entered', '66a3164b95d009956857142e', '369a84d747346e40dae71ab709a8ef19805af28f3e839660e6c6f52d14d52641', '31b4306bc5192fb1d474aff8c33d59a1c635d41d9df46972d7441b676de965ae');
INSERT INTO "event" (sequence, at, user, site_code, action, subject, previous, chained)
VALUES (8, '2026-09-06 14:00:00.000000', 'övning', '0000', 'entered', '6ccc3ba46b86b92377e0a679', '31b4306bc5192fb1d474aff8c33d59a1c635d41d9df46972d7441b676de965ae', 'ced418dd87a20a7f4cb352382d62b3c92781457c26c2a8035d9a7a9daca28289');
INSERT INTO "event" (sequence, at, user, site_code, action, subject, previous, chained)
VALUES (9, '2026-09-07 09:04:00.000000', 'övning', '0000', 'entered', '5c2e9404698933efa44695ce', 'ced418dd87a20a7f4cb352382d62b3c92781457c26c2a8035d9a7a9daca28289', '56ee2165b8d36b02204351cde4e5b23c90cd31c877c284c1388c8eedbe3271b5');
INSERT INTO "event" (sequence, at, user, site_code, action, subject, previous, chained)
VALUES (10, '2026-09-08 09:02:00.000000', 'övning', '0000', 'entered', '589604878706388fe07afe82', '56ee2165b8d36b02204351cde4e5b23c90cd31c877c284c1388c8eedbe3271b5', '36983008bf4ad2f6737d6f5c051005352521199017c0e1f4f9eccbbad7c3fc7b');
INSERT INTO "event" (sequence, at, user, site_code, action, subject, previous, chained)
VALUES (11, '2026-09-08 13:09:00.000000', 'övning', '0000', 'entered', 'c669a501c37be8cc35bdfaa0', '36983008bf4ad2f6737d6f5c051005352521199017c0e1f4f9eccbbad7c3fc7b', '61bf966fa1e27215d5c50c91ae13b46ea21a9d35356f48d0cfebcc6c27cd4f99');
INSERT INTO "event" (sequence, at, user, site_code, action, subject, previous, chained)
VALUES (12, '2026-09-08 13:56:00.000000', 'övning', '0000', 'entered', '8fa0f0ee25048eaa62fa9f1d', '61bf966fa1e27215d5c50c91ae13b46ea21a9d35356f48d0cfebcc6c27cd4f99', '2d552e13d42212f7fdb9fb2dd993299161f220085d33cf9e57f3ffe3dd2bef99');
CREATE INDEX ix_issued_code_batch_id ON issued_code (batch_id);
CREATE INDEX ix_sheet_site_code ON sheet (site_code);
CREATE INDEX ix_entry_sheet_id ON entry (sheet_id);
CREATE UNIQUE INDEX uq_entry_first ON entry (sheet_id, keying) WHERE replaces IS NULL;
CREATE TRIGGER entry_kept BEFORE UPDATE ON entry BEGIN SELECT RAISE(ABORT, 'entry is never changed'); END;
CREATE TRIGGER entry_stays BEFORE DELETE ON entry BEGIN SELECT RAISE(ABORT, 'entry is never removed'); END;
CREATE TRIGGER event_kept BEFORE UPDATE ON event BEGIN SELECT RAISE(ABORT, 'event is never changed'); END;
CREATE TRIGGER event_stays BEFORE DELETE ON event BEGIN SELECT RAISE(ABORT, 'event is never removed'); END;
INSERT INTO "label_batch" (id, site_code, issued_by, issued_at)
VALUES (1, '0000', 1, '2026-03-09 12:30:00.000000');
INSERT INTO "issued_code" (code, batch_id)
VALUES ('XX0001A', 1);
INSERT INTO "link_token" (token_hash, user_id, created, revoked)
VALUES ('abababababababababababababababababababababababababababababababab', 1, '2026-03-09 12:30:00.000000', '2026-03-09 12:30:00.000000');
INSERT INTO "sign_in" (token_hash, user_id, created, last_seen, revoked)
VALUES ('cdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcd', 1, '2026-03-09 12:30:00.000000', '2026-03-09 12:30:00.000000', NULL);
