import Foundation
import HTTPExit
import TestFloor
import Testing

/// What the guide shows has to be there: a promise that only the manual keeps is worse than none.
@Suite("The guide names no page and no operation that is not there", .timeLimit(.minutes(10)))
struct GuidePathTests {
    private static let guide: URL = {
        var root = URL(filePath: #filePath)
        for _ in 0..<4 { root.deleteLastPathComponent() }
        return root.appending(path: "docs/guide")
    }()

    /// Pages of the guide with what they have between backticks that begins as an address of the server does.
    private static func addresses() throws -> [(page: String, method: String?, path: [Substring])] {
        var found: [(String, String?, [Substring])] = []
        for page in try FileManager.default.contentsOfDirectory(atPath: guide.path) where page.hasSuffix(".md") {
            let text = try String(contentsOf: guide.appending(path: page), encoding: .utf8)
            for match in text.matches(of: /`(?:(GET|POST) )?(\/[a-z.][^`\s]*)`/) {
                let path = match.2.prefix { $0 != "?" }
                found.append((page, match.1.map(String.init), path.split(separator: "/")))
            }
        }
        return found
    }

    /// Whether a route answers at an address, or at one that ends so where the guide leaves the beginning out.
    private static func fits(_ route: Routes.Route, _ method: String?, _ path: [Substring], asWhole: Bool) -> Bool {
        let parts = route.path.split(separator: "/")
        guard method ?? route.method.rawValue == route.method.rawValue,
            asWhole ? parts.count == path.count : parts.count > path.count
        else { return false }
        return zip(parts.suffix(path.count), path).allSatisfy { part, said in
            part == said || part.hasPrefix("{") && (said.hasPrefix("{") || asWhole)
        }
    }

    @Test("each address in it is one of the server's")
    func addresses() async throws {
        let routes = try await TestFloor(catalogue: FloorVisit.catalogue).routes.all
        let firsts = Set(routes.compactMap { $0.path.split(separator: "/").first })
        let said = try Self.addresses()
        #expect(said.count > 80)
        for (page, method, path) in said {
            // Folders of a machine and elements of XML begin with a slash too.
            let isWhole = method != nil || firsts.contains(path.first ?? "")
            let isThere = routes.contains {
                Self.fits($0, method, path, asWhole: true)
                    || !isWhole && Self.fits($0, method, path, asWhole: false)
            }
            #expect(isThere, "\(page): \(method ?? "") /\(path.joined(separator: "/"))")
        }
    }
}
