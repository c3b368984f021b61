/// What a database is given before Bulkhead uses it: roles, and functions that make and change what a compartment has.
///
/// The log-ins of the application own nothing and define nothing. Logs are written by a function that only appends, tables of views are made by one
/// that always guards them by row-level security: both run as the owner (`SECURITY DEFINER`), a role without log-in. So the application
/// needs no administrator's secret when a view changes, and cannot make a table that lacks the guard. Each function fixes its search path and checks the names that
/// it is given.
enum PreparationScript {
    /// The version of what this script makes. 2: words of a search are kept with the column that they stand in.
    static let version = 2
    /// The layout of a log, which that of views may leave as it is.
    static let logVersion = 1

    /// The whole script, one transaction. Running it again changes nothing but what a newer version changes.
    static func text(_ roles: PostgreSQLRoles, verifiers: [(login: String, verifier: String)]) -> String {
        let owner = quoted(roles.owner)
        let writer = quoted(roles.writer)
        let reader = quoted(roles.reader)
        let passwords = verifiers.map { "ALTER ROLE \(quoted($0.login)) PASSWORD \(literal($0.verifier));" }
        return """
            BEGIN;
            SELECT pg_advisory_xact_lock(hashtextextended('bulkhead prepare', 0));
            DO $roles$
            DECLARE name text;
            BEGIN
                FOREACH name IN ARRAY ARRAY[\(literal(roles.owner)), \(literal(roles.writer)), \(literal(roles.reader))] LOOP
                    IF NOT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = name) THEN
                        EXECUTE format('CREATE ROLE %I', name);
                    END IF;
                END LOOP;
                IF (SELECT rolsuper FROM pg_catalog.pg_roles WHERE rolname = current_user) THEN
                    ALTER ROLE \(owner) NOSUPERUSER NOBYPASSRLS NOREPLICATION;
                    ALTER ROLE \(writer) NOSUPERUSER NOBYPASSRLS NOREPLICATION;
                    ALTER ROLE \(reader) NOSUPERUSER NOBYPASSRLS NOREPLICATION;
                END IF;
                EXECUTE format('REVOKE ALL ON DATABASE %I FROM PUBLIC', current_database());
                EXECUTE format('GRANT CONNECT, CREATE ON DATABASE %I TO \(owner)', current_database());
                EXECUTE format('GRANT CONNECT ON DATABASE %I TO \(writer), \(reader)', current_database());
            END $roles$;
            ALTER ROLE \(owner) NOLOGIN NOINHERIT NOCREATEDB NOCREATEROLE;
            ALTER ROLE \(writer) LOGIN NOINHERIT NOCREATEDB NOCREATEROLE;
            ALTER ROLE \(reader) LOGIN NOINHERIT NOCREATEDB NOCREATEROLE;
            \(passwords.joined(separator: "\n"))
            GRANT \(owner) TO CURRENT_USER;
            SET LOCAL ROLE \(owner);
            CREATE SCHEMA IF NOT EXISTS bulkhead;
            GRANT USAGE ON SCHEMA bulkhead TO \(writer), \(reader);
            CREATE TABLE IF NOT EXISTS bulkhead.store
                (one boolean PRIMARY KEY DEFAULT true CHECK (one), version bigint NOT NULL, writer text NOT NULL, reader text NOT NULL);
            GRANT SELECT ON bulkhead.store TO \(writer), \(reader);
            INSERT INTO bulkhead.store (version, writer, reader)
                VALUES (\(version), \(literal(roles.writer)), \(literal(roles.reader)))
                ON CONFLICT (one) DO UPDATE SET version = EXCLUDED.version, writer = EXCLUDED.writer, reader = EXCLUDED.reader;
            \(PreparationFunctions.text)
            REVOKE ALL ON ALL FUNCTIONS IN SCHEMA bulkhead FROM PUBLIC;
            GRANT EXECUTE ON FUNCTION bulkhead.make_log(text), bulkhead.make_keys(text), bulkhead.make_views(text, text),
                bulkhead.drop_views(text), bulkhead.rewrite(text, text) TO \(writer);
            RESET ROLE;
            REVOKE \(owner) FROM CURRENT_USER;
            COMMIT;
            """
    }

    /// A name in quotes.
    static func quoted(_ name: String) -> String {
        "\"" + name.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
    }

    /// A text as a literal; names of roles and verifiers alone are written so.
    private static func literal(_ text: String) -> String {
        "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''") + "'"
    }
}
