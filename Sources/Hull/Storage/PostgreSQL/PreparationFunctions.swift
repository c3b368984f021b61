/// The functions that make what a compartment has, in PL/pgSQL.
enum PreparationFunctions {
    static var text: String { names + "\n" + log + "\n" + logFunctions + "\n" + keys + "\n" + views + "\n" + tables }

    private static let names = #"""
        CREATE OR REPLACE FUNCTION bulkhead.check_name(name text) RETURNS void
        LANGUAGE plpgsql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $check$
        BEGIN
            IF name IS NULL OR name !~ '^[a-z][a-z0-9_]{0,39}$' OR name LIKE 'pg\_%' THEN
                RAISE EXCEPTION 'a name that PostgreSQL does not take' USING ERRCODE = 'BH002';
            END IF;
        END $check$;

        -- Writes a table anew, so that nothing of rows that were erased is left in its file.
        CREATE OR REPLACE FUNCTION bulkhead.rewrite(compartment text, kind text) RETURNS void
        LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $rewrite$
        BEGIN
            PERFORM bulkhead.check_name(compartment);
            IF kind = 'log' THEN
                EXECUTE format('CLUSTER %I.entry USING entry_pkey', compartment || '_log');
            ELSE
                EXECUTE format('CLUSTER %I.data_key USING data_key_pkey', compartment || '_keys');
            END IF;
        END $rewrite$;
        """#

    private static let log = #"""
        CREATE OR REPLACE FUNCTION bulkhead.make_log(compartment text) RETURNS void
        LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $make$
        DECLARE
            place text := compartment || '_log';
            writer text := (SELECT store.writer FROM bulkhead.store);
        BEGIN
            PERFORM bulkhead.check_name(compartment);
            PERFORM pg_advisory_xact_lock(hashtextextended('bulkhead make ' || place, 0));
            IF EXISTS (SELECT FROM pg_namespace WHERE nspname = place) THEN RETURN; END IF;
            EXECUTE format('CREATE SCHEMA %I', place);
            EXECUTE format('CREATE TABLE %I.head (one boolean PRIMARY KEY DEFAULT true CHECK (one), version bigint NOT NULL, '
                'size bigint NOT NULL CHECK (size >= 0), first bigint NOT NULL CHECK (first BETWEEN 0 AND size), checkpoint bytea) '
                'WITH (fillfactor = 10)', place);
            EXECUTE format('INSERT INTO %I.head (version, size, first) VALUES (1, 0, 0)', place);
            EXECUTE format('CREATE TABLE %I.entry (sequence bigint CONSTRAINT entry_pkey PRIMARY KEY, entry bytea NOT NULL, '
                'payload bytea, key bytea NOT NULL, command bytea CONSTRAINT entry_command UNIQUE)', place);
            EXECUTE format('CREATE TABLE %I.tile (level bigint, index bigint, bytes bytea NOT NULL, PRIMARY KEY (level, index))', place);
            EXECUTE format('CREATE TABLE %I.checkpoint (size bigint PRIMARY KEY, note bytea NOT NULL)', place);
            -- What is sealed does not get smaller.
            EXECUTE format('ALTER TABLE %I.entry ALTER entry SET STORAGE EXTERNAL, ALTER payload SET STORAGE EXTERNAL', place);
            EXECUTE format('ALTER TABLE %I.tile ALTER bytes SET STORAGE EXTERNAL', place);
            PERFORM bulkhead.make_log_functions(place);
            EXECUTE format('REVOKE ALL ON ALL FUNCTIONS IN SCHEMA %I FROM PUBLIC', place);
            EXECUTE format('GRANT USAGE ON SCHEMA %I TO %I', place, writer);
            EXECUTE format('GRANT SELECT ON ALL TABLES IN SCHEMA %I TO %I', place, writer);
            EXECUTE format('GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA %I TO %I', place, writer);
        END $make$;
        """#

    /// Each log has functions of its own, so that the server keeps their statements planned.
    private static let logFunctions = #"""
        CREATE OR REPLACE FUNCTION bulkhead.make_log_functions(place text) RETURNS void
        LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $make$
        BEGIN
            EXECUTE format($body$
                CREATE FUNCTION %1$I.append(expected bigint, entries bytea[], payloads bytea[], keys bytea[], commands bytea[],
                    levels bigint[], indexes bigint[], tiles bytea[], signed bytea) RETURNS void
                LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $append$
                BEGIN
                    UPDATE %1$I.head SET size = expected + cardinality(entries), checkpoint = signed WHERE head.size = expected;
                    IF NOT FOUND THEN RAISE EXCEPTION 'another size' USING ERRCODE = 'BH001'; END IF;
                    INSERT INTO %1$I.entry (sequence, entry, payload, key, command)
                        SELECT expected + new.place - 1, new.entry, new.payload, new.key, new.command
                        FROM unnest(entries, payloads, keys, commands) WITH ORDINALITY AS new (entry, payload, key, command, place);
                    IF cardinality(tiles) > 0 THEN
                        INSERT INTO %1$I.tile (level, index, bytes) SELECT * FROM unnest(levels, indexes, tiles);
                    END IF;
                    INSERT INTO %1$I.checkpoint (size, note) VALUES (expected + cardinality(entries), signed)
                        ON CONFLICT (size) DO UPDATE SET note = EXCLUDED.note;
                END $append$
                $body$, place);
            EXECUTE format($body$
                CREATE FUNCTION %1$I.erase(sealing bytea) RETURNS bigint
                LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $erase$
                DECLARE erased bigint;
                BEGIN
                    PERFORM FROM %1$I.head FOR UPDATE;
                    UPDATE %1$I.entry SET payload = NULL WHERE entry.key = sealing AND payload IS NOT NULL;
                    GET DIAGNOSTICS erased = ROW_COUNT;
                    RETURN erased;
                END $erase$
                $body$, place);
            EXECUTE format($body$
                CREATE FUNCTION %1$I.prune(beginning bigint) RETURNS void
                LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $prune$
                BEGIN
                    UPDATE %1$I.head SET first = greatest(head.first, beginning) WHERE head.size >= beginning;
                    IF NOT FOUND THEN RAISE EXCEPTION 'beyond the log' USING ERRCODE = '22003'; END IF;
                    DELETE FROM %1$I.entry WHERE sequence < beginning;
                END $prune$
                $body$, place);
        END $make$;
        """#

    private static let keys = #"""
        CREATE OR REPLACE FUNCTION bulkhead.make_keys(compartment text) RETURNS void
        LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $make$
        DECLARE
            place text := compartment || '_keys';
            writer text := (SELECT store.writer FROM bulkhead.store);
        BEGIN
            PERFORM bulkhead.check_name(compartment);
            PERFORM pg_advisory_xact_lock(hashtextextended('bulkhead make ' || place, 0));
            IF EXISTS (SELECT FROM pg_namespace WHERE nspname = place) THEN RETURN; END IF;
            EXECUTE format('CREATE SCHEMA %I', place);
            EXECUTE format('CREATE TABLE %I.data_key (id bytea CONSTRAINT data_key_pkey PRIMARY KEY, '
                'scope text COLLATE "C" NOT NULL, wrapped bytea)', place);
            EXECUTE format('GRANT USAGE ON SCHEMA %I TO %I', place, writer);
            EXECUTE format('GRANT SELECT, INSERT, UPDATE (wrapped) ON %I.data_key TO %I', place, writer);
        END $make$;
        """#

    private static let views = #"""
        CREATE OR REPLACE FUNCTION bulkhead.drop_views(compartment text) RETURNS void
        LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $drop$
        DECLARE place text := compartment || '_views';
        BEGIN
            PERFORM bulkhead.check_name(compartment);
            PERFORM pg_advisory_xact_lock(hashtextextended('bulkhead make ' || place, 0));
            IF EXISTS (SELECT FROM pg_namespace WHERE nspname = place) THEN
                EXECUTE format('DROP SCHEMA %I CASCADE', place);
            END IF;
        END $drop$;

