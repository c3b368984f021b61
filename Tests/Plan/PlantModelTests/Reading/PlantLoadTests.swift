import Foundation
import PlantModel
import Testing

@Suite("A plant file is read whole, and whatever is wrong with it is said with its place")
struct PlantLoadTests {
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// Problems of a plant whose text is the bytes, without the folder in their places.
    private func problems(_ bytes: Data, named name: String = "plant.yaml") throws -> [String] {
        let folder = FileManager.default.temporaryDirectory.appending(path: "bulkhead-plant-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appending(path: name)
        try bytes.write(to: file)
        do throws(PlantProblems) {
            _ = try Plant.load(path: file.path(percentEncoded: false))
            return []
        } catch {
            return error.problems.map {
                $0.description.replacingOccurrences(of: folder.path(percentEncoded: false) + "/", with: "")
            }
        }
    }

    private func problems(_ text: String) throws -> [String] { try problems(Data(text.utf8)) }

    private func example() throws -> String {
        try String(contentsOf: Self.root.appending(path: "Examples/aerostructures/plant.yaml"), encoding: .utf8)
    }

    @Test("the example loads, and purge against keeping is reported with the ways out")
    func loads() throws {
        let plant = try Plant.load(
            path: Self.root.appending(path: "Examples/aerostructures/plant.yaml").path(percentEncoded: false)
        )
        #expect(plant.programs.map(\.id) == ["COM-200", "FTR-35", "HYP-9"])
        #expect(plant.warnings.map(\.code) == [.retainAgainstPurge])
        #expect(plant.programs[2].resilience.longestOutageMinutes?.value == 30)
    }

    @Test(
        "one wrong word is one problem with its place and the nearest name",
        arguments: [
            (
                "tenancy: { model: multiTenant,", "tenancy: { modle: multiTenant,",
                "has no key 'modle'; did you mean 'model'?"
            ),
            (
                "customer: civil-oem\n", "customer: civil-oen\n",
                "there is no party 'civil-oen'; did you mean 'civil-oem'?"
            ),
            ("kind: governmentCloud", "kind: govermentCloud", "did you mean 'governmentCloud'?"),
            (
                "longestOutageHours: 0.5, maintenanceHours: 1", "longestOutageHours: -1, maintenanceHours: 1",
                "must be a number of hours"
            ),
            ("hoursPerWeek: 480", "hoursPerWeek: 99999999999999999999", "must be a whole number from 0"),
            ("until: 2027-01-31, useLimit", "until: 2027-02-31, useLimit", "must be a date such as"),
            ("country: MX, uplink", "country: Mexico, uplink", "no country code"),
            ("separation: compartment", "separation: compartmnt", "did you mean 'compartment'?"),
            ("- { id: hsv-clean,", "- { id: wic-ndt,", "stands at"),
            ("safetyCritical: true }   #", "classified: true }   #", "belongs on its own authorized system"),
        ]
    )
    func oneMistake(from: String, to: String, expected: String) throws {
        let text = try example()
        #expect(text.contains(from))
        let found = try problems(text.replacingOccurrences(of: from, with: to))
        #expect(found.contains { $0.contains(expected) && $0.hasPrefix("plant.yaml:") }, "\(found)")
    }

    @Test("several mistakes are reported at once, in the order of the file")
    func atOnce() throws {
        let text = try example().replacingOccurrences(of: "country: MX, uplink", with: "country: Mexico, uplnk")
            .replacingOccurrences(of: "custody: vendor", with: "custody: vendr")
        let found = try problems(text)
        #expect(found.count == 3, "\(found)")
    }

    @Test("distribution statement A on export-controlled data is a contradiction")
    func distribution() throws {
        let found = try problems(
            try example().replacingOccurrences(of: "{ statement: D, reason", with: "{ statement: A, reason")
        )
        #expect(found.filter { $0.contains("BH-M009") }.count == 2)
    }

    @Test("hostile files get a located error and never a crash")
    func hostile() throws {
        #expect(try problems("").first?.contains("BH-M002") == true)
        #expect(try problems(Data([0xFF, 0xFE, 0x00])).first?.contains("not UTF-8") == true)
        #expect(try problems("a: [").first?.contains("BH-M002") == true)
        #expect(try problems(String(repeating: "[", count: 100_000)).first?.contains("nested deeper") == true)
        #expect(try problems(String(repeating: "- ", count: 100_000)).first?.contains("nested deeper") == true)
        #expect(try problems("just a word").first?.contains("must be a mapping") == true)
        var bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
        for level in 1...9 {
            bomb +=
                "a\(level): &a\(level) [" + Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ", ")
                + "]\n"
        }
        #expect(try problems(bomb).first?.contains("BH-M011") == true)
        #expect(try problems("bulkhead: 1\nenterprise: X\nasOf: 2026-01-01\nprograms: 3\nsites: {}\n").count == 2)
        #expect(
            try problems("bulkhead: 1\nenterprise: X\nasOf: 2026-01-01\ninclude: [plant.yaml]\n").first?.contains(
                "includes itself"
            ) == true
        )
        #expect(
            try problems("bulkhead: 1\nenterprise: X\nasOf: 2026-01-01\ninclude: [../x.yaml]\n").first?.contains(
                "leaves"
            ) == true
        )
        #expect(
            try problems("bulkhead: 1\nenterprise: X\nasOf: 2026-01-01\ninclude: [absent.yaml]\n").first?.contains(
                "BH-M001"
            ) == true
        )
    }

    @Test("any cut or changed byte of a plant file is answered, never a crash")
    func mutated() throws {
        let bytes = Array(try example().utf8)
        for step in 0..<120 {
            var copy = bytes
            let place = (step * 7_919) % bytes.count
            switch step % 3 {
            case 0: copy.removeSubrange(place...)
            case 1: copy[place] = UInt8(truncatingIfNeeded: step * 37)
            default: copy.insert(contentsOf: [0x7B, 0x5B, 0x26], at: place)
            }
            _ = try problems(Data(copy))
        }
    }
}
