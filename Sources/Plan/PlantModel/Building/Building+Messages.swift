extension Plant.Messages {
    init(_ record: FormatRecord) {
        let program = record.record("program")
        var programs: [String: Located<String>] = [:]
        if case .map(let pairs) = program?["codes"]?.content {
            for (key, value) in pairs {
                if let code = key.text, let id = value.located { programs[code] = id }
            }
        }
        self.init(
            place: record.place,
            format: record.choice("format", Format.self) ?? .csv,
            holds: Located(record.choice("holds", DataClass.self) ?? .technicalData, place: record.place(of: "holds")),
            programField: Located(program?.text("field") ?? "", place: program?.place(of: "field") ?? record.place),
            programs: programs,
            about: Located(record.text("about"), place: record.place(of: "about")),
            fields: record.records("fields").map(Field.init)
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
            longest: record.integer("longest") ?? 1_000
        )
    }
}
