public import Boundary
internal import Classification
internal import Journal
public import PlantModel
public import Storage

/// How many variants of a program there are, for whoever may see them: under the label of the variants that are counted.
public struct VariantTally: AnswerRecord {
    /// The programs; how many deviate from a standard today, of how many of those the standard moved on, and how many are past their last day.
    public static let shape = AnswerShape(
        "variant-tally",
        of: .workInstructions,
        [
            .init("program", .text, .workInstructions), .init("inForce", .integer, .workInstructions),
            .init("moved", .integer, .workInstructions), .init("lapsed", .integer, .workInstructions),
        ]
    )
    /// Its kind.
    public static let kind = RecordKind<VariantTally>(shape)
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

extension Governance {
    /// How many variants of each program deviate from a standard on a day, from under how many the standard moved on, and how many are past their last day, over what somebody may see. What is hidden
    /// or was merged counts for nothing.
    /// - Throws: `noAnswer`.
    public func variantTallies<Way: Channel>(on day: Day, by actor: Actor<Way>) async throws(GovernanceRefusal)
        -> Release<Way>
    {
        do {
            var counts: [VariantPlace: Counted] = [:]
            let today = ViewValue.text(day.description)
            let unmerged = ViewQuery.Match("ended", .equal, [.text("")])
            for variant in try visibleVariants([.init("expires", .less, [today]), unmerged], by: actor) {
                counts[VariantPlace(variant), default: Counted()].lapsed += 1
            }
            let begun = [
                ViewQuery.Match("expires", .atLeast, [today]), ViewQuery.Match("effective", .atMost, [today]),
            ]
            let counting = try visibleVariants(begun + [unmerged], by: actor)
            let ending = try visibleVariants(begun + [.init("ended", .greater, [today])], by: actor)
            let drifted = try drifts(of: counting + ending, on: day) { try visibleVariants($0, by: actor) }
            let moved = Set(drifted.map(\.origin.id))
            for variant in counting + ending {
                counts[VariantPlace(variant), default: Counted()].inForce += 1
                if moved.contains(variant.origin.id) {
                    counts[VariantPlace(variant), default: Counted()].moved += 1
                }
            }
            let tallies = counts.sorted { $0.key.name < $1.key.name }.map { place, count in
                VariantTally(
                    RecordOrigin(
                        id: AggregateID(hashing: Array("bulkhead variant tally v1\n\(place.name)".utf8)),
                        compartment: place.compartment,
                        label: place.label
                    ),
                    [
                        .text(place.programs), .integer(Int64(count.inForce)), .integer(Int64(count.moved)),
                        .integer(Int64(count.lapsed)),
                    ]
                )
            }
            return try await hull.boundary.release(
                tallies,
                to: .person(actor.person),
                through: actor.channel,
                from: actor.whereabouts
            )
        } catch {
            throw GovernanceRefusal(thrown: error)
        }
    }

    private func visibleVariants<Way: Channel>(_ matches: [ViewQuery.Match], by actor: Actor<Way>)
        throws(AccessRefusal) -> [ProcessVariant]
    {
        var found: [ProcessVariant] = []
        while true {
            let page = try hull.boundary.page(
                of: ProcessVariant.self,
                matching: matches,
                after: found.last?.origin.id,
                limit: Boundary.pageMax,
                for: .person(actor.person),
                through: actor.channel,
                from: actor.whereabouts
            )
            found += page
            if page.count < Boundary.pageMax { return found }
        }
    }
}

private struct Counted {
    var inForce = 0
    var moved = 0
    var lapsed = 0
}

/// What is counted together.
private struct VariantPlace: Hashable {
    let compartment: CompartmentName
    let label: SharedLabel

    init(_ variant: ProcessVariant) {
        compartment = variant.origin.compartment
        label = variant.origin.label
    }

    var programs: String { label.label.values(in: "program").sorted().joined(separator: ", ") }
    var name: String { "\(compartment)\n\(label.text)" }
}
