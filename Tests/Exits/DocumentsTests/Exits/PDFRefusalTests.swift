@_spi(Exits) import Boundary
import Documents
import TestPlant
import Testing

@Suite("A document that cannot be made whole is not made")
struct PDFRefusalTests {
    private static let attended = Print(isAttended: true)

    private func refusal(
        _ plant: PaperPlant,
        limits: DocumentLimits = DocumentLimits(),
        _ document: ([ReleasedRecord]) -> ClearedDocument
    ) async throws -> DocumentError? {
        do {
            _ = try await plant.printed([("MED", "value")], through: Self.attended, limits: limits, document)
            return nil
        } catch let error as DocumentError {
            return error
        }
    }

    /// Why an exit does not send a release.
    private func refusal(of release: consuming Release<Print>, by exit: inout PDFExit<Print>) async -> (any Error)? {
        do {
            try await exit.send(release)
            return nil
        } catch {
            return error
        }
    }

    @Test("above a limit: pages, texts, characters of one text and of all, bytes")
    func limits() async throws {
        let plant = try await PaperPlant()
        let changes: [(WritableKeyPath<DocumentLimits, Int>, Int, String)] = [
            (\.pagesMax, 1, "pages"), (\.textsMax, 10, "texts"), (\.textCharactersMax, 4, "characters in one text"),
            (\.charactersMax, 100, "characters"), (\.columnsMax, 1, "columns in a table"), (\.bytesMax, 1_000, "bytes"),
        ]
        for (limit, most, what) in changes {
            var limits = DocumentLimits()
            limits[keyPath: limit] = most
            let error = try await refusal(plant, limits: limits) { PDFMarkingTests.table(100, of: $0) }
            #expect(error?.code == .tooLarge)
            #expect(error?.reason.contains("\(most) \(what)") == true, "\(error?.reason ?? "none")")
        }
    }

    @Test("a table with a row of another width, and fields in no column")
    func ragged() async throws {
        let plant = try await PaperPlant()
        let table = try await refusal(plant) { _ in
            ClearedDocument(id: "D", title: "T", blocks: [.table(Table([.init("A"), .init("B")], rows: [["1"]]))])
        }
        #expect(table?.code == .raggedTable)
        #expect(table?.reason.contains("row 1 of a table has 1 cells and its head 2") == true)
        let fields = try await refusal(plant) { _ in
            ClearedDocument(id: "D", title: "T", blocks: [.fields([Field("A", "1")], columns: 0)])
        }
        #expect(fields?.code == .raggedTable)
    }

    @Test("a code of what cannot be coded: other characters, hidden ones, too many, a name with a colon")
    func codes() async throws {
        let plant = try await PaperPlant()
        for value in ["naïve", "a\u{200B}b", String(repeating: "x", count: 121), ""] {
            await #expect(throws: DocumentError.self, "\(value)") {
                _ = try await plant.printed([("MED", value)], through: Self.attended) { records in
                    ClearedDocument(
                        id: "D",
                        title: "T",
                        blocks: [.codes([Code([.dataMatrix], .text("\(records[0]["text"])"), caption: "")])]
                    )
                }
            }
        }
        let error = try await refusal(plant) { _ in
            ClearedDocument(
                id: "D",
                title: "T",
                blocks: [
                    .codes([Code([.code128], .traveler(document: "T:1", order: "O", operation: "10"), caption: "")])
                ]
            )
        }
        #expect(error?.code == .notCodable)
        #expect(error?.reason.contains("the document in a code") == true)
    }

    @Test("a release with other texts than the layout, another person's, and one that is late")
    func strays() async throws {
        let plant = try await PaperPlant()
        let channel = Self.attended
        var first = try await plant.release([("MED", "a")], through: channel)
        let layout = try PDFMarkingTests.table(1, of: first.records).enter(&first)
        try first.append("more")
        func exit(to subject: Subject) throws -> PDFExit<Print> {
            PDFExit(
                to: subject,
                through: channel,
                of: plant.boundary,
                clock: plant.clock,
                layout: layout,
                paper: .a4,
                marking: try plant.marking()
            )
        }
        var other = try exit(to: PaperPlant.reader)
        #expect(await refusal(of: first, by: &other) is DocumentError)
        #expect(other.file == nil)
        var second = try await plant.release([("MED", "a")], through: channel)
        _ = try PDFMarkingTests.table(1, of: second.records).enter(&second)
        var bob = try exit(to: .person("bob"))
        #expect(await refusal(of: second, by: &bob) as? ReleaseError == .otherRecipient)
        var third = try await plant.release([("MED", "a")], through: channel)
        _ = try PDFMarkingTests.table(1, of: third.records).enter(&third)
        plant.clock.advance(seconds: 61)
        var late = try exit(to: PaperPlant.reader)
        #expect(await refusal(of: third, by: &late) as? ReleaseError == .expired)
    }

    @Test("a file that was made stays for its recipient, and for a minute")
    func files() async throws {
        let plant = try await PaperPlant()
        let (exit, printed) = try await plant.printed([("MED", "a")], through: Self.attended) {
            PDFMarkingTests.table(1, of: $0)
        }
        defer { printed.remove() }
        #expect(exit.file?.name == "DOC-1.pdf")
        #expect(exit.file?.mediaType == "application/pdf")
        #expect(exit.file?.byteCount == printed.bytes.count)
        let request = ExitRequest(
            recipient: .person("bob"),
            channel: Self.attended,
            standing: plant.boundary.standing(of: .person("bob")),
            now: plant.clock.now
        )
        #expect(throws: ReleaseError.otherRecipient) { _ = try exit.file?.open(for: request) }
        #expect("\(String(reflecting: exit.file)) \(String(describing: exit.file))".contains("%PDF") == false)
        plant.clock.advance(seconds: 61)
        #expect(throws: ReleaseError.expired) { _ = try plant.bytes(of: exit.file, through: Self.attended) }
    }

    @Test("the name of a file is one name on every system")
    func names() async throws {
        let plant = try await PaperPlant()
        let (exit, printed) = try await plant.printed([("MED", "../é\"\r\n;a b")], through: Self.attended) { records in
            ClearedDocument(id: "\(records[0]["text"])", title: "T", blocks: [])
        }
        defer { printed.remove() }
        #expect(exit.file?.name == "-----a-b.pdf")
        #expect(exit.file?.name.hasPrefix(".") == false)
    }

    @Test("a document without data takes a blank release; one with data does not")
    func blank() async throws {
        let plant = try await PaperPlant()
        var blank = Release<Print>.blank()
        let layout = try CommandSheet().document.enter(&blank)
        var exit = PDFExit(
            to: .person("bob"),
            through: Self.attended,
            of: plant.boundary,
            clock: plant.clock,
            layout: layout,
            paper: .letter,
            marking: try plant.marking()
        )
        try await exit.send(blank)
        #expect(exit.file?.banner == "UNCLASSIFIED")
        let release = try await plant.release([("MED", "a")], through: Self.attended)
        let document = PDFMarkingTests.table(1, of: release.records)
        var second = Release<Print>.blank()
        #expect(throws: ReleaseError.otherClearance) { _ = try document.enter(&second) }
    }
}
