internal import Cedar
internal import PlantModel

/// What if policies were others than those in force: one of them changed or taken out, or new ones put in.
public struct PolicySupposition: Sendable, Hashable {
    /// The policy that would no longer be there, by its id; nil where policies are only added.
    public let replaced: String?
    /// The policies that would be there instead, in Cedar; empty where one is only taken out.
    public let text: String

    /// The longest text, in bytes.
    public static let textBytesMax = 65_536
    /// The most policies of a text.
    public static let policiesMax = 50
    /// What problems call the text.
    public static let file = "what was written"

    /// A supposition.
    public init(replacing replaced: String?, with text: String) {
        self.replaced = replaced
        self.text = text
    }
}

extension PolicyBaseline {
    /// What would be decided by if policies were others. What stands in the place of an obligation is one, what stands in the place of a grant likewise; of
    /// what is only added, a `forbid` is an obligation and a `permit` a grant.
    /// - Throws: everything that keeps it from being decided by, located in the text.
    public func supposing(_ supposition: PolicySupposition) throws(BaselineProblems) -> PolicyBaseline {
        guard supposition.text.utf8.count <= PolicySupposition.textBytesMax else {
            throw BaselineProblems([
                "the text has more than \(PolicySupposition.textBytesMax) bytes; ask about less at once"
            ])
        }
        do {
            let written = try PolicySet(parsing: supposition.text, file: PolicySupposition.file)
            try Self.check(written)
            let added = try written.renamedByAnnotation().policies
            let replaced = supposition.replaced
            let isObligation = catalogue.obligations.contains { $0.id == replaced }
            let isGrant = grants.policies.contains { $0.id.description == replaced }
            guard replaced == nil || isObligation || isGrant else {
                throw BaselineProblems([
                    "no obligation of the catalogue and no grant has this id; choose one of the list"
                ])
            }
            guard replaced != nil || !added.isEmpty else {
                throw BaselineProblems(["nothing would be another: write a policy, or choose one to be taken out"])
            }
            let obligations = added.filter { isObligation || (!isGrant && $0.effect == .forbid) }
            let permits = added.filter { isGrant || (!isObligation && $0.effect == .permit) }
            return try PolicyBaseline(
                plant: plant,
                catalogue: catalogue.changing(
                    without: Set([replaced].compactMap(\.self)),
                    adding: PolicySet(obligations)
                ),
                grants: PolicySet(grants.policies.filter { $0.id.description != replaced } + permits),
                determinations: determinations
            )
        } catch let problems as BaselineProblems {
            throw problems
        } catch let problems as ObligationProblems {
            throw BaselineProblems(problems.problems)
        } catch let errors as CedarErrors {
            throw BaselineProblems(errors.errors.map(\.description))
        } catch {
            throw BaselineProblems(["\(error)"])
        }
    }

    /// What is read by its place would be another policy once something stands before it.
    private static func check(_ written: PolicySet) throws(BaselineProblems) {
        let all = written.policies + written.templates
        guard all.count <= PolicySupposition.policiesMax else {
            throw BaselineProblems(["more than \(PolicySupposition.policiesMax) policies; ask about fewer at once"])
        }
        let problems = all.flatMap { policy in
            [
                policy.annotation("id") == nil ? "\(place(policy)): a policy is named by @id(\"…\")" : nil,
                policy.isTemplate ? "\(place(policy)): a template decides nothing; write its link out" : nil,
            ].compactMap(\.self)
        }
        guard problems.isEmpty else { throw BaselineProblems(problems) }
    }
}
