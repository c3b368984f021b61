internal import Boundary
internal import Crypto
internal import Storage
internal import Synchronization

/// The sessions of this process. They are not kept beyond it: after a restart everybody signs in again.
///
/// A session is named by 256 random bits that the browser has alone; here is only their hash. It ends with its life, when it was idle, when
/// the person signs out or in elsewhere, when the register learns other facts about the person, and when the
/// browser is no longer the terminal at which it began.
final class SessionRegister: Sendable {
    /// A shift and its overlap.
    static let lifeSecondsMax: UInt64 = 12 * 3_600
    /// A terminal that nobody uses asks for badge and PIN again.
    static let idleSecondsMax: UInt64 = 15 * 60
    /// A terminal that was locked keeps what was typed for so long; the PIN alone opens it.
    static let lockedSecondsMax: UInt64 = 3_600
    /// Sessions at once; the one that was idle for longest makes room.
    static let sessionsMax = 4_096

    private struct Session {
        let visitor: Visitor
        let begun: UInt64
        var used: UInt64
        var isLocked = false
    }

    private let sessions = Mutex<[[UInt8]: Session]>([:])
    private let random: @Sendable (Int) -> [UInt8]
    private let clock: any PlantClock

    init(clock: any PlantClock, random: @escaping @Sendable (Int) -> [UInt8]) {
        self.clock = clock
        self.random = random
    }

    /// Begins a session; the person's others go on, since one may stand at two terminals.
    /// - Returns: the token for the browser.
    func begin(_ person: SignedIn, at terminal: EnrolledTerminal? = nil, standing: Standing) -> String {
        let token = random(32).hexadecimal
        let now = clock.now
        let visitor = Visitor(
            subject: person.subject,
            name: person.name,
            home: person.home,
            formToken: random(32).hexadecimal,
            factors: person.factors,
            terminal: terminal,
            standing: standing
        )
        sessions.withLock { sessions in
            if sessions.count >= Self.sessionsMax {
                sessions = sessions.filter { Self.isOpen($0.value, now) }
                if sessions.count >= Self.sessionsMax, let oldest = sessions.min(by: { $0.value.used < $1.value.used })
                {
                    sessions[oldest.key] = nil
                }
            }
            sessions[Self.hash(token)] = Session(visitor: visitor, begun: now, used: now)
        }
        return token
    }

    /// Whose session it is; nil if it is over, or never was.
    /// - Parameters:
    ///   - terminal: the registered one that the browser is.
    ///   - isUse: whether somebody does something; a program that follows events by itself keeps no terminal open.
    ///   - standing: what decisions about a subject rest on now.
    func visitor(
        _ token: String,
        at terminal: EnrolledTerminal? = nil,
        isUse: Bool = true,
        standing: (Subject) -> Standing
    ) -> Visitor? {
        let now = clock.now
        let key = Self.hash(token)
        let found = sessions.withLock { sessions -> Visitor? in
            guard var session = sessions[key] else { return nil }
            guard Self.isOpen(session, now) else {
                sessions[key] = nil
                return nil
            }
            if isUse { session.used = now }
            sessions[key] = session
            return session.visitor
        }
        guard let found else { return nil }
        // Begun at a terminal that was taken back since, or stands elsewhere; or at none, in a browser that has become one.
        guard found.terminal == terminal, standing(found.subject).hasFacts(of: found.standing) else {
            end(token)
            return nil
        }
        return found
    }

    /// Whether a session goes on and is not locked; asking is no use of it.
    func isOpen(_ token: String, at terminal: EnrolledTerminal? = nil, standing: (Subject) -> Standing) -> Bool {
        visitor(token, at: terminal, isUse: false, standing: standing) != nil && !isLocked(token)
    }

    /// Whether the terminal was locked: nothing is shown to whoever stands there, and nothing done, until it is unlocked.
    func isLocked(_ token: String) -> Bool { sessions.withLock { $0[Self.hash(token)]?.isLocked ?? false } }

    func lock(_ token: String, _ isLocked: Bool) {
        sessions.withLock { $0[Self.hash(token)]?.isLocked = isLocked }
    }

    func end(_ token: String) { sessions.withLock { $0[Self.hash(token)] = nil } }

    func endAll(of subject: Subject) {
        sessions.withLock { $0 = $0.filter { $0.value.visitor.subject != subject } }
    }

    private static func isOpen(_ session: Session, _ now: UInt64) -> Bool {
        // A clock that is set back makes nothing younger than it is.
        let age = now >= session.begun ? now - session.begun : .max
        let idle = now >= session.used ? now - session.used : 0
        let idleMax = session.isLocked ? lockedSecondsMax : idleSecondsMax
        return age < lifeSecondsMax * 1_000 && idle < idleMax * 1_000
    }

    private static func hash(_ token: String) -> [UInt8] { Array(SHA256.hash(data: Array(token.utf8))) }
}
