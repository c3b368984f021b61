import Foundation
import PlantModel
import Testing

@Suite("The published schema of plant files")
struct PlantSchemaTests {
    @Test("is what the format says, to the byte; BULKHEAD_RECORD=1 writes it anew")
    func isCurrent() throws {
        let file = Plants.root.appending(path: "schemas/\(PlantSchema.fileName)")
        if ProcessInfo.processInfo.environment["BULKHEAD_RECORD"] != nil {
            try PlantSchema.text.write(to: file, atomically: true, encoding: .utf8)
        }
        let published = try String(contentsOf: file, encoding: .utf8)
        #expect(published == PlantSchema.text, "run make schemas")
    }

    @Test("every definition that is named is there, and every object refuses unknown keys")
    func isWhole() throws {
        let root = try #require(
            JSONSerialization.jsonObject(with: Data(PlantSchema.text.utf8)) as? [String: Any]
        )
        let definitions = try #require(root["$defs"] as? [String: Any])
        var named: Set<String> = []
        var open = 0
        func walk(_ value: Any) {
            if let list = value as? [Any] { list.forEach(walk) }
            guard let fields = value as? [String: Any] else { return }
            if let name = fields["$ref"] as? String { named.insert(String(name.dropFirst("#/$defs/".count))) }
            if fields["properties"] is [String: Any], fields["additionalProperties"] as? Bool != false { open += 1 }
            fields.values.forEach(walk)
        }
        walk(root)
        #expect(named.subtracting(definitions.keys) == [])
        #expect(Set(definitions.keys).subtracting(named) == [])
        #expect(open == 0)
    }

    @Test("every key that the examples use is in it")
    func coversExamples() throws {
        let root = try #require(
            JSONSerialization.jsonObject(with: Data(PlantSchema.text.utf8)) as? [String: Any]
        )
        var keys: Set<String> = []
        func walk(_ value: Any) {
            if let list = value as? [Any] { list.forEach(walk) }
            guard let fields = value as? [String: Any] else { return }
            if let properties = fields["properties"] as? [String: Any] { keys.formUnion(properties.keys) }
            for word in fields["enum"] as? [String] ?? [] { keys.insert(word) }
            fields.values.forEach(walk)
        }
        walk(root)
        for example in ["aerostructures", "infeasible", "medical", "prime"] {
            let text = try Plants.example(example)
            #expect(text.hasPrefix("# yaml-language-server: $schema=../../schemas/plant.schema.json\n"))
            for line in text.split(separator: "\n") {
                guard let match = line.wholeMatch(of: /\s*(?:- )?([A-Za-z]+):(?: .*)?/) else { continue }
                #expect(keys.contains(String(match.1)), "\(match.1) of \(example)")
            }
        }
    }
}
