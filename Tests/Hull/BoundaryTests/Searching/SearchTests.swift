@_spi(Exits) import Boundary
import Journal
import PlantModel
import Storage
import TestPlant
import Testing

@Suite("A search gives what the subject may see, all of it, and tells nothing of the rest")
struct SearchTests {
    /// A plant with two compartments, and others beside them.
    struct World {
        let plant: RunningPlant
        var compartments: [String: (name: CompartmentName, views: any ViewStore)] = [:]

        init(_ names: [String] = ["annex"], grants: String = BoundaryPlant.grants) async throws {
            plant = try await RunningPlant(grants: grants)
            compartments["shop"] = (plant.compartment, plant.views)
            for text in names {
                let name = try CompartmentName(text)
                let views = try plant.engine.openViews(name, schema: RunningPlant.schema())
                plant.boundary.open(name, labels: LabelRegister(), views: views, language: .sqlite)
                compartments[text] = (name, views)
            }
            try await plant.learn(BoundaryPlant.american("eve", role: "engineer"))
            var resident = try BoundaryPlant.american("res", role: "engineer")
            resident.usCitizen = .init(false)
            try await plant.learn(resident)
        }

        /// Stores notes; their ids are counted from `first`, so that two worlds have the same ones.
        func store(_ program: String, _ notes: [(title: String, text: String)], in name: String = "shop", first: UInt8)
            throws
        {
            let place = try compartments[name].orThrow("no compartment \(name)")
            try ShiftNote.store(
                program,
                notes,
                in: place.name,
                place.views,
                plant.boundary,
                ids: notes.indices.map { [UInt8](repeating: first + UInt8($0), count: 16) }
            )
        }

        /// All that a subject is answered, page by page.
        func transcript(
            _ text: String,
            prefix: Bool = false,
            order: [ViewQuery.Order] = [],
            limit: Int = 2,
            _ person: String = "res"
        ) async throws -> [String] {
            var lines: [String] = []
            var position: SearchPosition?
            for page in 0..<20 {
                let release = try await plant.boundary.search(
                    ShiftNote.self,
                    for: text,
                    prefix: prefix,
                    order: order,
                    after: position,
                    limit: limit,
                    by: .person(person),
                    through: Search(hasExcerpts: true)
                )
                position = release.next
                let records = release.records
                let excerpts = records.map { record in
                    record.excerpts.map { excerpt in
                        ClearedText.joined(excerpt.pieces.map { $0.isMatch ? "[\($0.text)]" : "\($0.text)" })
                    }
                }
                var answer = release
                for excerpt in excerpts { try answer.append("{\(.joined(excerpt, separator: "|"))}") }
                let content = try TestExit<Search>.content(
                    answer,
                    .person(person),
                    Search(hasExcerpts: true),
                    plant
                )
                lines.append("page \(page)")
                lines += content.records.map { fields in
                    fields.map { "\($0.name)=\($0.value.map { "\($0)" } ?? "withheld")" }.joined(separator: " ")
                }
                lines.append(
                    content.text.map { piece in
                        switch piece {
                        case .literal(let text), .value(let text): text
                        case .withheld: "withheld"
                        case .mark(let label): "(\(label))"
                        }
                    }.joined()
                )
                guard position != nil else { return lines }
            }
            throw TestFailure(message: "the pages do not end")
        }

        func suggestions(_ text: String, _ person: String = "res") async throws -> [String] {
            let words = try await plant.boundary.suggestions(
                ShiftNote.self,
                for: text,
                in: "text",
                by: .person(person)
            )
            let release = try await plant.boundary.search(
                ShiftNote.self,
                for: text,
                prefix: true,
                limit: 1,
                by: .person(person),
                through: Search(hasExcerpts: true)
            )
            var answer = release
            for word in words { try answer.append("\(word),") }
            return try TestExit<Search>.content(answer, .person(person), Search(hasExcerpts: true), plant).text
                .compactMap { if case .value(let text) = $0 { text } else { nil } }
        }
    }

