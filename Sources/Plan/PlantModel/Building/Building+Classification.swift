extension Plant.Classification {
    init(_ record: FormatRecord?, programPlace: SourcePlace) {
        self.init(
            place: record?.place ?? programPlace,
            exports: record?.exportEntries("exports") ?? [],
            cui: record?.located("cui") ?? [],
            distribution: record?.record("distribution").map(Plant.Distribution.init),
            dissemination: record?.located("dissemination") ?? [],
            releasableTo: record?["releasableTo"].map { $0.items.compactMap(\.text) },
            determination: record?.record("determination").map(Plant.Determination.init),
            safetyCritical: record?.booleanFact("safetyCritical"),
            classified: record?.boolean("classified") ?? false
        )
    }
}

extension Plant.ExportEntry {
    init(_ record: FormatRecord) {
        self.init(
            regime: record.text("regime"),
            article: record.optionalText("article"),
            technicalData: record.optionalText("technicalData"),
            licenceRequiredFor: record.texts("licenceRequiredFor"),
            place: record.place
        )
    }
}

extension Plant.Distribution {
    init(_ record: FormatRecord) {
        self.init(
            statement: record.choice("statement", Statement.self) ?? .f,
            reason: record.optionalText("reason"),
            date: record.day("date"),
            controllingOffice: record.optionalText("controllingOffice"),
            place: record.place(of: "statement")
        )
    }
}

extension Plant.Determination {
    init(_ record: FormatRecord) {
        self.init(
            by: record.text("by"),
            date: record.day("date"),
            document: record.optionalText("document"),
            review: record.day("review"),
            place: record.place
        )
    }
}

extension Plant.Part {
    init(_ record: FormatRecord) {
        self.init(
            id: record.text("id"),
            place: record.place(of: "id"),
            exports: record.override("exports") { _ in record.exportEntries("exports") },
            cui: record.override("cui") { $0.items.compactMap(\.text) },
            distribution: record.override("distribution") { $0.record.map(Plant.Distribution.init) },
            determinedBy: record.text("determinedBy"),
            cite: record.text("cite")
        )
    }
}

extension Plant.DataDetermination {
    init(_ dataClass: DataClass, _ record: FormatRecord, place: SourcePlace) {
        self.init(
            dataClass: dataClass,
            place: place,
            exports: record.override("exports") { _ in record.exportEntries("exports") },
            cui: record.override("cui") { $0.items.compactMap(\.text) },
            distribution: record.override("distribution") { $0.record.map(Plant.Distribution.init) },
            determinedBy: record.text("determinedBy"),
            cite: record.text("cite")
        )
    }
}

extension FormatRecord {
    fileprivate func exportEntries(_ name: String) -> [Plant.ExportEntry] {
        records(name).map(Plant.ExportEntry.init)
    }

    fileprivate func override<Value>(_ name: String, _ value: (FormatValue) -> Value?) -> Plant.Override<Value> {
        guard let found = self[name] else { return .asProgram }
        guard found.word == nil, let value = value(found) else { return .none }
        return .value(value)
    }
}
