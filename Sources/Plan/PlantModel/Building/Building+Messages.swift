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
            fields: fields.map(Field.init),
            tree: format.isTree ? Tree(record, format) : nil,
            source: record.record("source").map(Connection.init),
            destination: record.record("destination").map(Connection.init),
            idle: format.isTree
                ? []
                : Self.present(["record", "marked", "namespace", "namespaces"], record)
                    + fields.flatMap { Self.present(["path", "repeated"], $0) }
        )
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
            group: Located(record.optionalText("group") ?? "", place: record.place(of: "group")),
            nodes: record.located("nodes"),
            user: Located(record.optionalText("user") ?? "", place: record.place(of: "user")),
            hostKey: Located(record.optionalText("hostKey") ?? "", place: record.place(of: "hostKey"))
        )
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
    fileprivate init(_ record: FormatRecord) {
        self.init(
            name: record.text("name"),
            place: record.place(of: "name"),
            type: record.choice("type", Plant.Messages.FieldType.self) ?? .text,
            dataClass: record.choice("class", DataClass.self) ?? .technicalData,
            classPlace: record.place(of: "class"),
            isOptional: record.boolean("optional") ?? false,
            longest: record.integer("longest") ?? 1_000,
            path: record.optionalText("path").flatMap(MessagePath.init).map {
                Located($0, place: record.place(of: "path"))
            },
            isRepeated: record.boolean("repeated") ?? false
        )
    }
}
