import Cedar

/// What the policies about places can see of programs, sites and environments: equal signatures, equal answers.
///
/// Of thousands of programs and dozens of like environments each kind is asked once.
public struct PlaceSignatures: Sendable {
    private let facts: PlantFacts
    private let programReads: PolicyReads
    private let recordReads: PolicyReads
    private let environmentReads: PolicyReads
    /// Programs whose identity matters: a need to know or an authorization names them, and so do scopes, through the hierarchy.
    private let named: Set<EntityUID>
    /// Entities that the text of a policy names.
    private let literals: Set<EntityUID>

    /// The questions about places.
    private static let actions = ["host", "store", "depend", "owe"]

    /// Reads the policies.
    public init(facts: PlantFacts, obligations: PlantObligations) {
        self.facts = facts
        let asked = Self.actions.flatMap { obligations.asking($0) }.map(\.policy)
        programReads = PolicyReads(asked, of: [.principal])
        environmentReads = PolicyReads(asked, of: [.resource])
        recordReads = PolicyReads(obligations.asking("view").map(\.policy), of: [.resource])
        literals = programReads.literals.union(recordReads.literals)
        let names = facts.plant.audiences.compactMap(\.needToKnow).flatMap(\.programs)
        named = Set(
            (names + facts.plant.authorizations.flatMap(\.programs)).map { EntityUID(type: "Program", id: $0) }
        )
    }

    /// A program and its most restricted record.
    public func program(_ id: String) -> String {
        var text = ""
        let uid = EntityUID(type: "Program", id: id)
        if let program = facts.entities[uid] {
            text += programReads.signature(of: program, naming: named)
        }
        if let record = facts.entities[Question.view(id, by: "", channel: "", facts).resource] {
            var attributes = record.attributes
            // A record is nobody's attribute: its own name can only matter through what it lies in, which is its program, told above
            // where it matters, and the scopes of authorizations.
            attributes["program"] = nil
            let scopes = record.parents.filter { $0.type != uid.type }.map(\.description).sorted()
            let kind = Entity(uid: EntityUID(type: "Record", id: scopes.joined(separator: ",")), attributes: attributes)
            text += "‖" + recordReads.signature(of: kind)
        }
        return text
    }

    /// A site: policies reach it through the context alone, so its name matters only where a policy spells it.
    public func site(_ id: String) -> String {
        let uid = EntityUID(type: "Site", id: id)
        let name = literals.contains(uid) ? uid.description : ""
        return name + "‖" + (facts.entities[uid]?.attributes.description ?? "")
    }

    /// An environment and those who reach it.
    public func environment(_ environment: Plant.Environment) -> String {
        let uid = EntityUID(type: "Environment", id: environment.id)
        let people = [environment.administrators, environment.support].map { $0.map(\.value).joined(separator: ",") }
        let text = facts.entities[uid].map { environmentReads.signature(of: $0, naming: literals) } ?? uid.description
        return text + "‖" + people.joined(separator: "‖")
    }
}
