internal import Foundation
public import PlantModel

/// Findings that somebody accepted by name, each until a day.
public struct LeakBaseline: Sendable {
    /// One accepted finding.
    public struct Entry: Sendable, Hashable {
        /// The finding's fingerprint.
        public let fingerprint: String
        /// Who accepted it.
        public let approvedBy: String
        /// Why.
        public let reason: String
        /// The last day on which it is accepted.
        public let expires: Day
    }

    /// What is wrong with a file.
    public struct Problem: Error, Sendable, CustomStringConvertible {
        /// What is wrong, where, and what to do.
        public let description: String
    }

    /// Larger files are refused before they are read.
    public static let bytesMax = 64 << 20
    /// A day further away would make an exception a rule.
    static let yearsMax = 2

    /// By fingerprint.
    public let entries: [String: Entry]

    /// Accepts nothing.
    public static let empty = LeakBaseline(entries: [:])

    private init(entries: [String: Entry]) { self.entries = entries }

    private struct File: Codable {
        struct Accepted: Codable {
            var fingerprint: String
            var approvedBy: String
            var reason: String
            var expires: String
            var rule: String?
            var path: String?
        }
        var baseline: Int
        var accepted: [Accepted]
    }

    /// Reads a file: `{"baseline": 1, "accepted": [{"fingerprint", "approvedBy", "reason", "expires"}]}`.
    ///
    /// - Parameters:
    ///   - json: the file's bytes.
    ///   - name: what messages call it.
    ///   - today: nothing may be accepted for longer than two years from it.
    public init(json: [UInt8], file name: String, today: Day) throws(Problem) {
        guard json.count <= Self.bytesMax else {
            throw Problem(
                description: "\(name): \(json.count) bytes are more than the \(Self.bytesMax) that a baseline may have"
            )
        }
        let file: File
        do { file = try JSONDecoder().decode(File.self, from: Data(json)) } catch {
            throw Problem(description: "\(name): \(Self.told(error)); see docs/guide/scan-for-leaks.md for the form")
        }
        guard file.baseline == 1 else {
            throw Problem(
                description: "\(name): it is a baseline of version \(file.baseline); this program reads version 1"
            )
        }
        var entries: [String: Entry] = [:]
        for (index, accepted) in file.accepted.enumerated() {
            let place = "\(name): accepted[\(index)]"
            guard accepted.fingerprint.utf8.count == 24, accepted.fingerprint.allSatisfy(\.isHexDigit) else {
                throw Problem(
                    description: "\(place).fingerprint: 24 hexadecimal digits are expected, as the scan prints them"
                )
            }
            guard accepted.approvedBy.contains(where: \.isLetter) else {
                throw Problem(description: "\(place).approvedBy: the name of who accepted it is expected")
            }
            guard accepted.reason.contains(where: \.isLetter) else {
                throw Problem(description: "\(place).reason: why it is accepted is expected")
            }
            guard let day = Day(accepted.expires) else {
                throw Problem(
                    description:
                        "\(place).expires: a day such as 2027-03-31 is expected, not \"\(accepted.expires.prefix(40))\""
                )
            }
            guard (day.year - Self.yearsMax, day.month, day.day) <= (today.year, today.month, today.day) else {
                throw Problem(
                    description:
                        "\(place).expires: \(day) is more than two years away; accept it for less and look again"
                )
            }
            guard entries[accepted.fingerprint] == nil else {
                throw Problem(description: "\(place).fingerprint: it stands in this file already; leave one of them")
            }
            entries[accepted.fingerprint] = Entry(
                fingerprint: accepted.fingerprint,
                approvedBy: accepted.approvedBy,
                reason: accepted.reason,
                expires: day
            )
        }
        self.entries = entries
    }

    private static func told(_ error: any Error) -> String {
        func path(_ keys: [any CodingKey]) -> String { keys.map(\.stringValue).joined(separator: ".") }
        return switch error as? DecodingError {
        case .keyNotFound(let key, let context)?: "\(path(context.codingPath + [key])): the key is missing"
        case .typeMismatch(_, let context)?, .valueNotFound(_, let context)?:
            "\(path(context.codingPath)): a value of another type is expected"
        default: "it is no JSON"
        }
    }

    /// A baseline that accepts these findings, to be reviewed before it is used.
    public static func draft(
        accepting findings: [LeakFinding],
        approvedBy: String,
        reason: String,
        expires: Day
    ) -> JSONText {
        .object([
            ("baseline", .integer(1)),
            (
                "accepted",
                .list(
                    findings.map { finding in
                        .object([
                            ("fingerprint", .text(finding.fingerprint)), ("rule", .text(finding.rule)),
                            ("path", .text(finding.path)), ("approvedBy", .text(approvedBy)), ("reason", .text(reason)),
                            ("expires", .text("\(expires)")),
                        ])
                    }
                )
            ),
        ])
    }
}
