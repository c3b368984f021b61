import Cedar
import CedarAnalysis
import PlantModel

/// A request and its entities, for people as Cedar writes them and for programs as `policy authorize` reads them.
struct CounterexampleText {
    let example: Counterexample

    /// Actions are left out: the schema has them.
    private var entities: [Entity] { example.entities.filter { !$0.uid.type.isAction } }

    /// The lines, each behind `indent`.
    func lines(indent: String) -> [String] {
        let request = example.request
        var lines = ["\(request.principal) does \(request.action) on \(request.resource)"]
        if !request.context.isEmpty { lines.append("context \(request.context)") }
        for entity in entities {
            let isBare = entity.attributes.isEmpty && entity.parents.isEmpty && entity.tags.isEmpty
            guard !isBare else { continue }
            var line = "\(entity.uid)"
            if !entity.parents.isEmpty {
                line += " in [" + entity.parents.sorted().map(\.description).joined(separator: ", ") + "]"
            }
            if !entity.attributes.isEmpty { line += " \(entity.attributes)" }
            if !entity.tags.isEmpty { line += " tags \(entity.tags)" }
            lines.append(line)
        }
        return lines.map { indent + $0 }
    }

    /// `request` and `entities`, each as the files of `policy authorize`.
    var json: JSONText {
        let request = example.request
        return .object([
            (
                "request",
                .object([
                    ("principal", Self.uid(request.principal)), ("action", Self.uid(request.action)),
                    ("resource", Self.uid(request.resource)), ("context", Self.record(request.context)),
                ])
            ),
            (
                "entities",
                .list(
                    entities.map { entity in
                        .object([
                            ("uid", Self.uid(entity.uid)), ("attrs", Self.record(entity.attributes)),
                            ("parents", .list(entity.parents.sorted().map(Self.uid))),
                            ("tags", Self.record(entity.tags)),
                        ])
                    }
                )
            ),
        ])
    }

    private static func uid(_ uid: EntityUID) -> JSONText {
        .object([("type", .text(uid.type.description)), ("id", .text(uid.id.text))])
    }

    private static func record(_ record: Record) -> JSONText {
        .object(record.sorted.map { ($0.key.text, value($0.value)) })
    }

    private static func extn(_ function: String, _ argument: JSONText) -> JSONText {
        .object([("__extn", .object([("fn", .text(function)), ("arg", argument)]))])
    }

    private static func value(_ value: Value) -> JSONText {
        switch value {
        case .bool(let value): return .boolean(value)
        case .long(let value): return .integer(Int(value))
        case .string(let value): return .text(value.text)
        case .entity(let uid): return .object([("__entity", Self.uid(uid))])
        case .set(let members):
            let ordered = members.map { (text: CedarString($0.description), value: $0) }.sorted { $0.text < $1.text }
            return .list(ordered.map { Self.value($0.value) })
        case .record(let record): return Self.record(record)
        case .decimal(let value): return extn("decimal", .text(value.description))
        case .ip(let value): return extn("ip", .text(value.description))
        case .duration(let value): return extn("duration", .text(value.description))
        case .datetime(let moment):
            // Years that `datetime` cannot write are an offset from the epoch.
            let text = moment.description
            let prefix = "datetime(\""
            if text.hasPrefix(prefix), text.hasSuffix("\")"), !text.contains("offset") {
                return extn("datetime", .text(String(text.dropFirst(prefix.count).dropLast(2))))
            }
            let epoch = extn("datetime", .text("1970-01-01"))
            let shift = extn("duration", .text("\(moment.milliseconds)ms"))
            return .object([("__extn", .object([("fn", .text("offset")), ("args", .list([epoch, shift]))]))])
        }
    }
}
