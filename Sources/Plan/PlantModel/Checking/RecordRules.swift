/// Rules between the keys of one entry that its shape cannot say.
enum RecordRules {
    static func check(_ reader: PlantReader, log: inout ProblemLog) {
        if let version = reader.header["bulkhead"], let number = version.integer, number != PlantFormat.version {
            log.add(
                .unsupportedVersion,
                at: version.place,
                "version \(number) of the format is not known; expected \(PlantFormat.version)"
            )
        }
        func records(_ section: String) -> [FormatRecord] { (reader.sections[section] ?? []).compactMap(\.record) }
        for program in records("programs") {
            for flowdown in program.records("flowdowns") { check(flowdown: flowdown, log: &log) }
        }
        for instance in records("instances") { check(instance: instance, log: &log) }
        for authorization in records("authorizations") { order("from", "until", in: authorization, log: &log) }
        for scope in records("assessmentScopes") { order("date", "expires", in: scope, log: &log) }
        checkOnce(records("changeTiers").compactMap { $0["tier"] }, log: &log)
        checkOnce(reader.sections["regimes"] ?? [], log: &log)
        checkOnce(reader.sections["draftObligations"] ?? [], log: &log)
    }

    private static func check(flowdown: FormatRecord, log: inout ProblemLog) {
        func needs(_ keys: [String], one others: [String]) {
            for key in keys where flowdown[key] != nil && !others.contains(where: { flowdown[$0] != nil }) {
                log.add(
                    .keysDisagree,
                    at: flowdown.place(of: key),
                    "'\(key)' says nothing by itself; expected \(FormatText.alternatives(others)) beside it"
                )
            }
        }
        needs(["against", "where", "accepts"], one: ["separation"])
        needs(["trigger"], one: ["retain", "purge"])
        needs(["retain", "purge"], one: ["trigger"])
        needs(["to"], one: ["reportHours"])
        needs(["reportHours"], one: ["to"])
        if flowdown["retain"] != nil, flowdown["purge"] != nil {
            log.add(
                .keysDisagree,
                at: flowdown.place(of: "purge"),
                "'retain' and 'purge' share one trigger here; expected two flowdowns"
            )
        }
        if let noSubtier = flowdown["noSubtier"], noSubtier.boolean == false {
            log.add(.keysDisagree, at: noSubtier.place, "'noSubtier: false' asks nothing; expected true or no such key")
        }
    }

    private static func check(instance: FormatRecord, log: inout ProblemLog) {
        let isPaper = instance.boolean("paper") ?? false
        if isPaper, let environment = instance["environment"] {
            log.add(.keysDisagree, at: environment.place, "paper runs in no environment; expected one key of both")
        } else if !isPaper, instance["environment"] == nil {
            log.add(.missingKey, at: instance.place, "an instance has no 'environment'; expected one, or 'paper: true'")
        }
    }

    private static func order(_ first: String, _ last: String, in record: FormatRecord, log: inout ProblemLog) {
        guard let from = record.day(first), let until = record.day(last), from > until else { return }
        log.add(
            .datesOutOfOrder,
            at: record.place(of: last),
            "'\(first)' \(from) lies after '\(last)' \(until); expected it before"
        )
    }

    private static func checkOnce(_ values: [FormatValue], log: inout ProblemLog) {
        var seen: Set<String> = []
        for value in values {
            let name = value.text ?? value.integer.map(String.init) ?? ""
            if !seen.insert(name).inserted {
                log.add(.duplicateEntry, at: value.place, "'\(name)' is there twice; expected it once")
            }
        }
    }
}