        -- Makes the tables that a definition names, where they are not there already. Tables are unlogged: what is in clear reaches no
        -- write-ahead log, no standby and no base backup; after a crash they are empty, with the cursor, and are made again from the log.
        CREATE OR REPLACE FUNCTION bulkhead.make_views(compartment text, definition text) RETURNS void
        LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $make$
        DECLARE
            place text := compartment || '_views';
            logins bulkhead.store;
            made text;
            part jsonb;
        BEGIN
            PERFORM bulkhead.check_name(compartment);
            PERFORM pg_advisory_xact_lock(hashtextextended('bulkhead make ' || place, 0));
            IF to_regclass(format('%I.%I', place, '$definition')) IS NOT NULL THEN
                EXECUTE format('SELECT text FROM %I."$definition"', place) INTO made;
                IF made = definition THEN RETURN; END IF;
            END IF;
            IF EXISTS (SELECT FROM pg_namespace WHERE nspname = place) THEN
                EXECUTE format('DROP SCHEMA %I CASCADE', place);
            END IF;
            SELECT * INTO logins FROM bulkhead.store;
            EXECUTE format('CREATE SCHEMA %I', place);
            EXECUTE format('CREATE TABLE %I."$definition" (text text NOT NULL)', place);
            EXECUTE format('INSERT INTO %I."$definition" VALUES ($1)', place) USING definition;
            EXECUTE format('CREATE UNLOGGED TABLE %I."$cursor" (one boolean PRIMARY KEY DEFAULT true CHECK (one), next bigint NOT NULL)',
                place);
            EXECUTE format('GRANT USAGE ON SCHEMA %I TO %I, %I', place, logins.writer, logins.reader);
            EXECUTE format('GRANT SELECT ON %I."$definition" TO %I', place, logins.writer);
            EXECUTE format('GRANT SELECT, INSERT, UPDATE ON %I."$cursor" TO %I', place, logins.writer);
            EXECUTE format($body$
                CREATE FUNCTION %1$I."$advance"(here bigint, there bigint) RETURNS void
                LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $advance$
                BEGIN
                    UPDATE %1$I."$cursor" SET next = there WHERE next = here;
                    IF FOUND THEN RETURN; END IF;
                    IF here <> 0 OR EXISTS (SELECT FROM %1$I."$cursor") THEN
                        RAISE EXCEPTION 'another cursor' USING ERRCODE = 'BH001';
                    END IF;
                    INSERT INTO %1$I."$cursor" (next) VALUES (there);
                END $advance$
                $body$, place);
            EXECUTE format('REVOKE ALL ON FUNCTION %I."$advance"(bigint, bigint) FROM PUBLIC', place);
            EXECUTE format('GRANT EXECUTE ON FUNCTION %I."$advance"(bigint, bigint) TO %I', place, logins.writer);
            -- Tables with labels first: policies of parts speak of them.
            FOR part IN SELECT value FROM jsonb_array_elements(definition::jsonb -> 'tables') ORDER BY value ? 'label' DESC LOOP
                PERFORM bulkhead.make_table(compartment, part, logins);
            END LOOP;
        END $make$;
        """#

    private static let tables = #"""
        CREATE OR REPLACE FUNCTION bulkhead.column_list(names jsonb, form text) RETURNS text
        LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $list$
            SELECT string_agg(format(form, value), ', ' ORDER BY place)
            FROM jsonb_array_elements_text(names) WITH ORDINALITY AS item (value, place)
        $list$;

