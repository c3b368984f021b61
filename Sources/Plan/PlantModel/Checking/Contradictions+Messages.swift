import Cedar

extension Contradictions {
    /// Messages that do not fit the flow that they are declared for: what the analysis of flows reckons with has to be all that moves.
    func checkMessages(log: inout ProblemLog) {
        for flow in plant.flows {
            guard let messages = flow.messages else { continue }
            checkFields(of: messages, carrying: flow, log: &log)
            checkPrograms(of: messages, carrying: flow, log: &log)
            checkPaths(of: messages, of: flow, log: &log)
            checkConnections(of: messages, of: flow, log: &log)
            if let filter = flow.filter.flatMap({ index.filters[$0] }) {
                check(filter, against: messages, of: flow, log: &log)
            }
        }
    }

    private func checkFields(of messages: Plant.Messages, carrying flow: Plant.Flow, log: inout ProblemLog) {
        let carried = Set(flow.carries.map(\.value))
        let expected = flow.carries.map(\.value.rawValue)
        func check(_ dataClass: DataClass, _ what: String, at place: SourcePlace) {
            guard !carried.contains(dataClass) else { return }
            log.add(
                .messagesDisagree,
                at: place,
                "\(what) is of class '\(dataClass.rawValue)', which '\(flow.id)' does not carry; expected "
                    + FormatText.alternatives(expected)
            )
        }
        check(messages.holds.value, "a record", at: messages.holds.place)
        var names: Set<String> = []
        for field in messages.fields {
            check(field.dataClass, "'\(field.name)'", at: field.classPlace)
            if !names.insert(field.name).inserted {
                log.add(.duplicateEntry, at: field.place, "'\(field.name)' is there twice; expected it once")
            }
        }
        for (name, what) in [(messages.programField, "'program'"), (messages.about, "'about'")] {
            guard let field = messages.fields.first(where: { $0.name == name.value }) else {
                log.add(
                    .danglingReference,
                    at: name.place,
                    "\(what) names the field '\(name.value)', which is not among 'fields'",
                    suggestion: NearestName.to(name.value, in: messages.fields.map(\.name))
                )
                continue
            }
            if field.isOptional {
                log.add(
                    .messagesDisagree,
                    at: name.place,
                    "\(what) names '\(name.value)', which a record may be without; expected a field that is always there"
                )
            }
        }
    }

    private func checkPrograms(of messages: Plant.Messages, carrying flow: Plant.Flow, log: inout ProblemLog) {
        guard let carried = flow.programs else { return }
        for (code, program) in messages.programs.sorted(by: { $0.key < $1.key }) where !carried.contains(program.value)
        {
            log.add(
                .messagesDisagree,
                at: program.place,
                "the code '\(code)' means '\(program.value)', whose data '\(flow.id)' does not carry; expected "
                    + FormatText.alternatives(carried)
            )
        }
    }

    /// A filter without messages is a word for people and for the analysis; with messages it is carried out, so it has to name what there is.
    private func check(
        _ filter: Plant.Filter,
        against messages: Plant.Messages,
        of flow: Plant.Flow,
        log: inout ProblemLog
    ) {
        let names = messages.fields.map(\.name)
        let classes = DataClass.allCases.map(\.rawValue)
        for name in filter.redacts + filter.generalizes.keys.sorted() where !names.contains(name) {
            log.add(
                .danglingReference,
                at: filter.place,
                "the filter '\(filter.id)' names '\(name)', which is no field of the messages of '\(flow.id)'",
                suggestion: NearestName.to(name, in: names)
            )
        }
        // A filter may serve several flows, so that not every name is one of each flow; a name that says nothing at all is a slip.
        let known = Set(
            plant.flows.filter { $0.filter == filter.id }.flatMap { $0.messages?.fields.map(\.name) ?? [] } + classes
        )
        let isWhole = plant.flows.allSatisfy { $0.filter != filter.id || $0.messages != nil }
        for name in filter.passes + filter.drops where isWhole && !known.contains(name) {
            log.add(
                .danglingReference,
                at: filter.place,
                "the filter '\(filter.id)' names '\(name)', which is neither a class of data nor a field of the messages",
                suggestion: NearestName.to(name, in: known.sorted())
            )
        }
        for (name, way) in filter.generalizes.sorted(by: { $0.key < $1.key }) {
            guard let field = messages.fields.first(where: { $0.name == name }), !way.fits(field.type) else { continue }
            log.add(
                .messagesDisagree,
                at: filter.place,
                "'\(name)' holds a \(field.type.rawValue), of which there is no '\(way.rawValue)'; expected "
                    + FormatText.alternatives(
                        Plant.Filter.Generalization.allCases.filter { $0.fits(field.type) }.map(\.rawValue)
                    )
            )
        }
    }
}

extension Plant.Filter.Generalization {
    /// Whether values of a type have it.
    func fits(_ type: Plant.Messages.FieldType) -> Bool {
        switch self {
        case .year, .month: type == .day || type == .time
        case .day: type == .time
        case .tens, .hundreds, .thousands: type == .integer || type == .decimal
        }
    }
}
