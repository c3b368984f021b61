internal import Boundary
internal import Classification
internal import Crypto
internal import Foundation
public import PlantModel
internal import Storage

/// A flow of the plant file that the gateway carries: the schema of its records, and what its filter lets through of them.
public struct CarriedFlow: Sendable {
    /// How a field of a message is written.
    enum Way: Hashable, Sendable {
        case asItIs
        case redacted
        case generalized(Plant.Filter.Generalization)
    }

    /// A field that leaves.
    struct Output: Sendable {
        /// Its place among the declared fields.
        let place: Int
        let field: Plant.Messages.Field
        let way: Way
    }

    /// Its id in the plant file.
    public let id: String
    /// The system that it goes to.
    public let destination: String
    /// What its records look like.
    public let messages: Plant.Messages
    /// The fields that leave, in the order of the declaration; none where the filter drops the records as a whole.
    let outputs: [Output]
    /// The fields that leave, as the boundary releases them.
    let kind: MessageKind
    /// Where the fields are that say whose a record is and what it is about.
    let programPlace: Int
    let aboutPlace: Int
    /// How messages are written.
    let format: any MessageFormat
    /// The SHA-256 hash, in hexadecimal, of all that decides what a message looks like: ends, schema, mapping and filter.
    public let digest: String

    /// Whether the filter lets anything through.
    public var passesAnything: Bool { !outputs.isEmpty }

    /// A flow of a plant.
    /// - Throws: `GatewayRefusal`: `unknownFlow`, `notCarried`.
    public init(_ id: String, of plant: Plant) throws(GatewayRefusal) {
        guard let flow = plant.flows.first(where: { $0.id == id }) else {
            let names = plant.flows.filter { $0.messages != nil }.map(\.id).joined(separator: ", ")
            throw GatewayRefusal(
                .unknownFlow,
                "the plant has no flow \(id.debugDescription); those with messages are: \(names.isEmpty ? "none" : names)"
            )
        }
        guard let messages = flow.messages else {
            throw GatewayRefusal(
                .notCarried,
                "\(flow.place): the flow '\(id)' declares no messages; say under 'messages' what its records look like"
            )
        }
        guard case .system(let destination) = flow.to else {
            throw GatewayRefusal(
                .notCarried,
                "\(flow.place): the flow '\(id)' ends in the MES; the gateway carries flows to the plant's other systems"
            )
        }
        let filter = flow.filter.flatMap { name in plant.filters.first { $0.id == name } }
        self.id = id
        self.destination = destination
        self.messages = messages
        outputs = Self.outputs(of: messages, through: filter)
        kind = MessageKind(
            "flow.\(id)",
            dataClass: messages.holds.value,
            fields: outputs.map { ($0.field.name, $0.field.dataClass) }
        )
        programPlace = messages.fields.firstIndex { $0.name == messages.programField.value } ?? 0
        aboutPlace = messages.fields.firstIndex { $0.name == messages.about.value } ?? 0
        format = MessageFormats.format(of: messages, outputs)
        digest = Self.digest(of: flow, messages, filter)
    }

    /// The flows of a plant that can be carried, in the order of the file.
    public static func all(of plant: Plant) -> [CarriedFlow] {
        plant.flows.compactMap { flow in try? CarriedFlow(flow.id, of: plant) }
    }

    /// A filter lets through what it says that it passes, by a field's name or its class, and nothing that it says that it drops. It drops
    /// records of a class that it drops, for the record is more than its fields.
    private static func outputs(of messages: Plant.Messages, through filter: Plant.Filter?) -> [Output] {
        let fields = messages.fields.enumerated()
        guard let filter else { return fields.map { Output(place: $0, field: $1, way: .asItIs) } }
        guard !filter.drops.contains(messages.holds.value.rawValue) else { return [] }
        func names(_ list: [String], _ field: Plant.Messages.Field) -> Bool {
            list.contains(field.name) || list.contains(field.dataClass.rawValue)
        }
        return fields.compactMap { place, field in
            guard !names(filter.drops, field) else { return nil }
            if filter.redacts.contains(field.name) { return Output(place: place, field: field, way: .redacted) }
            if let way = filter.generalizes[field.name] {
                return Output(place: place, field: field, way: .generalized(way))
            }
            return names(filter.passes, field) ? Output(place: place, field: field, way: .asItIs) : nil
        }
    }

    private static func digest(of flow: Plant.Flow, _ messages: Plant.Messages, _ filter: Plant.Filter?) -> String {
        var lines = ["bulkhead flow v1", flow.id, "\(flow.from)", "\(flow.to)", messages.format.rawValue]
        lines += [messages.holds.value.rawValue, messages.programField.value, messages.about.value]
        for (code, program) in messages.programs.sorted(by: { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }) {
            lines += ["code", code, program.value]
        }
        for field in messages.fields {
            lines += [
                "field", field.name, field.type.rawValue, field.dataClass.rawValue, "\(field.isOptional)",
                "\(field.longest)",
            ]
        }
        for (end, connection) in [("source", messages.source), ("destination", messages.destination)] {
            guard let connection else { continue }
            lines += [end, connection.way.rawValue, connection.address.value, connection.group.value]
            lines += connection.nodes.map(\.value)
            if connection.way == .sftp { lines += [connection.user.value, connection.hostKey.value] }
            if [.webhook, .polling].contains(connection.way) {
                lines += [connection.token.value, connection.scope.value, connection.cursor?.parameter.value ?? ""]
                lines.append(connection.cursor?.pointer?.value.text ?? "")
            }
            if connection.way == .proxy {
                lines += [connection.token.value, connection.scope.value, connection.listen.value, "routes"]
                lines += connection.routes.map(\.value) + ["parameters"]
                for parameter in connection.parameters {
                    lines += [parameter.name.value, parameter.selects?.value ?? "", parameter.because?.value ?? ""]
                }
            }
            if connection.way == .postgresql {
                lines += [connection.schema.value, connection.reader.value, connection.gone?.field.value ?? ""]
                lines += connection.gone?.values ?? []
            }
        }
        if messages.format == .json {
            lines += ["json", messages.records?.value.text ?? ""]
            for field in messages.fields { lines += ["pointer", field.pointer?.value.text ?? ""] }
        }
        if let tree = messages.tree {
            lines += ["tree", tree.record.value.text, tree.marked?.value.text ?? "", tree.namespace]
            for (prefix, name) in tree.namespaces.sorted(by: { $0.key < $1.key }) { lines += ["prefix", prefix, name] }
            for field in messages.fields { lines += ["path", field.path?.value.text ?? "", "\(field.isRepeated)"] }
        }
        if let filter {
            lines += ["passes"] + filter.passes + ["drops"] + filter.drops + ["redacts"] + filter.redacts
            for (name, way) in filter.generalizes.sorted(by: { $0.key < $1.key }) {
                lines += ["generalizes", name, way.rawValue]
            }
        }
        // Lengths keep two lists apart that run together to the same text.
        let text = lines.map { "\($0.utf8.count) \($0)\n" }.joined()
        return Array(SHA256.hash(data: Data(text.utf8))).hexadecimal
    }
}
