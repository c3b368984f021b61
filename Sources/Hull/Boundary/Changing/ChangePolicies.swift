internal import Cedar
internal import PlantModel

/// How changes are approved, as policies: what the plant's change tiers ask, and the least that any change takes.
///
/// Tiers are the plant's own words (`changeTiers` of the plant file), so that they become policies like a clause does. Obligations of the catalogue
/// ask for more where they apply; nothing here permits.
enum ChangePolicies {
    /// Roles that `distinct` of a tier may name. Any other cannot be told apart, so that nothing of that tier is released.
    static let roles: Set<String> = ["author", "approver", "implementer"]

    /// The policies of a plant.
    /// - Throws: what keeps their text from being read, which no plant file can cause.
    static func policies(of plant: Plant) throws(CedarErrors) -> PolicySet {
        let tiers = plant.changeTiers.map { ($0.tier, rules(of: $0)) }.sorted { $0.0 < $1.0 }.map(\.1)
        let known = "[" + Set(plant.changeTiers.map(\.tier)).sorted().map(String.init).joined(separator: ", ") + "]"
        let text = ([least, unknownTier(known)] + tiers).joined(separator: "\n")
        return try PolicySet(parsing: text, file: "change-tiers").renamedByAnnotation()
    }

    private static let least = """
        @id("change-approved-once") @cite("Bulkhead") @says("One person approves a change in one capacity")
        @met_by("an approval by somebody else")
        forbid (principal is Person, action == Action::"approve", resource is Change)
        when { context.approvers.contains(principal) };
        @id("change-own-approval") @cite("Bulkhead") @says("Nobody approves what they wrote")
        @met_by("an approval by somebody else")
        forbid (principal is Person, action == Action::"approve", resource is Change)
        when { principal == resource.author };
        @id("change-two-persons") @cite("Bulkhead") @says("A change takes the approval of somebody else than its author")
        @met_by("an approval by somebody else")
        forbid (principal is Person, action == Action::"release", resource is Change)
        unless { !context.approvers.isEmpty() && !context.approvers.contains(resource.author) };
        @id("change-baseline-proved") @cite("Bulkhead") @says("A baseline is released once the theorems of its catalogue are proved")
        @met_by("a proof of all theorems")
        forbid (principal is Person, action == Action::"release", resource is Change)
        when { resource.kind == "baseline" } unless { context.testsPassed.contains("theorems") };
        """

    private static func unknownTier(_ known: String) -> String {
        """
        @id("change-unknown-tier") @cite("the plant file, changeTiers") @says("A change is of a tier that the plant file describes")
        @met_by("a description of the tier among changeTiers")
        forbid (principal is Person, action == Action::"release", resource is Change)
        unless { \(known).contains(resource.tier) };
        """
    }

    private static func rules(of tier: Plant.ChangeTier) -> String {
        var texts = [
            require(tier, "approvals", tier.approvals, "context.approvedCapacities"),
            require(tier, "tests", tier.tests, "context.testsPassed"),
            require(tier, "evidence", tier.evidence, "context.evidence"),
        ].compactMap(\.self)
        let distinct = Set(tier.distinct)
        if distinct.isSuperset(of: ["implementer", "approver"]) {
            texts.append(separate(tier, "implementer-approver", "!context.approvers.contains(principal)"))
        }
        if distinct.isSuperset(of: ["author", "implementer"]) {
            texts.append(separate(tier, "author-implementer", "principal != resource.author"))
        }
        if !distinct.isSubset(of: roles) {
            texts.append(separate(tier, "unknown-role", "false"))
        }
        return texts.joined(separator: "\n")
    }

    private static func require(_ tier: Plant.ChangeTier, _ what: String, _ names: [String], _ have: String) -> String?
    {
        guard !names.isEmpty else { return nil }
        return policy(
            "change-tier-\(tier.tier)-\(what)",
            tier,
            says: "A change of tier \(tier.tier) takes the \(what) \(names.joined(separator: ", "))",
            metBy: names.joined(separator: ", "),
            unless: "\(have).containsAll(\(Value.strings(names)))"
        )
    }

    private static func separate(_ tier: Plant.ChangeTier, _ what: String, _ condition: String) -> String {
        policy(
            "change-tier-\(tier.tier)-\(what)",
            tier,
            says: "In a change of tier \(tier.tier) different persons are \(tier.distinct.joined(separator: ", "))",
            metBy:
                "a release by somebody else; roles that can be told apart are \(roles.sorted().joined(separator: ", "))",
            unless: condition
        )
    }

    private static func policy(
        _ id: String,
        _ tier: Plant.ChangeTier,
        says: String,
        metBy: String,
        unless condition: String
    ) -> String {
        """
        @id(\(quoted(id))) @cite(\(quoted(tier.place.description))) @says(\(quoted(says))) @met_by(\(quoted(metBy)))
        forbid (principal is Person, action == Action::"release", resource is Change)
        when { resource.tier == \(tier.tier) } unless { \(condition) };
        """
    }

    private static func quoted(_ text: String) -> String { Value.string(CedarString(text)).description }
}
