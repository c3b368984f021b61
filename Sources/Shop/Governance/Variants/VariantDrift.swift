public import Boundary
internal import Execution
internal import Journal
internal import PlantModel
public import Storage

/// That the standard moved on from under a variant: another revision of the work definition is in force, or the form or status that it deviates from took
/// in another variant since. It has the variant's own id.
public struct VariantDrift: AnswerRecord {
    /// What it deviates from; since when that is another one, where it is known by the day.
    public static let shape = AnswerShape(
        "variant-drift",
        of: .workInstructions,
        [.init("standard", .text, .workInstructions), .init("since", .text, .workInstructions)]
    )
    /// Its kind.
    public static let kind = RecordKind<VariantDrift>(shape)
    /// Where it comes from.
    public let origin: RecordOrigin
    /// Its values.
    public let values: [Restricted<ViewValue>]

    /// A record from its values.
    public init(origin: RecordOrigin, values: [Restricted<ViewValue>]) {
        self.origin = origin
        self.values = values
    }
}

/// What a variant deviates from and from when to when, as its compartment has it.
struct VariantSpan {
    let id: AggregateID
    let standard: String
    /// The first day on which it counts.
    let effective: String
    /// The last day on which it counts.
    let expires: String
    /// The work definition that it deviates from; nil of a form, a status or anything else.
    let definition: AggregateID?
    /// The first day on which it does not count since it was merged; empty where it was not.
    let ended: String
    let isTakenIn: Bool

    init?(_ row: [ViewValue]) {
        guard row.count == 7, case .bytes(let bytes) = row[0], let id = AggregateID(bytes),
            case .text(let standard) = row[1], case .text(let effective) = row[2],
            case .text(let expires) = row[3],
            case .text(let ended) = row[5], case .text(let merged) = row[6]
        else { return nil }
        self.id = id
        self.standard = standard
        self.effective = effective
        self.expires = expires
        definition = if case .bytes(let bytes) = row[4] { AggregateID(bytes) } else { nil }
        self.ended = ended
        isTakenIn = merged == VariantMerging.Way.intoStandard.rawValue
    }

    /// Those of a compartment.
    static func query(_ matches: [ViewQuery.Match] = []) -> ViewQuery {
        ViewQuery(
            ProcessVariant.table.name,
            columns: ["id", "standard", "effective", "expires", "definition", "ended", "merged"],
            matches: matches,
            limit: ViewQuery.limitMax
        )
    }

    /// Whether it deviates on a day.
    func counts(on day: String) -> Bool {
        effective <= day && day <= expires && (ended.isEmpty || day < ended)
    }

    /// Whether it was not merged, and its last day is past.
    func isLapsed(on day: String) -> Bool { ended.isEmpty && expires < day }

    /// Since when the standard of a form or status is as another variant says, taken in after this one began to count; nil where none was by a day.
    func overtaken(by taken: [VariantSpan], on day: String) -> String? {
        guard definition == nil else { return nil }
        return taken.filter {
            $0.isTakenIn && $0.definition == nil && $0.id != id && $0.standard == standard && $0.ended <= day
                && effective < $0.ended
        }.map(\.ended).max()
    }
}

extension Governance {
    /// The spans of variants of a compartment, as it has them.
    private func spans(of variants: [ProcessVariant], in place: CompartmentName) throws -> [VariantSpan] {
        try Self.parts(of: variants.map { .bytes($0.origin.id.bytes) }).flatMap { ids in
            try hull.rows(VariantSpan.query([.init("id", .equal, ids)]), in: place).compactMap { VariantSpan($0) }
        }
    }

    /// As many values as one question is held against, and the others in the next.
    private static func parts(of values: [ViewValue]) -> [[ViewValue]] {
        stride(from: 0, to: values.count, by: ViewQuery.valuesMax).map {
            Array(values[$0..<min($0 + ViewQuery.valuesMax, values.count)])
        }
    }

    /// Which of the variants of a compartment deviate from a work definition that is not in force any more.
    func superseded(_ spans: [VariantSpan], in place: CompartmentName) throws -> Set<AggregateID> {
        let definitions = Set(spans.compactMap(\.definition))
        let gone = Set(
            try Self.parts(of: definitions.map { .bytes($0.bytes) }).flatMap { ids in
                let query = ViewQuery(
                    WorkMaster.kind.table.name,
                    columns: ["id"],
                    matches: [.init("id", .equal, ids), .init("state", .equal, [.text("superseded")])],
                    limit: ViewQuery.limitMax
                )
                return try hull.rows(query, in: place).compactMap { row in
                    if case .bytes(let bytes)? = row.first { AggregateID(bytes) } else { nil }
                }
            }
        )
        return Set(spans.filter { $0.definition.map(gone.contains) ?? false }.map(\.id))
    }

    /// From under which variants the standard moved on. What was taken in for programs that are kept apart is not told of.
    /// - Parameter takenIn: the variants of some standards that were taken into them, as far as the asker may see them.
    func drifts(
        of variants: [ProcessVariant],
        on day: Day,
        takenIn: ([ViewQuery.Match]) throws -> [ProcessVariant]
    ) throws -> [VariantDrift] {
        try Dictionary(grouping: variants, by: \.origin.compartment).sorted { $0.key < $1.key }
            .flatMap { place, group in
                let own = try spans(of: group, in: place)
                let gone = try superseded(own, in: place)
                // Of work definitions the revision in force says it.
                let standards = Set(own.filter { $0.definition == nil }.map(\.standard)).sorted()
                let beside = try Self.parts(of: standards.map { .text($0) }).flatMap { names in
                    try takenIn([Self.takenIn, .init("standard", .equal, names)])
                }.filter { $0.origin.compartment == place }
                let others = try spans(of: beside, in: place)
                return own.compactMap { span -> VariantDrift? in
                    let since = span.overtaken(by: others, on: day.description)
                    guard since != nil || gone.contains(span.id),
                        let variant = group.first(where: { $0.origin.id == span.id })
                    else { return nil }
                    // The day is that of a variant of the same standard, and under its label too.
                    let same = Set(others.filter { $0.standard == span.standard }.map(\.id))
                    let label = beside.filter { since != nil && same.contains($0.origin.id) }
                        .reduce(variant.origin.label) { $0.join($1.origin.label) }
                    return VariantDrift(
                        RecordOrigin(id: span.id, compartment: place, label: label),
                        [.text(span.standard), .text(since ?? "")]
                    )
                }
            }
    }
}
