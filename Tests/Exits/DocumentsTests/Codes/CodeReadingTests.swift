import Boundary
import Documents
import Testing

@Suite("Codes on paper are read back by other people's readers")
struct CodeReadingTests {
    @Test(
        "a Data Matrix and a Code 128 of the same identity, from a page at 300 dots an inch",
        arguments: Paper.allCases
    )
    func page(paper: Paper) async throws {
        let plant = try await PaperPlant()
        let (_, printed) = try await plant.printed(
            [("NAV", "TR-000123"), ("NAV", "JO-4711/2"), ("NAV", "0030")],
            through: Print(isAttended: true),
            on: paper
        ) { records in
            let identity = Code<ClearedText>.Content.traveler(
                document: "\(records[0]["text"])",
                order: "\(records[1]["text"])",
                operation: "\(records[2]["text"])"
            )
            return ClearedDocument(
                id: "D",
                title: "Codes",
                blocks: [
                    .codes([Code([.dataMatrix], identity, caption: "Mill")]),
                    .codes([Code([.code128], identity, caption: "Mill")]),
                ]
            )
        }
        defer { printed.remove() }
        let identity = try TravelerIdentity(document: "TR-000123", order: "JO-4711/2", operation: "0030")
        let expected = identity.text(under: PaperPlant.key)
        var raster = try printed.raster(page: 1)
        #expect(raster.dataMatrixCodes(max: 1) == [expected])
        #expect(raster.code128Codes() == [expected])
        #expect(try printed.pages()[0].replacing("\n", with: "").contains(expected))
        #expect(try TravelerIdentity(scan: Array(expected.utf8), key: PaperPlant.key) == identity)
    }

    @Test("the longest identity fits onto both papers", arguments: Paper.allCases)
    func longest(paper: Paper) async throws {
        let plant = try await PaperPlant()
        let name = "ABCDEFGHIJ-klmnopqrst_UVWXYZ/123"
        let identity = try TravelerIdentity(document: name, order: name, operation: name)
        let (_, printed) = try await plant.printed(
            [("MED", name)],
            through: Print(isAttended: true),
            on: paper
        ) { records in
            let text: ClearedText = "\(records[0]["text"])"
            return ClearedDocument(
                id: "D",
                title: "Codes",
                blocks: [
                    .codes([
                        Code([.dataMatrix], .traveler(document: text, order: text, operation: text), caption: "")
                    ])
                ]
            )
        }
        defer { printed.remove() }
        var raster = try printed.raster(page: 1)
        #expect(raster.dataMatrixCodes(max: 1) == [identity.text(under: PaperPlant.key)])
    }

    @Test("a Code 128 that would be wider than the page is refused")
    func wide() async throws {
        let plant = try await PaperPlant()
        let error = await #expect(throws: DocumentError.self) {
            _ = try await plant.printed(
                [("MED", String(repeating: "aB1-", count: 24))],
                through: Print(isAttended: true)
            ) { records in
                ClearedDocument(
                    id: "D",
                    title: "T",
                    blocks: [.codes([Code([.code128], .text("\(records[0]["text"])"), caption: "")])]
                )
            }
        }
        #expect(error?.code == .codeTooWide)
    }

    @Test("a code with a part that is withheld is not drawn")
    func withheld() async throws {
        let plant = try await PaperPlant()
        let (_, printed) = try await plant.printed([("MED", "x")], through: Print(isAttended: true)) { records in
            ClearedDocument(
                id: "D",
                title: "T",
                blocks: [
                    .codes([
                        Code(
                            [.dataMatrix],
                            .traveler(document: "T", order: "\(records[0]["held"])", operation: "10"),
                            caption: "Mill"
                        )
                    ])
                ]
            )
        }
        defer { printed.remove() }
        #expect(try printed.pages()[0].contains("WITHHELD"))
        var raster = try printed.raster(page: 1, dotsPerInch: 100)
        #expect(raster.dataMatrixCodes(max: 1, secondsMax: 1).isEmpty)
    }
}
