internal import Foundation

/// What the control log says of accounts. Payloads are sealed JSON.
enum AccountEvent {
    /// An account was opened, or what it is called has changed.
    struct Opened: Codable, Sendable {
        static let kind = "account.opened"
        /// The person's id in the register.
        let person: String
        /// What the badge's symbol says.
        let badge: String
        /// How the person is called on screen.
        let name: String
        /// Which home shows first.
        let home: String
        /// May enrol others and feed the register.
        let administers: Bool
        /// Left: it can no longer be signed in to.
        let isClosed: Bool
    }

    /// A secret was set.
    struct SecretSet: Codable, Sendable {
        static let kind = "account.secret-set"
        let person: String
        let use: SecretUse
        let hash: SecretHash
        /// Until when it counts, milliseconds since 1970; nil without end.
        let expires: Int64?
    }

    /// A one-time password generator was set.
    struct GeneratorSet: Codable, Sendable {
        static let kind = "account.generator-set"
        let person: String
        let secret: Data
    }

    /// Somebody was signed in, or refused: how often in a row, when, and the last step of the generator that was used.
    struct Attempted: Codable, Sendable {
        static let begun = "session.begun"
        /// The PIN was shown again, to sign something.
        static let confirmed = "session.confirmed"
        static let refused = "session.refused"
        let person: String
        let failures: Int64
        let time: Int64
        let step: Int64?
        /// What was shown: `badge`, `pin`, `password`, `totp`, `enrolment`.
        let factors: [String]
        /// The terminal at which it was, by its id; nil at none.
        var terminal: String?
    }

    /// A system of the plant got a key, or lost the one that it had.
    struct SystemKeySet: Codable, Sendable {
        static let kind = "system.key-set"
        let system: String
        /// `SHA-256` of the key, which is 256 random bits; nil where it was taken back.
        let hash: Data?
    }

    /// A badge was printed for somebody; the one before it ends.
    struct BadgePrinted: Codable, Sendable {
        static let kind = "account.badge-printed"
        let person: String
        /// The badge's number in the register at that time; under another one it no longer counts.
        let badge: String
        /// What its symbol says.
        let code: String
        let issue: Int64
        /// A random id of this print, in hexadecimal.
        let print: String
    }

    /// Somebody signed out.
    struct Ended: Codable, Sendable {
        static let kind = "session.ended"
        let person: String
    }

    /// A badge that there is none of was shown. It says no more: what was typed may have been a PIN.
    struct Unknown: Codable, Sendable {
        static let kind = "session.unknown-badge"
    }

    static func payload(_ event: any Encodable) throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return Array(try encoder.encode(event))
    }

    static func read<Event: Decodable>(_ type: Event.Type, _ payload: [UInt8]?) -> Event? {
        payload.flatMap { try? JSONDecoder().decode(type, from: Data($0)) }
    }
}

/// What a secret is for.
enum SecretUse: String, Codable, Sendable, CaseIterable {
    /// With a badge, at a terminal.
    case pin
    /// With a one-time password, at a desk.
    case password
    /// Given by an administrator, to choose a PIN with.
    case enrolment
}
