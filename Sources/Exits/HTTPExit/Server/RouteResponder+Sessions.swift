internal import Boundary
internal import HTTPTypes
internal import Hummingbird

extension RouteResponder {
    /// The registered terminal that a browser is; nil if it has no credential, or one that counts no more.
    func terminal(of incoming: IncomingRequest) throws -> EnrolledTerminal? {
        try incoming.terminalCredential.flatMap(terminalBearing)
    }

    /// What becomes of the session, and of the browser.
    func change(
        _ session: ScreenAnswer.SessionChange?,
        _ page: PageRequest,
        _ incoming: IncomingRequest,
        _ response: inout Response
    ) {
        guard let session else { return }
        if case .lock(let isLocked) = session {
            if let token = incoming.sessionToken { sessions.lock(token, isLocked) }
            return
        }
        // Whatever session the browser had ends, so that nobody finds himself in that of another (session fixation).
        if let old = incoming.sessionToken { sessions.end(old) }
        var (token, life) = ("", UInt64(0))
        if case .begin(let person) = session {
            token = sessions.begin(person, at: page.terminal, standing: boundary.standing(of: person.subject))
            life = SessionRegister.lifeSecondsMax
        }
        set(configuration.sessionCookie, token, seconds: life, &response)
        if case .enrol(let credential) = session {
            set(configuration.terminalCookie, credential.text, seconds: credential.seconds, &response)
        }
    }

    private func set(_ cookie: String, _ value: String, seconds: UInt64, _ response: inout Response) {
        let secure = configuration.isSecure ? "; Secure" : ""
        let text = "\(cookie)=\(value); Path=/; Max-Age=\(seconds); HttpOnly; SameSite=Strict\(secure)"
        response.headers.append(HTTPField(name: .setCookie, value: text))
    }
}
