import Foundation
import PlantModel
import Testing

@Suite("Programs and systems may come from tables, each mistake at its line and column")
struct TableTests {
    private static let header =
        "id,customer,contract,clauses,exports,cui,sites,workCenters,systems,longestOutageHours"

    /// The sound plant with a table of programs, and what is wrong with it.
    private func problems(_ table: String) -> [String] {
        Plants.problems(Plants.sound + "programsFrom: [programs.csv]\n", ["programs.csv": table])
    }

    private func problems(rows: String...) -> [String] {
        problems(([Self.header] + rows).joined(separator: "\n") + "\n")
    }

    @Test("a row reads as the same program in YAML would")
    func reads() throws {
        let row =
            "wing,buyer,K-1,DFARS-252.204-7012;DFARS-252.204-7021:2:C3PAO,ITAR VIII(h) VIII(i);EAR 9A991.d 9E991 CU/IR,"
            + "SP-CTI,main,mill:10,erp,0.5"
        let plant = try Plant.load(
            "plant.yaml",
            files: [
                "plant.yaml": Plants.sound + "programsFrom: [programs.csv]\nsystemsFrom: [systems.csv]\n",
                "programs.csv": "\(Self.header)\r\n\(row)\r\n",
                "systems.csv": "id,kind,site,audiences\nplm,PLM,main,\"staff;guests\"\n",
            ]
        )
        let program = try #require(plant.programs.last)
        #expect(program.id == "wing")
        #expect(program.classification.exports.map(\.regime) == ["ITAR", "EAR"])
        #expect(program.classification.exports[1].licenceRequiredFor == ["CU", "IR"])
        #expect(program.workCenters.map(\.hoursPerWeek) == [10])
        #expect(program.resilience.longestOutageMinutes?.value == 30)
        #expect(program.place.description == "programs.csv:2:id")
        #expect(plant.systems.last?.audiences.map(\.value) == ["staff", "guests"])
        #expect(plant.files == ["plant.yaml", "programs.csv", "systems.csv"])
    }

    @Test("quotes hold commas, line ends and doubled quotes (RFC 4180)")
    func quotes() throws {
        let table =
            "\"id\",customer,sites,distribution,distributionReason,distributionDate\r\n"
            + "a,buyer,main,D,\"Critical, and\r\n\"\"so\"\" on\",2026-01-01\r\nb,buyer,main,,,\r\n"
        let plant = try Plant.load(
            "plant.yaml",
            files: ["plant.yaml": Plants.sound + "programsFrom: [p.csv]\n", "p.csv": table]
        )
        let reason = plant.programs.first { $0.id == "a" }?.classification.distribution?.reason
        #expect(reason?.hasPrefix("Critical, and") == true)
        #expect(reason?.hasSuffix("\"so\" on") == true)
        #expect(plant.programs.last?.place.line == 4)
    }

    @Test("mistakes in cells are named by line and column")
    func cells() {
        func one(_ row: String) -> String { problems(rows: row).joined(separator: "\n") }
        #expect(one("wing,bayer,,,,,main,,,").hasPrefix("programs.csv:2:customer: error BH-M041"))
        #expect(one("wing,bayer,,,,,main,,,").contains("did you mean 'buyer'?"))
        #expect(one("item,buyer,,,,,main,,,").contains("programs.csv:2:id: error BH-M040: program 'item'"))
        #expect(one("wing,buyer,,,,,main,mill:-4,,").contains("programs.csv:2:workCenters: error BH-M024"))
        #expect(one("wing,buyer,,,,,main,mill,,").contains("programs.csv:2:workCenters: error BH-M031"))
        #expect(one("wing,buyer,,,ITAR VIII(h),,main,,,").contains("programs.csv:2:exports: error BH-M056"))
        #expect(one("wing,buyer,,,ITRA VIII(h) VIII(i),,main,,,").contains("did you mean 'ITAR'?"))
        #expect(one("wing,buyer,,,,,main,,,1e9").contains("programs.csv:2:longestOutageHours: error"))
        #expect(one(",buyer,,,,,main,,,").contains("programs.csv:2:1: error BH-M021"))
        #expect(one("wing,buyer,K-1,A:2:C3PAO:x,,,main,,,").contains("programs.csv:2:clauses: error"))
        #expect(one("wing,buyer,,DFARS-252.204-7012,,,main,,,").contains("BH-M021"))
    }

