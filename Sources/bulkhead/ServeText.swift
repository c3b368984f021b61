import Foundation
import HTTPExit
import PlantModel

/// Address and port.
struct ListenAddress: Hashable {
    let host: String
    let port: Int

    struct Problem: Error, CustomStringConvertible {
        let description: String
    }

    init(_ text: String) throws(Problem) {
        guard let colon = text.lastIndex(of: ":"), let port = Int(text[text.index(after: colon)...]),
            (0...65_535).contains(port), colon != text.startIndex
        else { throw Problem(description: "\(text): expected an address and a port, such as 127.0.0.1:8080") }
        let host = text[..<colon]
        self.host = host.hasPrefix("[") && host.hasSuffix("]") ? String(host.dropFirst().dropLast()) : String(host)
        self.port = port
    }

    /// Whether only this machine can reach it.
    var isLoopback: Bool { ["127.0.0.1", "::1", "localhost"].contains(host) }
}

/// What the console shows when an instance serves.
struct ServeText {
    let served: ServedInstance
    let stores: InstanceStores
    let listen: ListenAddress
    /// The proxy's name, where one ends TLS.
    let host: String?
    /// The server's name, where it ends TLS itself.
    let ownName: String?
    let link: (token: String, expires: UInt64)?
    /// Of an instance that is to be tried, at its first start.
    let demo: DemoFloor.Issued?
    /// What there is to know of baselines beside the one that decides.
    let baselines: [String]

    private static func lines(_ badge: DemoFloor.Badge) -> [String] {
        let line = "  \(badge.badge)  \(badge.pin)  \(badge.name), \(badge.role)"
        guard let generator = badge.generator else { return [line] }
        return [
            line,
            "    has a second factor too, a generator of one-time passwords: \(generator.key)",
            "    at a desk with the password \(generator.password); at a terminal scan \(generator.unit), which the PIN alone does not reach",
        ]
    }

    func lines(port: Int) -> [String] {
        // A shell takes an ampersand in a URL for its own.
        let store = stores.reader == nil ? stores.data : "'\(stores.data)'"
        let secure = host.map { "https://\($0)" } ?? ownName.map { "https://\($0 == "::1" ? "[::1]" : $0):\(port)" }
        let base = secure ?? "http://\(listen.host == "::1" ? "[::1]" : listen.host):\(port)"
        var lines = [
            "serving \(served.name) at \(served.site.id): \(served.programs.joined(separator: ", "))",
            "  pages   \(base)/",
            "  data    \(stores.data)",
            "  keys    \(stores.keys), site key \(stores.siteKey): back them up apart from the data",
        ]
        lines += baselines
        if let link {
            let expires = Date(timeIntervalSince1970: Double(link.expires) / 1_000).formatted(
                .iso8601.time(includingFractionalSeconds: false)
            )
            lines += [
                "Nobody administers this instance yet. Open once, before \(expires) UTC:",
                "  \(base)/setup/\(link.token)",
            ]
        }
        if let demo {
            lines.append("Demo persons, each with a badge to scan or type and a PIN that is shown this once:")
            lines += demo.badges.flatMap(Self.lines)
            lines.append(
                "Terminals, each for one browser. Make yours one of them before you sign in: what is shown hangs on it."
            )
            lines += demo.terminals.map { "  \(base)/terminal/enrol?code=\($0.code)  \($0.name): \($0.place)" }
            lines.append("Scan a serial number, such as \(served.programs.first ?? "")-101, at the terminal.")
        }
        return lines + [
            "next: bulkhead store check --store \(store) --keys \(stores.keys)",
            "      bulkhead audit key --keys \(stores.keys) --compartment control",
            "      bulkhead store backup --store \(store) --keys \(stores.keys) --to DIR --keys-to DIR",
        ]
    }
}

extension Routes.Route {
    /// The route on one line: how it is asked, its path, who may come, and who reads its answer.
    var line: String { "\(method.rawValue) \(path) \(access) \(isAPI ? "api" : "page")" }
}