        CREATE OR REPLACE FUNCTION bulkhead.make_table(compartment text, part jsonb, logins bulkhead.store) RETURNS void
        LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $make$
        DECLARE
            place text := compartment || '_views';
            label text := part ->> 'label';
            name text := part ->> 'name';
            key text := bulkhead.column_list(part -> 'key', '%I NULLS FIRST');
            -- The labels that a transaction admits; none where nothing was said. The setting bears the name of the compartment, so that what
            -- is admitted in one says nothing in another. In a SELECT, so that it is read once for a query and not for each row.
            setting text := format('current_setting(%L, true)', 'bulkhead.labels_' || compartment);
            admits text;
            list jsonb;
        BEGIN
            PERFORM bulkhead.check_name(part ->> 'name');
            PERFORM bulkhead.check_name(value ->> 'name') FROM jsonb_array_elements(part -> 'columns');
            EXECUTE format('CREATE UNLOGGED TABLE %I.%I (%s, PRIMARY KEY (%s))', place, name,
                (SELECT string_agg(format('%I %s %s', value ->> 'name',
                    CASE value ->> 'type' WHEN 'integer' THEN 'bigint' WHEN 'real' THEN 'double precision'
                        WHEN 'text' THEN 'text COLLATE "C"' WHEN 'truth' THEN 'boolean' WHEN 'bytes' THEN 'bytea'
                        WHEN 'json' THEN 'jsonb' END,
                    CASE WHEN (value ->> 'nullable')::boolean THEN '' ELSE 'NOT NULL' END), ', ' ORDER BY number)
                    FROM jsonb_array_elements(part -> 'columns') WITH ORDINALITY AS item (value, number)),
                bulkhead.column_list(part -> 'key', '%I'));
            FOR list IN SELECT value FROM jsonb_array_elements(part -> 'indexes') LOOP
                -- The writer looks up in all labels, everyone else in one after the other: so hidden rows cost nothing. Readers ask for absent
                -- values first. The writer's index and that of the key have them last, so that the planner cannot take their order for
                -- the one asked for, and walk through rows of all labels.
                EXECUTE format('CREATE INDEX ON %I.%I (%s)', place, name, bulkhead.column_list(list, '%I'));
                IF label IS NOT NULL THEN
                    EXECUTE format('CREATE INDEX ON %I.%I (%I, %s, %s)', place, name, label,
                        bulkhead.column_list(list, '%I NULLS FIRST'), key);
                END IF;
            END LOOP;
            IF label IS NOT NULL THEN
                EXECUTE format('CREATE INDEX ON %I.%I (%I, %s)', place, name, label, key);
                admits := format('%I = ANY ((SELECT nullif(%s, '''')::bigint[])::bigint[])', label, setting);
            ELSIF part ? 'owner' THEN
                EXECUTE format('CREATE INDEX ON %I.%I (%s)', place, name, bulkhead.column_list(part -> 'owner' -> 'columns', '%I'));
                admits := format('EXISTS (SELECT FROM %I.%I AS owner WHERE %s)', place, part -> 'owner' ->> 'table',
                    (SELECT string_agg(format('owner.%I = %I.%I', owned.value, name, mine.value), ' AND ')
                     FROM jsonb_array_elements_text(part -> 'owner' -> 'key') WITH ORDINALITY AS owned (value, number)
                     JOIN jsonb_array_elements_text(part -> 'owner' -> 'columns') WITH ORDINALITY AS mine (value, number)
                        USING (number)));
            ELSE
                -- Edges of a hierarchy: all or none, for a rule that finds some of them missing decides wrongly.
                admits := format('(SELECT coalesce(nullif(%s, ''{}''), '''') <> '''')', setting);
            END IF;
            PERFORM bulkhead.guard(place, name, admits, logins);
            IF jsonb_array_length(part -> 'searched') > 0 AND label IS NOT NULL THEN
                EXECUTE format('CREATE UNLOGGED TABLE %I.%I (label bigint NOT NULL, word text COLLATE "C" NOT NULL, '
                    '"$column" bigint NOT NULL, %s, PRIMARY KEY (label, word, %s, "$column"))', place, name || '$words',
                    (SELECT string_agg(format('%I %s NOT NULL', attname, format_type(atttypid, atttypmod)
                        || CASE WHEN atttypid = 'text'::regtype THEN ' COLLATE "C"' ELSE '' END), ', ' ORDER BY number)
                     FROM jsonb_array_elements_text(part -> 'key') WITH ORDINALITY AS item (value, number)
                     JOIN pg_attribute ON attrelid = format('%I.%I', place, name)::regclass AND attname = value),
                    bulkhead.column_list(part -> 'key', '%I'));
                EXECUTE format('CREATE INDEX ON %I.%I (%s)', place, name || '$words', bulkhead.column_list(part -> 'key', '%I'));
                PERFORM bulkhead.guard(place, name || '$words',
                    format('label = ANY ((SELECT nullif(%s, '''')::bigint[])::bigint[])', setting), logins);
            END IF;
        END $make$;

        -- The second lock: rows are guarded even from their owner, and each log-in has a policy of its own.
        CREATE OR REPLACE FUNCTION bulkhead.guard(place text, name text, admits text, logins bulkhead.store) RETURNS void
        LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $guard$
        BEGIN
            EXECUTE format('ALTER TABLE %I.%I ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', place, name);
            EXECUTE format('CREATE POLICY admitted ON %I.%I FOR SELECT TO %I USING (%s)', place, name, logins.reader, admits);
            EXECUTE format('CREATE POLICY written ON %I.%I TO %I USING (true) WITH CHECK (true)', place, name, logins.writer);
            EXECUTE format('GRANT SELECT ON %I.%I TO %I', place, name, logins.reader);
            EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I.%I TO %I', place, name, logins.writer);
        END $guard$;
        """#
}