    @Test("two rows of one id, and a row against the YAML, are duplicates")
    func duplicates() {
        let found = problems(rows: "wing,buyer,,,,,main,,,", "wing,buyer,,,,,main,,,")
        #expect(found.contains { $0.contains("already defined at programs.csv:2:id") }, "\(found)")
    }

    @Test("missing, unknown and doubled columns")
    func columns() {
        #expect(problems("id,sites\nwing,main\n").contains { $0.hasPrefix("programs.csv:2:1: error BH-M021") })
        let unknown = problems("id,custmer,sites\nwing,buyer,main\n").joined()
        #expect(unknown.contains("programs.csv:1:2: error BH-M014"))
        #expect(unknown.contains("did you mean 'customer'?"))
        #expect(
            problems("id,id,customer\nwing,wing,buyer\n").contains { $0.contains("programs.csv:1:2: error BH-M009") }
        )
        #expect(problems("").contains { $0.contains("BH-M013") })
        #expect(problems("id,customer\nwing\n").contains { $0.hasPrefix("programs.csv:2:1: error BH-M013") })
        #expect(problems("id,customer\nwing,buyer,\n").contains { $0.hasPrefix("programs.csv:2:1: error BH-M013") })
        let wide = (0..<5_000).map { "c\($0)" }.joined(separator: ",")
        #expect(problems(wide + "\n").count == 1)
    }

    @Test("quotes that do not balance, and text after a quote")
    func unbalanced() {
        let open = problems("id,customer\n\"wing,buyer\nnext,buyer\n")
        #expect(open.contains { $0.hasPrefix("programs.csv:2:1: error BH-M013") }, "\(open)")
        let after = problems("id,customer\n\"wing\"x,buyer\n")
        #expect(after.contains { $0.hasPrefix("programs.csv:2:1: error BH-M013") }, "\(after)")
        let within = problems("id,customer\nwi\"ng,buyer\n")
        #expect(within.contains { $0.contains("programs.csv:2:") }, "\(within)")
    }

    @Test("a table with a structural mistake does not make every reference to it dangle")
    func cascade() {
        let found = Plants.problems(
            Plants.sound.replacingOccurrences(of: "programs: [other]", with: "programs: [other, wing]")
                + "programsFrom: [programs.csv]\n",
            ["programs.csv": "id,customer,sites\nwing,buyer\n"]
        )
        #expect(found.count == 1, "\(found)")
    }

    @Test("other encodings and control characters are refused, a byte order mark is not")
    func encodings() throws {
        func one(_ bytes: [UInt8]) throws -> String {
            try Plants.problems(inFolder: [
                "plant.yaml": Data((Plants.sound + "programsFrom: [p.csv]\n").utf8), "p.csv": Data(bytes),
            ]).joined(separator: "\n")
        }
        #expect(try one([0xFF, 0xFE, 0x69, 0x00]).contains("p.csv:1:1: error BH-M003: this is UTF-16"))
        #expect(try one(Array("id,customer\nw".utf8) + [0xFC]).contains("p.csv:2:2: error BH-M003"))
        #expect(try one(Array("id,customer\nw\u{0}".utf8)).contains("p.csv:2:2: error BH-M004"))
        #expect(try one(Array("\u{FEFF}id,customer,sites\nwing,buyer,main\n".utf8)) == "")
    }

    @Test("as many rows as a table may have are read in time, more are refused")
    func huge() {
        let rows = (0..<20_001).map { "p\($0),buyer\n" }.joined()
        let found = problems("id,customer\n" + rows).filter { !$0.contains("BH-M075") }
        #expect(found.contains { $0.hasPrefix("programs.csv:20002:1: error BH-M007") }, "\(found.prefix(3))")
    }

    @Test("cells that spreadsheets would calculate are refused as ids")
    func formulas() {
        #expect(problems(rows: "\"=cmd|' /C calc'!A0\",buyer,,,,,main,,,").contains { $0.contains("BH-M028") })
    }
}
