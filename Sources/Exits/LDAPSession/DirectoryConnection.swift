internal import CLDAP
internal import Foundation

/// A connection of libldap. It stays on the thread that made it.
final class DirectoryConnection {
    let server: LDAPServer
    let limits: LDAPLimits
    let handle: OpaquePointer
    private let deadline: ContinuousClock.Instant
    private let whole: LineWatch
    /// What the library calls when the line stands, before TLS begins on it.
    private let callback: UnsafeMutablePointer<ldap_conncb>

    /// Connects, makes sure of the certificate, and says as whom.
    /// - Throws: `LDAPFault`: `connection`, `notLetIn`.
    init(_ server: LDAPServer, as credentials: LDAPCredentials?, limits: LDAPLimits) throws(LDAPFault) {
        self.server = server
        self.limits = limits
        deadline = .now + .seconds(limits.secondsMax)
        var made: OpaquePointer?
        guard ldap_initialize(&made, "\(server)") == LDAPNumber.success, let made else {
            throw LDAPFault(kind: .connection, description: "\(server): there is no room for a session")
        }
        handle = made
        whole = LineWatch(seconds: limits.secondsMax + limits.answerSecondsMax)
        callback = .allocate(capacity: 1)
        callback.initialize(to: ldap_conncb())
        // From here on what was begun is ended by `deinit`.
        bound()
        if server.protection != .none { try protect() }
        let beginning = LineWatch(seconds: limits.answerSecondsMax)
        defer { beginning.end() }
        let watches = Watches([whole, beginning], pauseSecondsMax: limits.answerSecondsMax)
        callback.pointee.lc_arg = Unmanaged.passUnretained(watches).toOpaque()
        defer { callback.pointee.lc_arg = nil }
        try check(
            withExtendedLifetime(watches) { ldap_connect(handle) },
            .connection,
            "nobody answers, or its certificate is not believed"
        )
        if server.protection == .startTLS {
            try check(
                ldap_start_tls_s(handle, nil, nil),
                .connection,
                "no StartTLS, or its certificate is not believed"
            )
        }
        if let credentials { try signIn(credentials) }
    }

    deinit {
        whole.end()
        ldap_unbind_ext(handle, nil, nil)
        callback.deallocate()
    }

    /// What remains of the time there is, or of that for one answer.
    var timeLeft: Duration { min(deadline - .now, .seconds(limits.answerSecondsMax)) }

    /// Says everything that files of the machine might say otherwise.
    private func bound() {
        watchLine()
        set(LDAP_OPT_PROTOCOL_VERSION, 3)
        set(LDAP_OPT_DEREF, LDAPNumber.neverFollowed)
        for option in [LDAP_OPT_REFERRALS, LDAP_OPT_RESTART] { ldap_set_option(handle, option, nil) }
        var limit = timeLimit(.seconds(limits.answerSecondsMax))
        for option in [LDAP_OPT_TIMEOUT, LDAP_OPT_NETWORK_TIMEOUT] { ldap_set_option(handle, option, &limit) }
        var buffer: OpaquePointer?
        ldap_get_option(handle, LDAP_OPT_SOCKBUF, &buffer)
        if let buffer {
            // A longer message is refused by its head, before there is room made for it.
            var longest = ber_len_t(limits.messageBytesMax)
            ber_sockbuf_ctrl(buffer, LBER_SB_OPT_SET_MAX_INCOMING, &longest)
        }
    }

    /// Whatever is waited for on the line is watched from its first byte on.
    private func watchLine() {
        callback.pointee.lc_add = { _, buffer, _, _, context in
            var socket: Int32 = -1
            ber_sockbuf_ctrl(buffer, LBER_SB_OPT_GET_FD, &socket)
            guard socket >= 0, let argument = context?.pointee.lc_arg else { return 0 }
            let watches = Unmanaged<Watches>.fromOpaque(argument).takeUnretainedValue()
            boundWaiting(socket, seconds: watches.pauseSecondsMax)
            for watch in watches.all { watch.watch(socket) }
            return 0
        }
        callback.pointee.lc_del = { _, _, _ in }
        ldap_set_option(handle, LDAP_OPT_CONNECT_CB, callback)
    }

    private func protect() throws(LDAPFault) {
        set(LDAP_OPT_X_TLS_REQUIRE_CERT, LDAP_OPT_X_TLS_HARD)
        set(LDAP_OPT_X_TLS_PROTOCOL_MIN, LDAPNumber.leastTLS)
        let authorities = server.authorities ?? Self.systemAuthorities
        guard FileManager.default.isReadableFile(atPath: authorities) else {
            throw LDAPFault(
                kind: .connection,
                description: "\(server): the file of authorities \(authorities) cannot be read"
            )
        }
        ldap_set_option(handle, LDAP_OPT_X_TLS_CACERTDIR, nil)
        ldap_set_option(handle, LDAP_OPT_X_TLS_CACERTFILE, authorities)
        var isServer: Int32 = 0
        try check(
            ldap_set_option(handle, LDAP_OPT_X_TLS_NEWCTX, &isServer),
            .connection,
            "\(authorities) holds no certificates"
        )
    }

    private static let systemAuthorities = "/etc/ssl/certs/ca-certificates.crt"

    private func set(_ option: Int32, _ value: Int32) {
        var value = value
        ldap_set_option(handle, option, &value)
    }

    private func signIn(_ credentials: LDAPCredentials) throws(LDAPFault) {
        var password = Array(credentials.password.utf8CString)
        let count = password.count - 1
        var number: Int32 = 0
        let code = password.withUnsafeMutableBufferPointer { buffer in
            var value = berval(bv_len: ber_len_t(count), bv_val: buffer.baseAddress)
            return ldap_sasl_bind(handle, credentials.name, nil, &value, nil, nil, &number)
        }
        try check(code, .connection, "the connection broke off")
        let message = try answer(to: number, LDAPNumber.all).message
        var result: Int32 = 0
        let read = ldap_parse_result(handle, message, &result, nil, nil, nil, nil, 1)
        try check(read, .connection, "it does not speak LDAP")
        try check(result, .notLetIn, "the name or the password is not let in")
    }

    /// The next message that answers a question; whoever asks frees it.
    func answer(to number: Int32, _ extent: Int32) throws(LDAPFault) -> (kind: Int32, message: OpaquePointer) {
        var message: OpaquePointer?
        var kind: Int32 = 0
        // What is there already comes also where no time is left.
        if timeLeft > .zero {
            var limit = timeLimit(timeLeft)
            kind = ldap_result(handle, number, extent, &limit, &message)
        }
        if kind > 0, let message { return (kind, message) }
        guard kind < 0 else {
            throw LDAPFault(
                kind: .connection,
                description:
                    "\(server): it is silent for \(limits.answerSecondsMax) s, or takes longer than \(limits.secondsMax) s"
            )
        }
        throw LDAPFault(
            kind: .connection,
            description:
                "\(server): the connection broke off, or a message is no LDAP or longer than \(limits.messageBytesMax) bytes"
        )
    }

    func check(_ code: Int32, _ kind: LDAPFault.Kind, _ what: String) throws(LDAPFault) {
        guard code != LDAPNumber.success else { return }
        throw LDAPFault(kind: kind, description: "\(server): \(what) (LDAP result \(code))")
    }
}

/// What is told of a line that stands.
private final class Watches {
    let all: [LineWatch]
    /// Seconds that the line may stand still within a message.
    let pauseSecondsMax: Int

    init(_ all: [LineWatch], pauseSecondsMax: Int) {
        self.all = all
        self.pauseSecondsMax = pauseSecondsMax
    }
}
