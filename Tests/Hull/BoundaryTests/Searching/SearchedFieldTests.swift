@_spi(Exits) import Boundary
import PlantModel
import Storage
import Testing

@Suite("A record is found by the fields that the subject may see in it, as if the others were empty")
struct SearchedFieldTests {
    /// What a person is answered, page by page: the titles, remarks and excerpts of hits.
    private static func hits(
        _ text: String,
        _ person: String,
        _ plant: RunningPlant,
        prefix: Bool = false,
        order: [ViewQuery.Order] = [],
        limit: Int = 10
    ) async throws -> [String] {
        let channel = Search(hasExcerpts: true)
        var lines: [String] = []
        var position: SearchPosition?
        for _ in 0..<20 {
            var release = try await plant.boundary.search(
                HoldNote.self,
                for: text,
                prefix: prefix,
                order: order,
                after: position,
                limit: limit,
                by: .person(person),
                through: channel
            )
            position = release.next
            for record in release.records {
                try release.append("\(record["title"])/\(record["remark"])")
                for excerpt in record.excerpts { for piece in excerpt.pieces { try release.append("<\(piece.text)>") } }
                try release.append("\n")
            }
            let text = try TestExit<Search>.content(release, .person(person), channel, plant).text.map { piece in
                switch piece {
                case .literal(let text), .value(let text): text
                case .withheld: "withheld"
                case .mark: ""
                }
            }
            lines += text.joined().split(separator: "\n").map(String.init)
            if position == nil { return lines }
        }
        throw SearchDoesNotEnd()
    }

    private struct SearchDoesNotEnd: Error {}

    private static func plant(_ notes: [(title: String, remark: String?)]) async throws -> RunningPlant {
        let plant = try await RunningPlant()
        try await plant.learn(BoundaryPlant.american("ann"))
        try await plant.learn(BoundaryPlant.american("eve", role: "engineer"))
        try HoldNote.store(notes, in: plant)
        return plant
    }

    private static let notes: [(title: String, remark: String?)] = [
        ("flange left", "crack at the rotor"), ("rotor", nil), ("valve", "rotor"), ("rotor rotor", "rotor"),
    ]

    @Test("whoever may see all of them finds by all, each record once, also by words in different fields")
    func all() async throws {
        let plant = try await Self.plant(Self.notes)
        for limit in 1...5 {
            let found = try await Self.hits("rotor", "eve", plant, limit: limit)
            #expect(found.count == 4, "pages of \(limit): \(found)")
            #expect(Set(found).count == 4)
        }
        let both = try await Self.hits("flange rotor", "eve", plant)
        #expect(both.map { $0.hasPrefix("flange left/crack at the rotor") } == [true])
        #expect(try await Self.hits("cr", "eve", plant, prefix: true).count == 1)
    }

    @Test("whoever may not see one finds by the others, and gets no excerpt, order or suggestion from it")
    func some() async throws {
        let plant = try await Self.plant(Self.notes)
        for limit in 1...3 {
            let found = try await Self.hits("rotor", "ann", plant, limit: limit)
            #expect(found == ["rotor/withheld<rotor>", "rotor rotor/withheld<rotor>< ><rotor>"], "pages of \(limit)")
        }
        #expect(try await Self.hits("flange", "ann", plant) == ["flange left/withheld<flange>< left>"])
        #expect(try await Self.hits("crack", "ann", plant).isEmpty)
        #expect(try await Self.hits("cr", "ann", plant, prefix: true).isEmpty)
        #expect(try await Self.hits("flange rotor", "ann", plant).isEmpty)
        #expect(try await Self.hits("rotor", "ann", plant, order: [ViewQuery.Order("remark")]).isEmpty)
        let boundary = plant.boundary
        for field in ["title", "remark"] {
            let words = try await boundary.suggestions(HoldNote.self, for: "cr", in: field, by: .person("ann"))
            #expect(words.isEmpty)
        }
        let seen = try await boundary.suggestions(HoldNote.self, for: "cr", in: "remark", by: .person("eve"))
        #expect(seen.count == 1)
        #expect(try await Self.hits("rotor", "nobody", plant).isEmpty)
    }

    @Test("what stands in a field that may not be seen changes nothing: two plants, one answer")
    func twoWorlds() async throws {
        let others: [[(title: String, remark: String?)]] = [
            Self.notes, Self.notes.map { ($0.title, nil) },
            Self.notes.map { ($0.title, "valve rotor flange left crack") },
        ]
        var answers: [[[String]]] = []
        for notes in others {
            let plant = try await Self.plant(notes)
            var own: [[String]] = []
            for text in ["rotor", "flange", "valve", "left crack", "r", "nothing"] {
                for limit in [1, 2, 10] {
                    own.append(try await Self.hits(text, "ann", plant, prefix: true, limit: limit))
                }
            }
            answers.append(own)
        }
        #expect(answers[0] == answers[1])
        #expect(answers[0] == answers[2])
        #expect(answers[0].contains { $0.count == 2 })
    }
}
