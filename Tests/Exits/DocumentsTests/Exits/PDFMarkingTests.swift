import Boundary
import Classification
import Documents
import Foundation
import TestPlant
import Testing

@Suite("Every page of a document is marked with the join of all that is in it")
struct PDFMarkingTests {
    static let attended = Print(isAttended: true)

    /// A document of a table with so many rows, its values from the records in turn.
    static func table(_ rows: Int, of records: [ReleasedRecord]) -> ClearedDocument {
        ClearedDocument(
            id: "DOC-1",
            title: "A list",
            blocks: [
                .heading("Rows"),
                .table(
                    Table(
                        [.init("Number"), .init("Value", weight: 3)],
                        rows: (0..<rows).map { row in
                            let record = records[row % records.count]
                            return ["\(record["number"])", "\(record["text"])"]
                        }
                    )
                ),
            ]
        )
    }

    /// How often a line says just this.
    private func count(_ line: String, on page: String) -> Int {
        page.split(separator: "\n").filter { $0.trimmingCharacters(in: .whitespaces) == line }.count
    }

    @Test(
        "a document over several pages bears the banner at the top and the bottom of each, n of m, and the head of its table"
    )
    func everyPage() async throws {
        let plant = try await PaperPlant()
        let (exit, printed) = try await plant.printed(
            [("MED", "plain"), ("NAV", "controlled")],
            through: Self.attended
        ) { Self.table(120, of: $0) }
        defer { printed.remove() }
        let pages = try printed.pages()
        #expect(pages.count >= 3)
        for (index, page) in pages.enumerated() {
            #expect(count("CUI//SP-CTI//NOFORN", on: page) == 2, "page \(index + 1)")
            #expect(page.contains("Page \(index + 1) of \(pages.count)"))
            #expect(page.contains("Document DOC-1"))
            #expect(page.contains(exit.contentHash ?? "none"))
            #expect(page.contains("Number") && page.contains("Value"), "page \(index + 1) has no head")
        }
        #expect(exit.file?.banner == "CUI//SP-CTI//NOFORN")
        let body = pages.joined()
        #expect(body.contains("(CUI//SP-CTI//NF)") && body.contains("(PROPRIETARY)"))
    }

    @Test("under DoD the banner says CUI alone; categories, controls and contact stand in the block of the first page")
    func dod() async throws {
        let plant = try await PaperPlant()
        let (exit, printed) = try await plant.printed(
            [("NAV", "controlled")],
            through: Self.attended,
            marking: plant.marking(.dod)
        ) { Self.table(80, of: $0) }
        defer { printed.remove() }
        let pages = try printed.pages()
        for page in pages {
            #expect(count("CUI", on: page) == 2)
            #expect(!page.contains("CUI//"))
        }
        #expect(pages[0].contains("Controlled by: Test plant"))
        #expect(pages[0].contains("CUI Category: CTI"))
        #expect(pages[0].contains("POC: export@test.example"))
        #expect(pages[0].contains("DISTRIBUTION STATEMENT D"))
        #expect(!pages[1].contains("Controlled by"))
        #expect(exit.problems.contains { if case .statementBesideControls = $0 { true } else { false } })
    }

    @Test("what is export controlled and no CUI says so in words, on each part too")
    func exportControlled() async throws {
        let plant = try await PaperPlant()
        let (_, printed) = try await plant.printed(
            [("VEH", "a drawing"), ("MED", "a list")],
            through: Self.attended
        ) { Self.table(2, of: $0) }
        defer { printed.remove() }
        let page = try printed.pages()[0]
        #expect(count("EXPORT CONTROLLED - ITAR // PROPRIETARY", on: page) == 2)
        #expect(page.contains("(ITAR//PROPRIETARY)") && page.contains("(PROPRIETARY)"))
        #expect(page.contains("WARNING: This document contains technical data"))
    }

    @Test("an ordinary customer's document says whose it is")
    func proprietary() async throws {
        let plant = try await PaperPlant()
        let (_, printed) = try await plant.printed([("MED", "a list")], through: Self.attended) {
            Self.table(1, of: $0)
        }
        defer { printed.remove() }
        #expect(count("PROPRIETARY", on: try printed.pages()[0]) == 2)
    }

    @Test("a document of nothing restricted is marked as such, and its parts are not")
    func unrestricted() async throws {
        let plant = try await PaperPlant()
        let (_, printed) = try await plant.printed([], through: Self.attended) { _ in CommandSheet().document }
        defer { printed.remove() }
        let page = try printed.pages()[0]
        #expect(count("UNCLASSIFIED", on: page) == 2)
        #expect(!page.contains("(U)"))
    }

    @Test("a value that is withheld is a bar with a word, and adds nothing to the marking")
    func withheld() async throws {
        let plant = try await PaperPlant()
        let (_, printed) = try await plant.printed([("NAV", "x")], through: Self.attended) { records in
            ClearedDocument(
                id: "DOC-2",
                title: "Held",
                blocks: [.fields([Field("Note", "\(records[0]["held"])"), Field("More", "text")], columns: 2)]
            )
        }
        defer { printed.remove() }
        let page = try printed.pages()[0]
        #expect(page.contains("WITHHELD"))
        #expect(!page.contains("secret"))
        #expect(count("UNCLASSIFIED", on: page) == 2)
    }

    @Test(
        "metadata is the marking and the time of the release, and nothing else; the same release makes the same bytes"
    )
    func metadata() async throws {
        let plant = try await PaperPlant()
        let values = [("NAV", "controlled"), ("MED", "plain")]
        let first = try await plant.printed(values, through: Self.attended) { Self.table(60, of: $0) }
        let second = try await plant.printed(values, through: Self.attended) { Self.table(60, of: $0) }
        defer {
            first.printed.remove()
            second.printed.remove()
        }
        #expect(first.printed.bytes == second.printed.bytes)
        #expect(first.exit.contentHash == second.exit.contentHash)
        let information = try first.printed.information()
        #expect(information["Title"] == "CUI//SP-CTI//NOFORN")
        #expect(information["CreationDate"] == "2026-11-24T12:00:00Z")
        for key in ["Author", "Subject", "Keywords", "Creator"] { #expect(information[key] == nil, "\(key)") }
        plant.clock.advance(seconds: 60)
        let third = try await plant.printed(values, through: Self.attended) { Self.table(60, of: $0) }
        defer { third.printed.remove() }
        #expect(third.exit.contentHash == first.exit.contentHash)
        #expect(third.printed.bytes != first.printed.bytes)
    }

    @Test("both papers", arguments: [(Paper.a4, "(A4)"), (.letter, "(letter)")])
    func papers(paper: Paper, name: String) async throws {
        let plant = try await PaperPlant()
        let (_, printed) = try await plant.printed(
            [("MED", "x")],
            through: Export(format: "pdf", isEncrypted: true),
            on: paper
        ) {
            Self.table(1, of: $0)
        }
        defer { printed.remove() }
        #expect(try printed.information()["Page size"]?.hasSuffix(name) == true)
    }
}
