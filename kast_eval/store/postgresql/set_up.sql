-- What whoever runs the server runs once, as a superuser, before kast_eval is pointed to it:
--
--   psql --set ON_ERROR_STOP=1 --file set_up.sql
--   psql --command '\password kast_eval'
--
-- The server itself must have data checksums (initdb --data-checksums, or pg_checksums --enable
-- on a server that is stopped) and fsync and full_page_writes on, as they are from the start.
-- Another name of the database: --set database=NAME. Another account: --set account=NAME.

\if :{?database} \else
    \set database kast_eval
\endif
\if :{?account} \else
    \set account kast_eval
\endif

-- Owns the tables and changes them when the program is upgraded.
CREATE ROLE :"account" LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS;

-- What the program works as: it owns nothing, and row-level security binds it.
SELECT NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'kast_eval_work') AS missing \gset
\if :missing
    CREATE ROLE kast_eval_work NOLOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS;
\endif
GRANT kast_eval_work TO :"account";

-- The order of texts is that of their letters' numbers, as in SQLite, and never changes.
CREATE DATABASE :"database" OWNER :"account" TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C';
REVOKE ALL ON DATABASE :"database" FROM PUBLIC;
GRANT CONNECT ON DATABASE :"database" TO :"account";

-- The log of the server holds no answer, code or name.
ALTER DATABASE :"database" SET log_error_verbosity = 'terse';
ALTER DATABASE :"database" SET log_parameter_max_length = 0;
ALTER DATABASE :"database" SET log_parameter_max_length_on_error = 0;
