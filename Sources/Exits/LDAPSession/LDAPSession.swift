internal import CLDAP
internal import Foundation

/// A session with a directory (RFC 4511, by libldap), from its beginning to its end, for one question.
///
/// It follows no referral, takes no alias for what it stands for, and is told nothing before its certificate is believed.
public enum LDAPSession {
    /// Asks a directory and waits for the whole answer, page by page.
    ///
    /// The library waits within its calls, so that the session has a thread of its own.
    /// - Parameter credentials: as whom; nil for as nobody.
    /// - Throws: `LDAPFault`.
    public static func entries(
        of query: LDAPQuery,
        at server: LDAPServer,
        as credentials: LDAPCredentials?,
        limits: LDAPLimits = LDAPLimits()
    ) async throws(LDAPFault) -> [LDAPEntry] {
        let answer = await withCheckedContinuation { continuation in
            let thread = Thread {
                failOnClosedLines()
                let answer = Result { () throws(LDAPFault) in
                    try DirectoryConnection(server, as: credentials, limits: limits).entries(of: query)
                }
                continuation.resume(returning: answer)
            }
            thread.name = "ldap-session"
            thread.start()
        }
        return try answer.get()
    }
}

/// Numbers of the protocol and the library that their headers have as casts.
enum LDAPNumber {
    /// The whole subtree (RFC 4511, 4.5.1.2).
    static let subtree: Int32 = 2
    /// No alias is followed (RFC 4511, 4.5.1.3).
    static let neverFollowed: Int32 = 0
    /// Messages of an answer (RFC 4511, 4.2.2, 4.5.2).
    static let entry: Int32 = 0x64
    static let done: Int32 = 0x65
    static let reference: Int32 = 0x73
    /// One message at a time, and all of an answer.
    static let one: Int32 = 0
    static let all: Int32 = 1
    /// TLS 1.2.
    static let leastTLS: Int32 = 0x303
    /// Results (RFC 4511, 4.1.9): done, and that another one is to be asked.
    static let success: Int32 = 0
    static let referral: Int32 = 10
    /// What was sent is not understood (of the library).
    static let notUnderstood: Int32 = -4
    /// A limit of the directory's was reached: time, entries, what it is administered to give.
    static let limits: Set<Int32> = [3, 4, 11]
}
