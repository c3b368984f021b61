import Cedar
import CedarGeneration
import Foundation
import Testing

/// Laws that every text obeys, tried on generated ones. `BULKHEAD_SOAK=1` tries a hundred times as many.
@Suite("Generated cases")
struct GeneratedCaseTests {
    static let isSoak = ProcessInfo.processInfo.environment["BULKHEAD_SOAK"] == "1"
    static let seeds: Range<UInt64> = 0..<(isSoak ? 30_000 : 300)

    /// The policies of both sets, in order.
    private func all(_ set: PolicySet) -> [Policy] { (set.templates + set.policies).sorted { $0.id < $1.id } }

    private func same(_ left: PolicySet, _ right: PolicySet) -> Bool {
        let (left, right) = (all(left), all(right))
        return left.map(\.id) == right.map(\.id) && zip(left, right).allSatisfy { $0.hasSameContent(as: $1) }
    }

    @Test("policies read back from their own text, their layout and their JSON")
    func policies() throws {
        var read = 0
        for seed in Self.seeds {
            let text = GeneratedCase(seed: seed).policies
            guard let set = try? PolicySet(parsing: text, file: "p") else { continue }
            read += 1
            for width in [80, 24] {
                let formatter = CedarFormatter(width: width)
                let formatted = try formatter.format(policies: SourceText(text, file: "p"))
                #expect(same(try PolicySet(parsing: formatted, file: "p"), set), "seed \(seed)")
                #expect(try formatter.format(policies: SourceText(formatted, file: "p")) == formatted, "seed \(seed)")
            }
            let json = try PolicySet(json: Array(set.json.utf8))
            #expect(same(json, set), "seed \(seed)")
            #expect(json.json == set.json, "seed \(seed)")
            #expect(same(try PolicySet(parsing: json.text(), file: "p"), set), "seed \(seed)")
        }
        #expect(read > Self.seeds.count / 2)
    }

    @Test("schemas read back from their layout, their JSON and the text of that")
    func schemas() throws {
        for seed in Self.seeds {
            let text = GeneratedCase(seed: seed).schema
            let fragment = try SchemaFragment(parsing: text, file: "s")
            let formatted = try CedarFormatter().format(schema: SourceText(text, file: "s"))
            #expect(try CedarFormatter().format(schema: SourceText(formatted, file: "s")) == formatted, "seed \(seed)")
            let json = try SchemaFragment(json: Array(fragment.json.utf8))
            #expect(json.hasSameContent(as: fragment), "seed \(seed)")
            #expect(try SchemaFragment(parsing: json.text(), file: "s").hasSameContent(as: fragment), "seed \(seed)")
            #expect(json.json == fragment.json, "seed \(seed)")
        }
    }

    @Test("entities and requests read back from their own JSON, without a schema")
    func data() throws {
        for seed in Self.seeds {
            let generated = GeneratedCase(seed: seed)
            let schema = try Schema(parsing: generated.schema, file: "s")
            if let entities = try? Entities(json: Array(generated.entities.utf8), schema: schema) {
                #expect(try Entities(json: Array(entities.json.utf8)).all == entities.all, "seed \(seed)")
            }
            for request in generated.requests {
                guard let request = try? Request(json: Array(request.json.utf8), schema: schema) else { continue }
                #expect(try Request(json: Array(request.json.utf8)) == request, "seed \(seed)")
            }
        }
    }
}
