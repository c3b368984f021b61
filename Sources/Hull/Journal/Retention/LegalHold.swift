/// Keeps what it covers from being shredded or pruned, whatever the policy says, until it is lifted.
public struct LegalHold: Codable, Hashable, Sendable {
    /// The program; nil for all.
    public let program: String?
    /// The retention class; nil for all.
    public let retentionClass: String?
    /// The period; nil for all.
    public let period: String?

    /// A hold on whatever agrees with all that is given.
    public init(program: String? = nil, retentionClass: String? = nil, period: String? = nil) {
        self.program = program
        self.retentionClass = retentionClass
        self.period = period
    }

    /// Whether payloads of a scope are held.
    public func covers(_ scope: DataKeyScope) -> Bool {
        Self.agrees(program, scope.program) && Self.agrees(retentionClass, scope.retentionClass)
            && Self.agrees(period, scope.period)
    }

    /// Canonically equivalent texts agree: a hold rather covers too much.
    private static func agrees(_ wanted: String?, _ found: String) -> Bool { wanted.map { $0 == found } ?? true }
}

/// How long entries are kept, as it was published.
public struct RetentionPolicy: Codable, Hashable, Sendable {
    /// Where it is published.
    public let published: String
    /// By retention class, days after the event; entries of a class that is not named are never pruned.
    public let keepDays: [String: Int]

    /// A policy.
    public init(published: String, keepDays: [String: Int]) {
        self.published = published
        self.keepDays = keepDays
    }

    /// When an entry may go, in milliseconds since 1970; nil for never.
    func end(of retentionClass: String, recorded time: UInt64) -> UInt64? {
        guard let days = keepDays[retentionClass], days >= 0 else { return nil }
        let (end, isOver) = time.addingReportingOverflow(UInt64(days) * 86_400_000)
        return isOver ? nil : end
    }
}
