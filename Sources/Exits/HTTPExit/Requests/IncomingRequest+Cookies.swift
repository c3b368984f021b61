internal import HTTPTypes
internal import Hummingbird

// What the server left in a browser, and takes back from it alone.
extension IncomingRequest {
    /// The token of the session's cookie.
    var sessionToken: String? { cookie(configuration.sessionCookie, digits: 64) }

    /// The credential of a terminal.
    var terminalCredential: String? { cookie(configuration.terminalCookie, digits: TerminalCredential.digits) }

    /// The value of a cookie; nil if there is none, or several, of which one would have been put there by somebody else.
    private func cookie(_ name: String, digits: Int) -> String? {
        let values = request.headers[values: .cookie].flatMap { $0.split(separator: ";") }.compactMap {
            cookie -> Substring? in
            let parts = cookie.drop { $0 == " " }.split(separator: "=", maxSplits: 1)
            return parts.count == 2 && parts[0] == name[...] ? parts[1] : nil
        }
        guard values.count == 1, let value = values.first, value.utf8.count == digits else { return nil }
        return String(value)
    }
}
