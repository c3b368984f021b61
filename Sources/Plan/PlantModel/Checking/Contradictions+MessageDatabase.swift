import Cedar

extension Contradictions {
    /// A database that rows are published to, with names that PostgreSQL does not have or keeps for itself. All others are written in quotes.
    func checkDatabase(
        _ connection: Plant.Messages.Connection,
        of messages: Plant.Messages,
        of flow: Plant.Flow,
        log: inout ProblemLog
    ) {
        let form = /postgresql:\/\/[A-Za-z0-9.\-]{1,253}(:[0-9]{1,5})?\/[A-Za-z0-9_\-]{1,63}/
        if connection.address.value.wholeMatch(of: form) == nil {
            log.add(
                .messagesDisagree,
                at: connection.address.place,
                "'\(connection.address.value)' is no database; expected one as in 'postgresql://bi.plant.example:5432/bi'"
            )
        }
        // PostgreSQL, NAMEDATALEN: of 63 bytes the table of a flow has five before its id.
        if flow.id.utf8.count > 58 {
            log.add(
                .messagesDisagree,
                at: flow.place,
                "the id '\(flow.id)' is too long for the table of a database; expected at most 58 bytes"
            )
        }
        checkSchema(connection.schema, log: &log)
        checkReader(connection.reader, log: &log)
        for field in messages.fields { checkColumn(field, log: &log) }
        if let gone = connection.gone, !messages.fields.contains(where: { $0.name == gone.field.value }) {
            log.add(
                .danglingReference,
                at: gone.field.place,
                "'gone' names the field '\(gone.field.value)', which is not among 'fields'",
                suggestion: NearestName.to(gone.field.value, in: messages.fields.map(\.name))
            )
        }
        check(
            [("schema", connection.schema.value.isEmpty), ("reader", connection.reader.value.isEmpty)],
            allowed: ["schema", "reader", "gone"],
            of: connection,
            log: &log
        )
    }

    private func checkSchema(_ schema: Located<String>, log: inout ProblemLog) {
        let name = schema.value
        guard !name.isEmpty else { return }
        // Beside it lies the gateway's own, its name with eight bytes more, which is nobody's to publish to.
        guard isName(name, bytesMax: 55), !name.hasPrefix("pg_"), name != "information_schema",
            !name.hasSuffix("_gateway")
        else {
            log.add(
                .messagesDisagree,
                at: schema.place,
                "'\(name)' is no name of a schema to publish to; expected at most 55 bytes without control characters, that neither begin with 'pg_', "
                    + "nor end in '_gateway', nor are 'information_schema'"
            )
            return
        }
    }

    /// PostgreSQL takes `public` for everybody, and `none` for nobody, also in quotes; what begins with `pg_` is a role of its own.
    private func checkReader(_ reader: Located<String>, log: inout ProblemLog) {
        let name = reader.value
        guard !name.isEmpty else { return }
        guard isName(name, bytesMax: 63), !name.hasPrefix("pg_"), !["public", "none"].contains(name.lowercased())
        else {
            log.add(
                .messagesDisagree,
                at: reader.place,
                "'\(name)' is no name of one reader's role; expected at most 63 bytes without control characters, that do not begin with 'pg_' and "
                    + "are neither 'public' nor 'none'"
            )
            return
        }
    }

    private func checkColumn(_ field: Plant.Messages.Field, log: inout ProblemLog) {
        // PostgreSQL, NAMEDATALEN: what is longer is cut, and two names become one. Section 5.5: every table has the columns of the list.
        let own = ["tableoid", "xmin", "cmin", "xmax", "cmax", "ctid"]
        if !isName(field.name, bytesMax: 63) || field.name.hasPrefix("bulkhead_") || own.contains(field.name) {
            log.add(
                .messagesDisagree,
                at: field.place,
                "'\(field.name)' is no name of a column; expected at most 63 bytes without control characters, that do not begin with 'bulkhead_' and "
                    + "are none of \(own.joined(separator: ", "))"
            )
        }
        if field.isRepeated {
            log.add(
                .messagesDisagree,
                at: field.place,
                "'\(field.name)' is repeated, and a column holds one value; expected a field that is not, or another way"
            )
        }
    }

    /// Whether PostgreSQL can have the name in quotes, as it stands.
    private func isName(_ text: String, bytesMax: Int) -> Bool {
        !text.isEmpty && text.utf8.count <= bytesMax
            && text.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control }
    }
}
