import Foundation
import Yams

/// One YAML file, read within bounds.
enum YAMLFile {
    /// Larger files are refused before they are read, in bytes.
    static let bytesMax = 32 << 20
    /// Nodes after aliases are expanded; a few aliases of aliases make billions.
    static let nodesMax = 3_000_000
    /// Nesting of flow collections, and of block collections on one line; the parser recurses on them.
    static let depthMax = 100

    static func root(_ path: String, _ reader: inout PlantReader) -> Node? {
        let start = SourcePlace(file: path)
        guard let attributes = try? FileManager.default.attributesOfItem(atPath: path),
            let size = attributes[.size] as? Int
        else {
            reader.report(
                .unreadableFile,
                start,
                "the file cannot be read; check that it exists and that you may read it"
            )
            return nil
        }
        guard size <= bytesMax else {
            reader.report(
                .limit,
                start,
                "\(size) bytes are more than the \(bytesMax) that a plant file may have; split it with include"
            )
            return nil
        }
        guard let data = FileManager.default.contents(atPath: path) else {
            reader.report(
                .unreadableFile,
                start,
                "the file cannot be read; check that it is a file and that you may read it"
            )
            return nil
        }
        guard let text = String(validating: data, as: UTF8.self) else {
            reader.report(.malformedYAML, start, "the file is not UTF-8")
            return nil
        }
        if let line = tooDeep(text) {
            reader.report(
                .limit,
                SourcePlace(file: path, line: line, column: 1),
                "collections are nested deeper than \(depthMax)"
            )
            return nil
        }
        do {
            guard let node = try Yams.compose(yaml: text) else {
                reader.report(.malformedYAML, start, "the file is empty")
                return nil
            }
            var budget = nodesMax
            guard isWithin(&budget, node, 0) else {
                reader.report(
                    .limit,
                    start,
                    "the file expands to more than \(nodesMax) values, or nests deeper than \(depthMax)"
                )
                return nil
            }
            return node
        } catch let error as YamlError {
            reader.report(.malformedYAML, place(of: error, path), "the file is no YAML: \(error)")
        } catch {
            reader.report(.malformedYAML, start, "the file is no YAML: \(error)")
        }
        return nil
    }

    private static func place(of error: YamlError, _ path: String) -> SourcePlace {
        switch error {
        case .scanner(_, _, let mark, _), .parser(_, _, let mark, _), .composer(_, _, let mark, _):
            SourcePlace(file: path, line: mark.line, column: mark.column)
        default:
            SourcePlace(file: path)
        }
    }

    /// The line at which brackets, or dashes on one line, nest too deep; counted without regard to quotes, which only counts too many.
    private static func tooDeep(_ text: String) -> Int? {
        var depth = 0
        var dashes = 0
        var indent = 0
        var atStart = true
        var line = 1
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\n"): (line, dashes, indent, atStart) = (line + 1, 0, 0, true)
            case UInt8(ascii: "["), UInt8(ascii: "{"): (depth, atStart) = (depth + 1, false)
            case UInt8(ascii: "]"), UInt8(ascii: "}"): (depth, atStart) = (max(0, depth - 1), false)
            case UInt8(ascii: "-"), UInt8(ascii: "?"), UInt8(ascii: ":"): if atStart { dashes += 1 }
            case UInt8(ascii: " "): if atStart { indent += 1 }
            default: atStart = false
            }
            if depth > depthMax || dashes > depthMax || indent > 20 * depthMax { return line }
        }
        return nil
    }

    private static func isWithin(_ budget: inout Int, _ node: Node, _ depth: Int) -> Bool {
        budget -= 1
        if budget < 0 || depth > depthMax { return false }
        switch node {
        case .mapping(let mapping):
            for (key, value) in mapping {
                if !isWithin(&budget, key, depth + 1) || !isWithin(&budget, value, depth + 1) { return false }
            }
        case .sequence(let sequence):
            for element in sequence where !isWithin(&budget, element, depth + 1) { return false }
        default: break
        }
        return true
    }
}
