extension Plant.Messages {
    init(_ record: FormatRecord) {
        let program = record.record("program")
        var programs: [String: Located<String>] = [:]
        if case .map(let pairs) = program?["codes"]?.content {
            for (key, value) in pairs {
                if let code = key.text, let id = value.located { programs[code] = id }
            }
        }
        let format = record.choice("format", Format.self) ?? .csv
        let fields = record.records("fields")
        self.init(
            place: record.place,
            format: format,
            holds: Located(record.choice("holds", DataClass.self) ?? .technicalData, place: record.place(of: "holds")),
            programField: Located(program?.text("field") ?? "", place: program?.place(of: "field") ?? record.place),
            programs: programs,
            about: Located(record.text("about"), place: record.place(of: "about")),
            fields: fields.map { Field($0, format) },
            tree: format.isTree ? Tree(record, format) : nil,
            records: format == .json
                ? MessagePointer(record.optionalText("record") ?? "").map {
                    Located($0, place: record.place(of: "record"))
                } : nil,
            source: record.record("source").map(Connection.init),
            destination: record.record("destination").map(Connection.init),
            idle: Self.present(Self.idleKeys(format).record, record)
                + fields.flatMap { Self.present(Self.idleKeys(format).field, $0) }
        )
    }

    private static func idleKeys(_ format: Format) -> (record: [String], field: [String]) {
        switch format {
        case .xml, .b2mml, .qif: ([], [])
        case .json: (["marked", "namespace", "namespaces"], ["repeated"])
        case .csv, .jsonLines: (["record", "marked", "namespace", "namespaces"], ["path", "repeated"])
        }
    }

    private static func present(_ names: [String], _ record: FormatRecord) -> [Located<String>] {
        names.compactMap { name in record[name].map { Located(name, place: $0.place) } }
    }
}

extension Plant.Messages.Connection {
    fileprivate init(_ record: FormatRecord) {
        self.init(
            way: record.choice("by", Way.self) ?? .sparkplugB,
            place: record.place,
            address: Located(record.text("address"), place: record.place(of: "address")),
            group: Self.text("group", record),
            nodes: record.located("nodes"),
            user: Self.text("user", record),
            hostKey: Self.text("hostKey", record),
            token: Self.text("token", record),
            scope: Self.text("scope", record),
            cursor: record.record("cursor").map { cursor in
                Cursor(
                    parameter: Self.text("parameter", cursor),
                    pointer: MessagePointer(cursor.text("pointer")).map {
                        Located($0, place: cursor.place(of: "pointer"))
                    }
                )
            },
            schema: Self.text("schema", record),
            reader: Self.text("reader", record),
            gone: record.record("gone").map { gone in
                Gone(field: Self.text("field", gone), values: gone.texts("values"))
            },
            listen: Self.text("listen", record),
            routes: record.located("routes"),
            parameters: record.records("parameters").map { parameter in
                Parameter(
                    name: Self.text("name", parameter),
                    selects: parameter["selects"]?.located,
                    because: parameter["because"]?.located
                )
            }
        )
    }

    /// A text that may be left out, empty then.
    private static func text(_ name: String, _ record: FormatRecord) -> Located<String> {
        Located(record.optionalText(name) ?? "", place: record.place(of: name))
    }
}

extension Plant.Messages.Tree {
    /// A path that is none is nil here and reported by the check.
    fileprivate init?(_ record: FormatRecord, _ format: Plant.Messages.Format) {
        guard let path = record.optionalText("record").flatMap(MessagePath.init) else { return nil }
        var namespaces: [String: String] = [:]
        if case .map(let pairs)? = record["namespaces"]?.content {
            for (key, value) in pairs {
                if let prefix = key.text, let name = value.text { namespaces[prefix] = name }
            }
        }
        self.init(
            record: Located(path, place: record.place(of: "record")),
            marked: record.optionalText("marked").flatMap(MessagePath.init).map {
                Located($0, place: record.place(of: "marked"))
            },
            namespace: record.optionalText("namespace") ?? format.namespace,
            namespaces: namespaces
        )
    }
}

extension Plant.Messages.Field {
    fileprivate init(_ record: FormatRecord, _ format: Plant.Messages.Format) {
        let isJSON = format == .json
        let path = record.optionalText("path")
        let pointer = path.map { MessagePointer($0) } ?? MessagePointer(member: record.text("name"))
        let place = record.place(of: path == nil ? "name" : "path")
        self.init(
            name: record.text("name"),
            place: record.place(of: "name"),
            type: record.choice("type", Plant.Messages.FieldType.self) ?? .text,
            dataClass: record.choice("class", DataClass.self) ?? .technicalData,
            classPlace: record.place(of: "class"),
            isOptional: record.boolean("optional") ?? false,
            longest: record.integer("longest") ?? 1_000,
            path: isJSON ? nil : path.flatMap(MessagePath.init).map { Located($0, place: place) },
            pointer: isJSON ? pointer.map { Located($0, place: place) } : nil,
            isRepeated: isJSON ? pointer?.isRepeated ?? false : record.boolean("repeated") ?? false
        )
    }
}
