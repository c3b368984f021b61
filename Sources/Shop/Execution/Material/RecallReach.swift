public import Boundary
internal import Classification
internal import PlantModel
public import Storage

/// How many units a recall reaches beyond those that the asker may see, as a determination lets it be told. It is made when it is asked for and stands in
/// no view.
public struct RecallReach: ExecutionRecord {
    /// Its kind.
    public static let kind = RecordKind<RecallReach>(declaration)
    /// Its fields: `beyondAtLeast` units, in full steps of `step`; 0 where there are fewer, none, or too few programs share the number.
    public static let declaration = RecordDeclaration(
        "recall-reach",
        .genealogy,
        [
            .init("item", .bytes, .genealogy),
            .init("beyondAtLeast", .integer, .genealogy),
            .init("step", .integer, .genealogy),
        ]
    )
    /// Where it is from.
    public let origin: RecordOrigin
    /// Its values.
    public let values: [Restricted<ViewValue>]

    /// A record from its values.
    public init(origin: RecordOrigin, values: [Restricted<ViewValue>]) {
        self.origin = origin
        self.values = values
    }
}

extension Execution {
    /// The id that a plant gives the determination by which units of a recall are counted, so that pages find it.
    public static let recallRule = "recall-count"

    /// How many units a lot or a unit went into beyond those that the asker may see; none where nothing is told to this asker.
    func reach<Way: Channel>(of item: RecordID, by asker: Asker<Way>) async throws(ExecutionRefusal) -> [RecallReach] {
        do throws(AccessRefusal) {
            let count = try await hull.boundary.count(
                of: WorkUnit.self,
                over: Consumption.self,
                CountQuestion(
                    from: [item.aggregate],
                    along: RecordTrail(from: "item", to: "unit"),
                    by: Self.recallRule
                ),
                for: asker.subject,
                through: asker.channel,
                from: asker.whereabouts,
                in: common
            )
            guard let count else { return [] }
            let open = SharedLabel(.unrestricted)
            return [
                RecallReach(
                    origin: RecordOrigin(
                        id: item.derived("recall reach").aggregate,
                        compartment: common,
                        label: count.sharedLabel
                    ),
                    values: [
                        Restricted(item.value, label: open, fieldClass: .genealogy),
                        count.derived(by: QuantityValue.self),
                        Restricted(.integer(Boundary.countStep), label: open, fieldClass: .genealogy),
                    ]
                )
            ]
        } catch {
            throw ExecutionRefusal(error)
        }
    }
}
