public import Foundation

/// A schema of `schemas/`, to hold against what commands write.
public struct PublishedSchema {
    /// The folder of the schemas.
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../schemas")
        .standardizedFileURL

    private let name: String
    private let rules: [String: Any]

    /// What keeps a schema from being read.
    public struct Unreadable: Error {
        /// The file.
        public let file: String
    }

    /// The schema `schemas/NAME.schema.json`.
    public init(_ name: String) throws {
        let file = Self.folder.appending(path: "\(name).schema.json")
        guard let rules = try JSONSerialization.jsonObject(with: Data(contentsOf: file)) as? [String: Any] else {
            throw Unreadable(file: file.path(percentEncoded: false))
        }
        self.name = name
        self.rules = rules
    }

    /// Where JSON differs from the schema; empty where it keeps to it.
    public func problems(of json: Data) throws -> [String] {
        Self.problems(try JSONSerialization.jsonObject(with: json), rules, name)
    }

    /// As much of JSON Schema as the published schemas use.
    private static func problems(_ value: Any, _ schema: [String: Any], _ path: String) -> [String] {
        if let reference = schema["$ref"] as? String {
            let other = (try? Data(contentsOf: folder.appending(path: reference)))
                .flatMap { try? JSONSerialization.jsonObject(with: $0) }
            guard let rules = other as? [String: Any] else { return ["\(path): no schema \(reference)"] }
            return problems(value, rules, path)
        }
        if let constant = schema["const"] as? String, value as? String != constant {
            return ["\(path) is not \(constant)"]
        }
        if let choices = schema["enum"] as? [String], !choices.contains(value as? String ?? "") {
            return ["\(path) is none of \(choices)"]
        }
        if let choices = schema["oneOf"] as? [[String: Any]] {
            let fitting = choices.count { problems(value, $0, path).isEmpty }
            return fitting == 1 ? [] : ["\(path) is \(fitting) of \(choices.count) forms, and has to be one"]
        }
        switch schema["type"] as? String {
        case "object":
            guard let object = value as? [String: Any] else { return ["\(path) is no object"] }
            let properties = schema["properties"] as? [String: [String: Any]] ?? [:]
            let missing = (schema["required"] as? [String] ?? []).filter { object[$0] == nil }
            let isOpen = schema["additionalProperties"] as? Bool != false
            return missing.map { "\(path).\($0) is missing" }
                + object.flatMap { key, member in
                    properties[key].map { problems(member, $0, "\(path).\(key)") }
                        ?? (isOpen ? [] : ["\(path).\(key) is unknown"])
                }
        case "array":
            guard let list = value as? [Any] else { return ["\(path) is no array"] }
            if let least = schema["minItems"] as? Int, list.count < least { return ["\(path) is too short"] }
            if let most = schema["maxItems"] as? Int, list.count > most { return ["\(path) is too long"] }
            let items = schema["items"] as? [String: Any] ?? [:]
            return list.enumerated().flatMap { problems($1, items, "\(path)[\($0)]") }
        case "string": return value is String ? [] : ["\(path) is no string"]
        case "integer": return value is Int ? [] : ["\(path) is no integer"]
        case "boolean": return value is Bool ? [] : ["\(path) is no boolean"]
        default: return []
        }
    }
}
