/// An account: whose badge it is, and how the person is called.
public struct Account: Hashable, Sendable {
    /// The person's id in the register.
    public let person: String
    /// What the badge's symbol says. It identifies; it is no factor.
    public let badge: String
    /// How the person is called on screen.
    public let name: String
    /// Which home shows first.
    public let home: String
    /// May enrol others and feed the register.
    public let administers: Bool
    /// Can no longer be signed in to.
    public let isClosed: Bool

    /// - Throws: `AccountRefusal.notAName`.
    public init(
        person: String,
        badge: String,
        name: String,
        home: String,
        administers: Bool = false,
        isClosed: Bool = false
    ) throws(AccountRefusal) {
        for text in [person, badge, name] where !Self.isName(text) { throw .notAName }
        self.person = person
        self.badge = badge
        self.name = name
        self.home = home
        self.administers = administers
        self.isClosed = isClosed
    }

    /// Whether a text can be a name: letters, digits and a few signs, at most 64.
    static func isName(_ text: String) -> Bool {
        let isLong = text.unicodeScalars.count > 64
        let fits = text.unicodeScalars.allSatisfy { scalar in
            scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
                || [" ", "-", ".", "_", "@", "'"].contains(scalar)
        }
        return !isLong && fits && !text.isEmpty && text.first != " " && text.last != " "
    }
}

/// How often signing in failed in a row, and what follows.
struct Attempts: Hashable, Sendable {
    var failures: Int64 = 0
    var time: Int64 = 0
    var step: Int64?

    /// Failures without a wait.
    static let freeFailures: Int64 = 5
    /// The longest wait.
    static let waitMinutesMax: Int64 = 60

    /// Until when no secret counts, milliseconds since 1970: after the fifth failure one minute, then twice as long each time.
    var waitsUntil: Int64 {
        guard failures >= Self.freeFailures else { return 0 }
        let minutes = min(Self.waitMinutesMax, 1 << min(6, failures - Self.freeFailures))
        return time + minutes * 60_000
    }
}
