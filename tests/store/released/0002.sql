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
INSERT INTO "alembic_version" (version_num)
VALUES ('0002');
INSERT INTO "store_info" (id, training, created)
VALUES (1, 1, '2026-11-22 04:10:18.380947');
INSERT INTO "user" (id, name, created)
VALUES (1, 'övning', '2026-11-22 04:10:19.255315');
INSERT INTO "user" (id, name, created)
VALUES (2, 'grannen', '2026-11-22 04:10:19.255315');
INSERT INTO "event" (sequence, at, user, site_code, action, subject, previous, chained)
VALUES (1, '2025-08-03 09:06:00.000000', 'övning', '0000', 'entered', 'a7115d8298d0d61b4bda748d', '0000000000000000000000000000000000000000000000000000000000000000', 'e03dceff338a6d60bc11dbe1f734a2d49c01462e188fbee78cbb672da7ef1fad');
INSERT INTO "event" (sequence, at, user, site_code, action, subject, previous, chained)
VALUES (2, '2025-08-03 14:31:00.000000', 'övning', '0000', 'entered', 'e67eac60cc2717aa61aef6e8', 'e03dceff338a6d60bc11dbe1f734a2d49c01462e188fbee78cbb672da7ef1fad', 'f3bb9de50acdf73d9e161281c06ac4ec7be5774feb1e49915fdc45b5c2e0379a');
INSERT INTO "event" (sequence, at, user, site_code, action, subject, previous, chained)
VALUES (3, '2025-08-05 09:30:00.000000', 'övning', '0000', 'entered', 'ebbbafa38e058000e1c9ad54', 'f3bb9de50acdf73d9e161281c06ac4ec7be5774feb1e49915fdc45b5c2e0379a', '397a3218c460b24d4c79e059843628193d08684d274ec6577e5120b13e760bfc');
INSERT INTO "event" (sequence, at, user, site_code, action, subject, previous, chained)
VALUES (4, '2025-08-05 15:40:00.000000', 'övning', '0000', 'entered', '4ac7d51da3faeafe352c1021', '397a3218c460b24d4c79e059843628193d08684d274ec6577e5120b13e760bfc', '7fad5fdd046fa23d9c597707b7fedfe594e84a800cf61a641f0a51ce25ef48fd');
INSERT INTO "event" (sequence, at, user, site_code, action, subject, previous, chained)
VALUES (5, '2025-08-08 14:00:00.000000', 'övning', '0000', 'entered', 'd1cd695cac0a412e0b255246', '7fad5fdd046fa23d9c597707b7fedfe594e84a800cf61a641f0a51ce25ef48fd', '21fe294aa064902c9b0a4a03b547ec333e0c050bc8dd3b26736dc9b7e9fd9724');
INSERT INTO "event" (sequence, at, user, site_code, action, subject, previous, chained)
VALUES (6, '2025-08-09 13:20:00.000000', 'övning', '0000', 'entered', '97bf21ffeb6139095d7a9113', '21fe294aa064902c9b0a4a03b547ec333e0c050bc8dd3b26736dc9b7e9fd9724', 'a9e57e7c36e024ab3981feb396515e3e05943895e96cb411496e8d53b7a6e6b0');
INSERT INTO "event" (sequence, at, user, site_code, action, subject, previous, chained)
VALUES (7, '2025-08-10 08:39:00.000000', 'övning', '0000', 'entered', 'c299fa7a7296d712386fc3bd', 'a9e57e7c36e024ab3981feb396515e3e05943895e96cb411496e8d53b7a6e6b0', 'b80fa81a9cecf44543b6d9fa5f6a70943bdb17df8405c4244746e8e60224def9');
INSERT INTO "event" (sequence, at, user, site_code, action, subject, previous, chained)
VALUES (8, '2025-08-10 11:15:00.000000', 'övning', '0000', 'entered', 'e1149f92313be147bbe299d2', 'b80fa81a9cecf44543b6d9fa5f6a70943bdb17df8405c4244746e8e60224def9', '63267547422f2e043c0376a061f0681e1d6b9c90ee3c96ff8f15b165df2c8b34');
INSERT INTO "event" (sequence, at, user, site_code, action, subject, previous, chained)
VALUES (9, '2025-08-10 15:13:00.000000', 'övning', '0000', 'entered', '4259ed3591ffea5805f0f80f', '63267547422f2e043c0376a061f0681e1d6b9c90ee3c96ff8f15b165df2c8b34', '4816e9f6a6771fcc1c9fcf934e213df2b4ad513320122afd00849c7a0a1e5893');
INSERT INTO "event" (sequence, at, user, site_code, action, subject, previous, chained)
VALUES (10, '2025-08-11 08:44:00.000000', 'övning', '0000', 'entered', '4014d273396ca0c8bcd9e9c2', '4816e9f6a6771fcc1c9fcf934e213df2b4ad513320122afd00849c7a0a1e5893', 'ada6d1ce04eeb8c8d1dde9f7490167e844fd49735da735c240512a549b9d1de5');
INSERT INTO "event" (sequence, at, user, site_code, action, subject, previous, chained)
VALUES (11, '2025-08-13 13:48:00.000000', 'övning', '0000', 'entered', 'e2baa8bf2db55b00f2e71a08', 'ada6d1ce04eeb8c8d1dde9f7490167e844fd49735da735c240512a549b9d1de5', '552ad1ca768c66038e37f3c88fd113398d1e2de5bafc6831e72ec03efc35ee77');
INSERT INTO "event" (sequence, at, user, site_code, action, subject, previous, chained)
VALUES (12, '2025-08-23 08:23:00.000000', 'övning', '0000', 'entered', '7b4c4f65c38c9a5511053bc2', '552ad1ca768c66038e37f3c88fd113398d1e2de5bafc6831e72ec03efc35ee77', 'f8d5509026ae7b48caa92eb3a2d8f978e807d3016573aed65798c0987d0243b3');
INSERT INTO "site" (code, name, letters, relative_letters, in_study, training)
VALUES ('0000', 'Övningsmottagningen', 'XX', 'RX', 0, 1);
INSERT INTO "site" (code, name, letters, relative_letters, in_study, training)
VALUES ('0001', 'Grannmottagningen', 'XY', 'RY', 0, 1);
INSERT INTO "client" (id, site_code, code, person_type, first_seen)
VALUES (1, '0000', 'XX9670S', 2, '2025-08-03 09:06:00.000000');
INSERT INTO "client" (id, site_code, code, person_type, first_seen)
VALUES (2, '0000', 'XX6341Z', 1, '2025-08-08 14:00:00.000000');
INSERT INTO "client" (id, site_code, code, person_type, first_seen)
VALUES (20, '0001', 'XY2607E', 1, '2026-10-13 11:31:00.000000');
INSERT INTO "role_at_site" (user_id, site_code, role)
VALUES (1, '0000', 'lead');
INSERT INTO "role_at_site" (user_id, site_code, role)
VALUES (1, '0000', 'researcher');
INSERT INTO "role_at_site" (user_id, site_code, role)
VALUES (2, '0001', 'lead');
INSERT INTO "role_at_site" (user_id, site_code, role)
VALUES (2, '0001', 'researcher');
INSERT INTO "sheet" (id, public_id, site_code, client_id, form, version, definition_checksum, optional_items, episode_no, timepoint, number, created)
VALUES (1, 'a7115d8298d0d61b4bda748d', '0000', 1, 'session', 1, 'dab5485daa68e5bf3ee7439fab9a135a00a2c8c5883c64af2b110debcb51dc08', '[]', 1, 's01', 1, '2025-08-03 09:06:00.000000');
INSERT INTO "sheet" (id, public_id, site_code, client_id, form, version, definition_checksum, optional_items, episode_no, timepoint, number, created)
VALUES (2, 'e67eac60cc2717aa61aef6e8', '0000', 1, 'start', 1, 'fa1eecbaf363919a5c26bb956f3bdc3ad7d632275bccdf98ddab6c528ffe14fe', '[]', 1, 't0', NULL, '2025-08-03 14:31:00.000000');
INSERT INTO "sheet" (id, public_id, site_code, client_id, form, version, definition_checksum, optional_items, episode_no, timepoint, number, created)
VALUES (3, 'ebbbafa38e058000e1c9ad54', '0000', 1, 'start_staff', 1, 'df71630ca42bc17fdfd290484e1fc84b3bfcfece8826422b892e2ac87c0aa7c9', '[]', 1, 't0', NULL, '2025-08-05 09:30:00.000000');
INSERT INTO "sheet" (id, public_id, site_code, client_id, form, version, definition_checksum, optional_items, episode_no, timepoint, number, created)
VALUES (4, '4ac7d51da3faeafe352c1021', '0000', 1, 'checkin', 1, 'b3919525a09eb53d7cbad2d1bf3aca251fc55edc1ed1f802252e6b753e704296', '["confidence", "sess_change_txt", "sess_topic", "sess_understood", "sess_useful", "talk_today_txt"]', 1, 's01', 1, '2025-08-05 15:40:00.000000');
INSERT INTO "sheet" (id, public_id, site_code, client_id, form, version, definition_checksum, optional_items, episode_no, timepoint, number, created)
VALUES (5, 'd1cd695cac0a412e0b255246', '0000', 2, 'start_staff', 1, 'df71630ca42bc17fdfd290484e1fc84b3bfcfece8826422b892e2ac87c0aa7c9', '[]', 1, 't0', NULL, '2025-08-08 14:00:00.000000');
INSERT INTO "sheet" (id, public_id, site_code, client_id, form, version, definition_checksum, optional_items, episode_no, timepoint, number, created)
VALUES (6, '97bf21ffeb6139095d7a9113', '0000', 2, 'checkin', 1, 'b3919525a09eb53d7cbad2d1bf3aca251fc55edc1ed1f802252e6b753e704296', '["confidence", "sess_change_txt", "sess_topic", "sess_understood", "sess_useful", "talk_today_txt"]', 1, 's01', 1, '2025-08-09 13:20:00.000000');
INSERT INTO "sheet" (id, public_id, site_code, client_id, form, version, definition_checksum, optional_items, episode_no, timepoint, number, created)
VALUES (252, '5c34be8ee4a7b826f3dcb6a7', '0001', NULL, 'contact_log', 1, '6b6a86bdc96e288c466ab030109884699f353058990ecc8a0d810b1c9de78aad', '[]', 1, 'r0024', 24, '2026-11-20 14:45:00.000000');
INSERT INTO "entry" (id, sheet_id, keying, texts, notes, entered_by, entered_at, replaces, reason, submission)
VALUES (1, 1, 1, '{"session_date": "20250803", "attended": "1", "mode": "1", "minutes_cat": "4", "participants": "1", "m": "1 2 3 4 5 6 7 8 9 10 11", "form_c_used": "1", "next_booked": "1"}', '{}', 1, '2025-08-03 09:06:00.000000', NULL, NULL, 'training 1');
INSERT INTO "entry" (id, sheet_id, keying, texts, notes, entered_by, entered_at, replaces, reason, submission)
VALUES (2, 2, 1, '{"fill_date": "2025-08-03", "fill_mode": "1", "interpreter": "0", "form_language": "1", "age_years": "37", "gender": "2", "rel_status": "3", "education": "", "reason": "0", "goal_main": "3", "goal_main_txt": "", "main_behaviour": "4|5", "main_behaviour_txt": "", "buy_ever": "0", "buy_phys_30d_n": "", "buy_phys_90d_n": "", "buy_rem_30d_n": "", "buy_rem_90d_n": "", "buy_12m_cat": "", "main_days_30d": "7", "urge_max_7d": "8", "importance": "8", "confidence": "0", "trig": "", "harm_rel": "3", "harm_work": "1", "harm_money": "4", "harm_health": "3", "harm_self": "3", "mood_2w": "0"}', '{}', 1, '2025-08-03 14:31:00.000000', NULL, NULL, 'training 2');
INSERT INTO "entry" (id, sheet_id, keying, texts, notes, entered_by, entered_at, replaces, reason, submission)
VALUES (3, 3, 1, '{"fill_date": "2025-08-03", "first_contact_date": "2025-07-31", "first_contact_mode": "97", "ref_source": "8", "ref_source_txt": "", "residence_cat": "3", "anonymous_client": "0", "incl_buyer": "1", "planned_sessions_cat": "1", "acute_risk_handled": "0", "start_form_offered": "0", "consent_research": "2", "consent_version": "", "consent_date": ""}', '{}', 1, '2025-08-05 09:30:00.000000', NULL, NULL, 'training 3');
INSERT INTO "entry" (id, sheet_id, keying, texts, notes, entered_by, entered_at, replaces, reason, submission)
VALUES (4, 4, 1, '{"fill_date": "2025-08-03", "fill_mode": "1", "interpreter": "0", "form_language": "1", "since_buy": "", "since_buy_n": "", "since_main": "2", "urge_max_7d": "8", "confidence": "0", "mood_7d": "0|1", "talk_today_txt": "", "sess_understood": "6", "sess_topic": "6", "sess_useful": "2", "sess_change_txt": ""}', '{}', 1, '2025-08-05 15:40:00.000000', NULL, NULL, 'training 4');
INSERT INTO "entry" (id, sheet_id, keying, texts, notes, entered_by, entered_at, replaces, reason, submission)
VALUES (252, 252, 1, '{"contact_date": "20261119", "first_contact_mode": "4", "contact_by": "3", "ref_source": "8", "contact_adult": "1", "eligible_cat": "6", "start_form_offered": "0", "consent_research": "3", "contact_outcome": "4"}', '{}', 2, '2026-11-20 14:45:00.000000', NULL, NULL, 'training 252');
CREATE INDEX ix_issued_code_batch_id ON issued_code (batch_id);
CREATE INDEX ix_entry_sheet_id ON entry (sheet_id);
CREATE UNIQUE INDEX uq_entry_first ON entry (sheet_id, keying) WHERE replaces IS NULL;
CREATE INDEX ix_sheet_site_code ON sheet (site_code);
CREATE UNIQUE INDEX uq_sheet_of_clinic ON sheet (site_code, form, timepoint) WHERE client_id IS NULL;
CREATE INDEX ix_site_items_site_code ON site_items (site_code);
CREATE TRIGGER entry_kept BEFORE UPDATE ON entry BEGIN SELECT RAISE(ABORT, 'entry is never changed'); END;
CREATE TRIGGER entry_stays BEFORE DELETE ON entry BEGIN SELECT RAISE(ABORT, 'entry is never removed'); END;
CREATE TRIGGER event_kept BEFORE UPDATE ON event BEGIN SELECT RAISE(ABORT, 'event is never changed'); END;
CREATE TRIGGER event_stays BEFORE DELETE ON event BEGIN SELECT RAISE(ABORT, 'event is never removed'); END;
CREATE TRIGGER site_items_kept BEFORE UPDATE ON site_items BEGIN SELECT RAISE(ABORT, 'site_items is never changed'); END;
CREATE TRIGGER site_items_stays BEFORE DELETE ON site_items BEGIN SELECT RAISE(ABORT, 'site_items is never removed'); END;
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
