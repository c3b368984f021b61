public import Boundary
internal import PlantModel

/// Who states a fact, and as of when.
public struct FactSource: Codable, Hashable, Sendable {
    /// The system that owns the fact, such as `QMS` or `HR`; a person by the subject, where no system owns it.
    public let source: String
    /// The day as of which it is stated, ISO 8601. A statement never takes the place of a newer one.
    public let asOf: String

    /// A source.
    public init(source: String, asOf: String) {
        self.source = source
        self.asOf = asOf
    }

    /// A person who says it by hand, where no system owns it.
    public static func byHand(of person: Subject, asOf day: String) -> FactSource {
        FactSource(source: person.description, asOf: day)
    }

    /// What a containment states: that a gauge or a lot may not be used.
    static let containment = "containment"
    private static let personPrefix = "person:"

    private var isByHand: Bool { source.hasPrefix(Self.personPrefix) }

    /// What is wrong with it as somebody sends it: nobody speaks for a person but that person, and for a containment nobody.
    func problems(from asker: Subject) -> [String] {
        var found = WorkMasterContent.problems(name: source, "source")
        if isByHand && source != asker.description || source == Self.containment {
            found.append("source: \(source) is none that you may speak for; name the system that owns the fact")
        }
        return found
    }

    /// Whether it may take the place of what is on file.
    /// - Parameters:
    ///   - held: who stated that.
    ///   - usable: of a gauge or a lot, whether it may be used by this one.
    /// - Throws: `outdated`; `ownedElsewhere` where a person says otherwise than the system that owns the fact; `contained` where something that was contained
    ///   is to be used again by a statement of a system, which need not know of that.
    func check(against held: FactSource, usable: Bool = false, _ context: DecisionContext) throws {
        if held.asOf > asOf { throw ExecutionRefusal(.outdated) }
        guard held.source == Self.containment else {
            if isByHand, !held.isByHand { throw ExecutionRefusal(.ownedElsewhere) }
            return
        }
        guard usable else { return }
        guard isByHand else { throw ExecutionRefusal(.contained) }
        guard try context.mayApprove("quality", of: Self.containment, in: [], beside: "system:containment") else {
            throw ExecutionRefusal(.notQuality)
        }
    }
}
