import PlantModel
import Testing

@Suite("A plant may be split into files")
struct IncludeTests {
    private let header = "bulkhead: 1\nenterprise: X\nasOf: 2026-01-01\n"

    @Test("included files add to the lists, relative to the file that names them")
    func adds() throws {
        let text = try #require(Plants.sound("systems: [ { id: erp,", "include: [parts/a.yaml]\nsystems: [ { id: erp,"))
        let plant = try Plant.load(
            "plant.yaml",
            files: [
                "plant.yaml": text, "parts/a.yaml": "include: [b.yaml]\nregimes: [JP]\n",
                "parts/b.yaml": "sites: [ { id: far, country: US } ]\n",
            ]
        )
        #expect(plant.files == ["plant.yaml", "parts/a.yaml", "parts/b.yaml"])
        #expect(plant.sites.map(\.id) == ["main", "abroad", "far"])
        #expect(plant.sites[2].place.description == "parts/b.yaml:1:16")
    }

    @Test("a mistake is named in the file that has it")
    func places() {
        let found = Plants.problems(
            Plants.sound + "include: [a.yaml]\n",
            ["a.yaml": "sites:\n  - { id: far, country: USA }\n"]
        )
        #expect(found.count == 1)
        #expect(found.first?.hasPrefix("a.yaml:2:25: error BH-M026") == true, "\(found)")
        #expect(found.first?.contains("did you mean 'US'?") == true)
    }

    @Test("circles, doubles, escapes, missing files and keys that belong to the plant file are errors")
    func wrong() {
        func codes(_ include: String, _ others: [String: String] = [:]) -> [String] {
            Plants.found(header + "include: [\(include)]\n", others).map(\.code.rawValue)
        }
        #expect(codes("plant.yaml").contains("BH-M010"))
        #expect(
            codes("a.yaml", ["a.yaml": "include: [b.yaml]\n", "b.yaml": "include: [a.yaml]\n"]).contains("BH-M010")
        )
        #expect(codes("a.yaml, ./a.yaml", ["a.yaml": "regimes: []\n"]).contains("BH-M010"))
        #expect(codes("../x.yaml").contains("BH-M011"))
        #expect(codes("/etc/passwd").contains("BH-M011"))
        #expect(codes("absent.yaml").contains("BH-M001"))
        #expect(codes("a.yaml", ["a.yaml": "enterprise: Y\n"]).contains("BH-M032"))
        #expect(codes("a.yaml", ["a.yaml": ""]).contains("BH-M031"))
    }

    @Test("files nest and multiply within bounds")
    func bounds() {
        var chain: [String: String] = [:]
        for level in 0..<20 { chain["f\(level).yaml"] = "include: [f\(level + 1).yaml]\n" }
        #expect(Plants.found(header + "include: [f0.yaml]\n", chain).contains { $0.code == .includeTooDeep })
        let many = Dictionary(uniqueKeysWithValues: (0..<400).map { ("m\($0).yaml", "regimes: []\n") })
        let names = many.keys.sorted().joined(separator: ", ")
        #expect(Plants.found(header + "include: [\(names)]\n", many).contains { $0.code == .includeTooDeep })
    }
}
