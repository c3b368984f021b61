#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension Schemes {
    /// More than any catalogue needs, and little enough to read at once.
    private static let byteLimit = 1 << 20

    /// Reads the schemes of `Catalogue/schemes.json`.
    ///
    /// The file is an object `{ "schemes": [ … ] }`; each scheme has `name`, `join` (`union`, `intersection` or `maximum`), for
    /// `maximum` an `order` from lowest to highest, and optionally `values` (a closed list), `members` (value → whom it admits),
    /// `unrestricting` (values that restrict nothing) and `comment`. Other keys are errors.
    ///
    /// - Parameter file: the name that errors show.
    /// - Throws: `ClassificationError`; a malformed file names the place in it.
    public init(json: some Sequence<UInt8>, file: String = "schemes.json") throws(ClassificationError) {
        let data = Data(json)
        guard data.count <= Schemes.byteLimit else {
            throw .malformed(
                file: file,
                path: "",
                problem: "larger than \(Schemes.byteLimit) bytes; that is no list of schemes"
            )
        }
        let read: SchemesFile
        do {
            read = try JSONDecoder().decode(SchemesFile.self, from: data)
        } catch let error as DecodingError {
            throw .malformed(file: file, path: error.path, problem: error.problem)
        } catch {
            throw .malformed(file: file, path: "", problem: "not JSON: \(error)")
        }
        var schemes: [Scheme] = []
        for (index, entry) in read.schemes.enumerated() {
            schemes.append(try entry.scheme(file: file, path: "schemes[\(index)]"))
        }
        try self.init(schemes)
    }
}

private struct SchemesFile: Decodable {
    let schemes: [Entry]

    struct Entry: Decodable {
        let name: String
        let join: String
        let order: [String]?
        let values: [String]?
        let members: [String: [String]]?
        let unrestricting: [String]?

        func scheme(file: String, path: String) throws(ClassificationError) -> Scheme {
            let joining: Joining
            switch join {
            case "union": joining = .union
            case "intersection": joining = .intersection
            case "maximum": joining = .maximum(order: order ?? [])
            default:
                throw .malformed(
                    file: file,
                    path: "\(path).join",
                    problem: "\"\(join)\" is no way to join; write union, intersection or maximum"
                )
            }
            if join != "maximum", order != nil {
                throw .malformed(
                    file: file,
                    path: "\(path).order",
                    problem: "only `\"join\": \"maximum\"` has an order"
                )
            }
            return try Scheme(
                name: name,
                joining: joining,
                values: values.map { Set($0) },
                members: (members ?? [:]).mapValues { Set($0) },
                unrestricting: Set(unrestricting ?? [])
            )
        }

        init(from decoder: any Decoder) throws {
            try decoder.refuseKeys(except: ["name", "join", "order", "values", "members", "unrestricting", "comment"])
            let container = try decoder.container(keyedBy: FreeKey.self)
            name = try container.decode(String.self, forKey: "name")
            join = try container.decode(String.self, forKey: "join")
            order = try container.decodeIfPresent([String].self, forKey: "order")
            values = try container.decodeIfPresent([String].self, forKey: "values")
            members = try container.decodeIfPresent([String: [String]].self, forKey: "members")
            unrestricting = try container.decodeIfPresent([String].self, forKey: "unrestricting")
        }
    }

    init(from decoder: any Decoder) throws {
        try decoder.refuseKeys(except: ["schemes", "comment"])
        schemes = try decoder.container(keyedBy: FreeKey.self).decode([Entry].self, forKey: "schemes")
    }
}

private struct FreeKey: CodingKey, ExpressibleByStringLiteral {
    let stringValue: String
    let intValue: Int? = nil

    init(stringLiteral value: String) { stringValue = value }
    init?(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
}

extension Decoder {
    /// A misspelt key must not silently drop what it says.
    fileprivate func refuseKeys(except known: Set<String>) throws {
        let container = try container(keyedBy: FreeKey.self)
        for key in container.allKeys.sorted(by: { $0.stringValue < $1.stringValue })
        where !known.contains(key.stringValue) {
            let hint = nearestName(to: key.stringValue, in: known).map { "; did you mean \"\($0)\"?" } ?? ""
            throw DecodingError.dataCorruptedError(
                forKey: key,
                in: container,
                debugDescription: "this key is not known here\(hint)"
            )
        }
    }
}

extension DecodingError {
    /// The place in the file, such as `schemes[2].order[0]`.
    fileprivate var path: String {
        let (context, last): (Context, (any CodingKey)?) =
            switch self {
            case .typeMismatch(_, let context), .valueNotFound(_, let context), .dataCorrupted(let context):
                (context, nil)
            case .keyNotFound(let key, let context): (context, key)
            @unknown default: (Context(codingPath: [], debugDescription: ""), nil)
            }
        return (context.codingPath + (last.map { [$0] } ?? [])).reduce(into: "") { path, key in
            if let index = key.intValue {
                path += "[\(index)]"
            } else {
                path += path.isEmpty ? key.stringValue : ".\(key.stringValue)"
            }
        }
    }

    fileprivate var problem: String {
        switch self {
        case .keyNotFound: "this key is missing"
        case .typeMismatch(let type, _): "expected \(Self.word(for: type))"
        case .valueNotFound(let type, _): "expected \(Self.word(for: type)), found null"
        case .dataCorrupted(let context):
            if let cause = context.underlyingError { "not JSON: \(cause)" } else { context.debugDescription }
        @unknown default: "not of the expected form"
        }
    }

    private static func word(for type: any Any.Type) -> String {
        if type == String.self { return "text" }
        return "\(type)".hasPrefix("Array") ? "a list" : "an object"
    }
}
