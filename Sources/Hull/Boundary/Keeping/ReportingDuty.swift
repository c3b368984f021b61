internal import Cedar
internal import PlantModel

/// A duty to report what went wrong: to whom, within which time, from when on. Of duties with one addressee and one trigger the shortest counts, and all of
/// them stand behind it.
public struct ReportingDuty: Hashable, Sendable {
    /// To whom, `@to`.
    public let addressee: String
    /// What its time runs from, `@from`, such as `discovery`.
    public let trigger: String
    /// Within so many hours; none where it is due at once, or where the obligation's quantity cannot be read.
    public let hours: UInt64
    /// The obligations that give it, by id, in order.
    public let obligations: [String]
    /// Where they are written.
    public let cite: String
    /// What they ask.
    public let says: String

    /// Hours of `72h` and `60d`; nil for anything else, or for more than ten years.
    static func hours(_ text: String) -> UInt64? {
        guard let unit = text.last, text.first != "+", let count = UInt64(text.dropLast()) else { return nil }
        switch unit {
        case "h" where count <= 87_660: return count
        case "d" where count <= 3_653: return count * 24
        default: return nil
        }
    }
}

extension Boundary {
    /// What a program has to report, and to whom, when its data got where it must not, by its duties for its work at a site.
    /// - Throws: `noPolicies`.
    public func reportingDuties(of program: String, at site: String) throws(BoundaryError) -> [ReportingDuty] {
        let world = try world()
        let questioner = PolicyQuestioner(obligations: world.obligations, facts: world.facts)
        let candidates = world.obligations.asking("owe").filter {
            $0.isDuty && $0.policy.annotation("report") != nil
        }
        let owed = candidates.filter { obligation in
            guard case .equal(.entity(let duty)) = obligation.policy.scope.resource else { return false }
            let request = Question.owe(program, duty: duty, at: site, world.facts)
            return !questioner.applying(to: request, among: [obligation]).isEmpty
        }
        let groups = Dictionary(grouping: owed) { obligation in
            [obligation.policy.annotation("to") ?? "", obligation.policy.annotation("from") ?? ""]
        }
        return groups.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map { key, obligations in
            let ordered = obligations.sorted { $0.id < $1.id }
            return ReportingDuty(
                addressee: key[0],
                trigger: key[1],
                hours: ordered.map { ReportingDuty.hours($0.policy.annotation("report") ?? "") ?? 0 }.min() ?? 0,
                obligations: ordered.map(\.id),
                cite: ordered.map(\.cite).joined(separator: "; "),
                says: ordered.map(\.says).joined(separator: "; ")
            )
        }
    }
}
