internal import Foundation

/// What the control log says of terminals. Payloads are sealed JSON; who acted and when is said by the event around them.
enum TerminalEvent {
    /// A terminal was registered.
    struct Registered: Codable, Sendable {
        static let kind = "terminal.registered"
        /// Its id, in hexadecimal, as in each of these.
        let terminal: String
        let name: String
        let zone: String?
        let country: String
    }

    /// Somebody got a code for it. A credential that it had counts no more.
    struct CodeGiven: Codable, Sendable {
        static let kind = "terminal.code-given"
        let terminal: String
        /// Of the code.
        let hash: Data
        /// Until when it counts, milliseconds since 1970.
        let expires: Int64
    }

    /// A browser has shown the code and got a credential; who gave the code answers for it.
    struct Enrolled: Codable, Sendable {
        static let kind = "terminal.enrolled"
        let terminal: String
        /// Of the credential.
        let hash: Data
        /// Until when it counts, milliseconds since 1970.
        let expires: Int64
    }

    /// It is no terminal any more.
    struct Withdrawn: Codable, Sendable {
        static let kind = "terminal.withdrawn"
        let terminal: String
    }
}