    private static let open = [
        (title: "A deburr", text: "Deburr the flange with care"), (title: "C anneal", text: "Anneal the flange at 300"),
        (title: "E flange", text: "No defect"),
    ]

    @Test("hits come from every compartment in the order asked for, whole pages without gaps")
    func merged() async throws {
        let world = try await World()
        try world.store("MED", Self.open, first: 1)
        try world.store(
            "MED",
            [("B bore", "Bore the flange"), ("D flange", "flanges"), ("F other", "no such word")],
            in: "annex",
            first: 10
        )
        for limit in 1...7 {
            let order = [ViewQuery.Order("title")]
            let up = try await world.transcript("FLANGE", order: order, limit: limit)
            #expect(
                up.filter { $0.hasPrefix("title") }.map { String($0.dropFirst("title=text(\"".count).prefix(1)) }
                    == ["A", "B", "C", "D", "E"],
                "pages of \(limit)"
            )
            let down = try await world.transcript(
                "flange",
                order: [ViewQuery.Order("title", descending: true)],
                limit: limit
            )
            #expect(down.filter { $0.hasPrefix("title") } == up.filter { $0.hasPrefix("title") }.reversed())
        }
        let both = try await world.transcript("flange deburr", limit: 10)
        #expect(both.count == 3)
        #expect(
            both.last == "{[Deburr] the [flange] with care}"
                || both.last == "{A [deburr]|[Deburr] the [flange] with care}"
        )
    }

    @Test("words in rows that are hidden change nothing: two worlds, one transcript")
    func twoWorlds() async throws {
        let questions: [(String, Bool)] = [
            ("flange", false), ("fla", true), ("secretname", false), ("sec", true), ("titanium", false),
            ("flange titanium", false), ("defect", false), ("", false), ("...", true), ("anneal", true),
        ]
        var transcripts: [[[String]]] = []
        for isRestricted in [false, true] {
            let world = try await World(isRestricted ? ["annex", "dark"] : ["annex"])
            try world.store("MED", Self.open, first: 20)
            if isRestricted {
                // NAV is NOFORN, and the resident is no citizen.
                try world.store(
                    "NAV",
                    (0..<15).map { ("A secretname \($0)", "titanium flange anneal fluoride defect") },
                    first: 1
                )
                try world.store("NAV", [("Z flange", "secretname flask")], in: "annex", first: 60)
                try world.store("NAV", [("A flange", "secretname flame")], in: "dark", first: 80)
            }
            try world.store("MED", [("B bore", "Bore the flange")], in: "annex", first: 100)
            var answers: [[String]] = []
            for (text, prefix) in questions {
                for order in [[], [ViewQuery.Order("title")], [ViewQuery.Order("title", descending: true)]] {
                    for limit in [1, 2, 100] {
                        answers.append(
                            try await world.transcript(text, prefix: prefix, order: order, limit: limit)
                        )
                    }
                }
                answers.append(try await world.suggestions(text))
            }
            transcripts.append(answers)
            // Who may see them finds them.
            let seen = try await world.transcript("secretname", limit: 100, "eve")
            #expect(seen.filter { $0.hasPrefix("title") }.count == (isRestricted ? 17 : 0))
        }
        #expect(transcripts[0] == transcripts[1])
        #expect(transcripts[0].contains { $0.contains { $0.contains("[flange]") } })
    }

    @Test("a row is not found by a field that the subject may not see, nor suggested")
    func fields() async throws {
        let grants = BoundaryPlant.grants.replacing(
            "unless { context has fieldClass && context.fieldClass == \"nonconformances\" && principal.role == \"operator\" }",
            with:
                "unless { context has fieldClass && context.fieldClass == \"workInstructions\" && principal.role == \"operator\" }"
        )
        let world = try await World(grants: grants)
        try await world.plant.learn(BoundaryPlant.american("ann"))
        try world.store("MED", Self.open, first: 1)
        #expect(try await world.transcript("flange", "ann") == ["page 0", ""])
        #expect(try await world.suggestions("fl", "ann").isEmpty)
        #expect(try await world.transcript("flange", "eve") != ["page 0", ""])
        #expect(try await world.transcript("flange", "nobody") == ["page 0", ""])
    }

    @Test("suggestions are words of what one may see, in order, and no more than ten")
    func suggested() async throws {
        let world = try await World()
        try world.store("MED", Self.open + [("x", "flanges fluid Flank the flat")], first: 1)
        #expect(try await world.suggestions("fl") == ["flange", "flanges", "flank", "flat", "fluid"])
        #expect(try await world.suggestions("deburr fl") == ["flange"])
        #expect(try await world.suggestions("") == [])
        try world.store("NAV", [("y", "flotsam")], in: "annex", first: 30)
        #expect(try await !world.suggestions("fl").contains("flotsam"))
        #expect(try await world.suggestions("flo", "eve") == ["flotsam"])
        try world.store("MED", (0..<40).map { ("t", "zz\($0)") }, first: 40)
        #expect(try await world.suggestions("zz").count == 10)
    }

    @Test("what is asked is bounded, and hostile words find nothing and break nothing")
    func bounded() async throws {
        let world = try await World()
        try world.store("MED", Self.open, first: 1)
        func refused(_ text: String, limit: Int = 10) async -> BoundaryError.Code? {
            do throws(AccessRefusal) {
                _ = try await world.plant.boundary.search(
                    ShiftNote.self,
                    for: text,
                    limit: limit,
                    by: .person("eve"),
                    through: Search(hasExcerpts: true)
                )
                return nil
            } catch {
                if case .failed(let failure) = error { return failure.code }
                return nil
            }
        }
        #expect(await refused(String(repeating: "a ", count: 17)) == .invalidQuestion)
        #expect(await refused(String(repeating: "a", count: 101)) == .invalidQuestion)
        #expect(await refused(String(repeating: "-", count: 1_001)) == .invalidQuestion)
        #expect(await refused("a", limit: 0) == .invalidQuestion)
        #expect(await refused("a", limit: 101) == .invalidQuestion)
        for text in [
            "\"", "' OR 1=1 --", "flange*", "NEAR(a b)", "title:flange NOT x", "\u{0}", "AND OR NOT", "^flange",
            "{title}: a", "\u{202E}egnalf", "💥",
        ] {
            #expect(await refused(text) == nil, "\(text.debugDescription)")
        }
        #expect(try await world.transcript("flange* OR", "eve") == ["page 0", ""])
    }

    @Test("without excerpts there are none, and each search is in the journal of where hits came from")
    func journaled() async throws {
        let world = try await World()
        try world.store("MED", Self.open, first: 1)
        let before = await world.plant.logs.drafts.count
        let release = try await world.plant.boundary.search(
            ShiftNote.self,
            for: "flange",
            limit: 10,
            by: .person("eve"),
            through: Search(hasExcerpts: false)
        )
        #expect(release.records.count == 3)
        #expect(!release.records.contains { !$0.excerpts.isEmpty })
        #expect(release.next == nil)
        let drafts = await world.plant.logs.drafts[before...]
        #expect(drafts.map(\.draft.kind) == ["release"])
        #expect(
            drafts.first.map { String(decoding: $0.draft.payload, as: UTF8.self) }?.contains("\"channel\":\"search\"")
                == true
        )
        #expect(drafts.map(\.compartment) == [world.plant.compartment])
    }

    @Test("attachments are found by their names")
    func attachmentNames() async throws {
        let attachments = try await AttachmentPlant(inspector: ScannerInspector())
        try await attachments.attach([65, 66], "bracket drawing.txt", to: attachments.record("MED"))
        let release = try await attachments.boundary.search(
            Attachment.self,
            for: "drawing",
            limit: 10,
            by: AttachmentPlant.eve,
            through: Search(hasExcerpts: true)
        )
        #expect(release.records.count == 1)
    }
}
