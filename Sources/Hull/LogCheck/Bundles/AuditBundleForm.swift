internal import Foundation

/// An auditor's bundle as it is written (`schemas/audit-bundle.schema.json`): the canonical JSON of RFC 8785, in which one bundle has one spelling.
struct AuditBundleForm: Codable, Equatable {
    struct Entry: Codable, Equatable {
        let entry: String
        let index: UInt64
        let payload: String?
        let proof: [String]
        let salt: String?
    }

    struct Earlier: Codable, Equatable {
        let checkpoint: String
        let proof: [String]
    }

    /// By what the entries were chosen, as whoever made the bundle says.
    struct Choice: Codable, Equatable {
        let first: String?
        let found: UInt64
        let last: String?
        let outcome: String?
        let policy: String?
        let seed: String?
    }

    let checkpoint: String
    let choice: Choice?
    let earlier: [Earlier]
    let entries: [Entry]
    let format: String

    static let name = "bulkhead-audit-bundle/1"
    /// 256 MiB: some hundred thousand entries with payloads.
    static let bytesMax = 1 << 28

    struct Refusal: Error { let reason: String }

    init(_ bytes: [UInt8]) throws(Refusal) {
        guard bytes.count <= Self.bytesMax else { throw Refusal(reason: "more than \(Self.bytesMax) bytes") }
        // The decoder recurses; the format is three levels deep.
        guard Self.depth(bytes) <= 4 else { throw Refusal(reason: "nested deeper than the format") }
        let form: AuditBundleForm
        do {
            form = try JSONDecoder().decode(AuditBundleForm.self, from: Data(bytes))
        } catch let error as DecodingError {
            throw Refusal(reason: Self.text(error))
        } catch {
            throw Refusal(reason: "not JSON")
        }
        guard form.format == Self.name else { throw Refusal(reason: "format: this program reads \(Self.name)") }
        // Unknown members, members that stand twice, blanks and other spellings all make other bytes.
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        guard let canonical = try? encoder.encode(form), canonical.elementsEqual(bytes) else {
            throw Refusal(reason: "not in canonical form (RFC 8785), or with members that the format does not have")
        }
        self = form
    }

    private static func depth(_ bytes: [UInt8]) -> Int {
        var depth = 0
        var deepest = 0
        var inText = false
        var isEscaped = false
        for byte in bytes {
            if inText {
                if isEscaped {
                    isEscaped = false
                } else if byte == 0x5C {
                    isEscaped = true
                } else if byte == 0x22 {
                    inText = false
                }
            } else if byte == 0x22 {
                inText = true
            } else if byte == 0x7B || byte == 0x5B {
                depth += 1
                deepest = max(deepest, depth)
            } else if byte == 0x7D || byte == 0x5D {
                depth -= 1
            }
        }
        return deepest
    }

    private static func text(_ error: DecodingError) -> String {
        func place(_ path: [any CodingKey]) -> String {
            path.map { $0.intValue.map { "[\($0)]" } ?? ".\($0.stringValue)" }.joined()
        }
        switch error {
        case .typeMismatch(_, let context), .valueNotFound(_, let context):
            return "\(place(context.codingPath)): of the wrong type"
        case .keyNotFound(let key, let context): return "\(place(context.codingPath)): \(key.stringValue) is missing"
        case .dataCorrupted(let context): return "\(place(context.codingPath)): not JSON, or a number out of range"
        @unknown default: return "not JSON"
        }
    }
}
