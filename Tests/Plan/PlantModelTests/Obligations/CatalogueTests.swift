import Cedar
import Foundation
import PlantModel
import Testing

@Suite("The catalogue answers as expected")
struct CatalogueTests {
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    static let directory = root.appending(path: "Catalogue").path(percentEncoded: false)

    struct Expectations {
        let entities: Entities
        let cases: [(name: String, request: Request, refusedBy: [String])]
        let owed: [String: [String: [String]]]

        init(schema: Schema) throws {
            let data = try Data(
                contentsOf: URL(filePath: #filePath).deletingLastPathComponent().appending(path: "expectations.json")
            )
            let whole = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
            let list = try JSONSerialization.data(withJSONObject: try #require(whole["entities"]))
            entities = try Entities(json: [UInt8](list), schema: schema)
            cases = try (try #require(whole["cases"] as? [[String: Any]])).map { row in
                let fields = row.filter { ["principal", "action", "resource", "context"].contains($0.key) }
                let request = try Request(
                    json: [UInt8](try JSONSerialization.data(withJSONObject: fields)),
                    schema: schema
                )
                return (try #require(row["name"] as? String), request, try #require(row["refusedBy"] as? [String]))
            }
            owed = try #require(whole["owed"] as? [String: [String: [String]]])
        }
    }

    @Test("it loads: every entry has its annotations and its shape, and names nothing that the schema does not know")
    func loads() throws {
        let catalogue = try ObligationCatalogue.load(directory: Self.directory)
        #expect(catalogue.obligations.count >= 60)
        #expect(Set(catalogue.obligations.map(\.id)).count == catalogue.obligations.count)
    }

    @Test("each expected case is refused by exactly the policies that it names, and nothing errs")
    func cases() throws {
        let catalogue = try ObligationCatalogue.load(directory: Self.directory)
        let expectations = try Expectations(schema: catalogue.schema)
        let entities = try expectations.entities.merging(catalogue.lists)
        // Drafts are part of the catalogue's own expectations; a plant opts in to them one by one.
        let policies = try PolicySet(catalogue.obligations.map(\.policy))
        for expected in expectations.cases {
            let response = Authorizer().authorize(expected.request, policies: policies, entities: entities)
            let refusing = response.decision == .deny ? response.reasons.map(\.description).sorted() : []
            #expect(refusing == expected.refusedBy.sorted(), "\(expected.name)")
            #expect(response.errors.isEmpty, "\(expected.name): \(response.errors)")
            #expect((response.decision == .allow) == expected.refusedBy.isEmpty, "\(expected.name)")
        }
        #expect(expectations.cases.count >= 40)
    }

    @Test("the duties of each typical program are those expected")
    func duties() throws {
        let catalogue = try ObligationCatalogue.load(directory: Self.directory)
        let expectations = try Expectations(schema: catalogue.schema)
        let entities = try expectations.entities.merging(catalogue.lists)
        let duties = catalogue.obligations.filter(\.isDuty)
        for (program, byDuty) in expectations.owed {
            for (duty, ids) in byDuty {
                let request = Request(
                    principal: EntityUID(type: "Program", id: program),
                    action: EntityUID(type: "Action", id: "owe"),
                    resource: EntityUID(type: "Duty", id: duty),
                    context: [
                        "site": .entity(EntityUID(type: "Site", id: "wichita")),
                        "date": .datetime(try DatetimeValue(parsing: "2026-11-24")),
                    ]
                )
                let evaluator = Evaluator(request, entities)
                let owed = duties.filter { evaluator.evaluate($0.policy) == .satisfied }.map(\.id).sorted()
                #expect(owed == ids.sorted(), "\(program) \(duty)")
            }
        }
    }

    @Test("every row of the table of facts is answered for: policy, duty, draft, or out of scope with a reason")
    func coverage() throws {
        let catalogue = try ObligationCatalogue.load(directory: Self.directory)
        let known = Set(catalogue.obligations.map(\.id))
        let text = try String(contentsOfFile: Self.directory + "/coverage.md", encoding: .utf8)
        var rows: Set<String> = []
        for line in text.split(separator: "\n") where line.hasPrefix("| ") && !line.hasPrefix("| row") {
            let cells = line.split(separator: "|", omittingEmptySubsequences: false).map {
                $0.trimmingCharacters(in: .whitespaces)
            }
            guard cells.count >= 6, !cells[1].isEmpty, !cells[1].hasPrefix("-") else { continue }
            rows.insert(cells[1])
            let named = cells[2...4].flatMap { $0.split(separator: ",") }.map {
                $0.trimmingCharacters(in: CharacterSet(charactersIn: " `"))
            }
            for id in named where !id.isEmpty {
                #expect(known.contains(id), "\(cells[1]) names \(id), which the catalogue does not have")
            }
            #expect(!named.allSatisfy(\.isEmpty) || !cells[5].isEmpty, "\(cells[1]) has neither an entry nor a reason")
        }
        #expect(rows.count >= 85)
        guard let shared = ProcessInfo.processInfo.environment["BULKHEAD_SHARED"] else {
            print("skipped: BULKHEAD_SHARED is not set, so the rows of obligations.md are not compared")
            return
        }
        let table = try String(contentsOfFile: shared + "/obligations.md", encoding: .utf8)
        for line in table.split(separator: "\n") where line.hasPrefix("| ") {
            let id = line.split(separator: "|")[0].trimmingCharacters(in: .whitespaces)
            guard id.contains("."), !id.contains(" ") else { continue }
            #expect(rows.contains(id), "obligations.md has \(id), coverage.md does not")
        }
    }

    @Test("a regime is added by a file, without Swift")
    func addingARegime() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "bulkhead-catalogue-\(UUID().uuidString)")
        try FileManager.default.copyItem(at: URL(filePath: Self.directory), to: folder)
        defer { try? FileManager.default.removeItem(at: folder) }
        let regime = """
            @id("lunar-host") @basis("law") @cite("Lunar Code 1.2") @effective("2026-01-01") @status("known")
            @says("Lunar data is processed on the Moon") @met_by("processing on the Moon")
            forbid (principal is Program, action == Action::"host", resource is Environment)
            when { principal.regimes.contains("LUNAR") }
            unless { resource has processingCountries && resource.processingCountries == ["XM"] };
            """
        try regime.write(to: folder.appending(path: "lunar.cedar"), atomically: true, encoding: .utf8)
        let catalogue = try ObligationCatalogue.load(directory: folder.path(percentEncoded: false))
        #expect(catalogue.obligations.contains { $0.id == "lunar-host" })
    }

    @Test("everything that is wrong with a file is reported at once, each with its place")
    func wrongEntries() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "bulkhead-catalogue-\(UUID().uuidString)")
        try FileManager.default.copyItem(at: URL(filePath: Self.directory), to: folder)
        defer { try? FileManager.default.removeItem(at: folder) }
        let wrong = """
            @id("a") @basis("rumour") @cite("x") @says("s") @met_by("m") @effective("2026-13-01") @status("known")
            forbid (principal is Program, action == Action::"host", resource is Environment) when { principal.regime == "X" };
            """
        try wrong.write(to: folder.appending(path: "wrong.cedar"), atomically: true, encoding: .utf8)
        let error = #expect(throws: ObligationProblems.self) {
            try ObligationCatalogue.load(directory: folder.path(percentEncoded: false))
        }
        let text = error?.description ?? ""
        #expect(
            text.contains(
                "wrong.cedar:1:1: a: @basis(\"rumour\") is none of law, regulation, contract, customer, control, preference"
            )
        )
        #expect(text.contains("@effective must be a date"))
        #expect(text.contains("an obligation has one `unless`"))
        #expect(text.contains("regime"))
    }
}
