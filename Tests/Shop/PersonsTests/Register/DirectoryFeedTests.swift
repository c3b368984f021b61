import Boundary
import Journal
import PlantModel
import Storage
import TestPlant
import Testing

@testable import Execution

@Suite("A directory as a feed of the person register")
struct DirectoryFeedTests {
    static func file(_ more: String = "", columns: String = "") throws -> DirectoryFile {
        let text = """
            directory: 1
            url: ldaps://dc1.plant.example
            base: ou=people
            filter: (uid=*)
            source: Corporate directory
            \(more)
            columns:
              person: uid
              badge: badge
              name: cn
              role: { attribute: title, values: { Machinist: operator, Inspector: quality, Guest: unknown } }
              usPerson: usPerson
              usCitizen: { attribute: citizen, values: { Y: "yes", N: "no" } }
              citizenships: citizenship
              worksIn: country
              needToKnow: need
              authorizations: authorization
              \(columns)

            """
        return try DirectoryFile(Array(text.utf8), file: "d.yaml")
    }

    static func entry(_ name: String, _ attributes: [String: [String]]) -> DirectoryEntry {
        let own = ["uid": [name], "badge": ["B-\(name)"], "cn": [name.uppercased()]]
        let all = own.merging(attributes) { $1 }
        return DirectoryEntry(name: "uid=\(name),ou=people", attributes: all.mapValues { $0.map { Array($0.utf8) } })
    }

    private func feed(_ entries: [DirectoryEntry], _ file: DirectoryFile? = nil) throws -> PersonFeed {
        try PersonFeed(entries, of: file ?? Self.file(), readOn: Gatehouse.today())
    }

    private func problems(_ entries: [DirectoryEntry], _ file: DirectoryFile? = nil) -> [String] {
        do {
            _ = try feed(entries, file)
            return []
        } catch {
            return (error as? FeedProblems)?.problems ?? ["\(error)"]
        }
    }

    @Test("each value of a list is an entry of it; what an entry lacks, or says of nothing, is not known")
    func facts() throws {
        let found = try feed([
            Self.entry(
                "ann",
                [
                    "title": ["Machinist"], "usperson": ["TRUE"], "citizen": ["N"],
                    "citizenship": ["MX until 2011-03-04", "CA"], "country": ["US", "CA"],
                    "need": ["VEH by bo until 2027-03-31", "NAV by bo until 2027-01-31"],
                    "authorization": ["MLA-7", "TAA-2"],
                ]
            ),
            Self.entry("bo", ["title": ["Guest"], "usperson": [""], "citizenship": ["none"], "citizen": ["  "]]),
        ])
        let ann = found.persons[0].facts
        #expect(ann.source == "Corporate directory" && ann.asOf == Gatehouse.day)
        #expect(ann.role?.value == "operator" && ann.usPerson?.value == true && ann.usCitizen?.value == false)
        #expect(ann.citizenships?.map(\.value) == ["MX", "CA"] && ann.citizenships?[0].until == Day("2011-03-04"))
        #expect(ann.worksIn?.value == ["US", "CA"] && ann.authorizations == ["MLA-7", "TAA-2"])
        #expect(ann.needToKnow?.map(\.value) == ["VEH", "NAV"] && ann.needToKnow?[0].vouchedBy == "bo")
        let bo = found.persons[1].facts
        #expect(bo.role == nil && bo.usPerson == nil && bo.usCitizen == nil && bo.worksIn == nil)
        #expect(bo.citizenships == [] && bo.needToKnow == nil && bo.authorizations == [])
    }

    @Test("every entry that is wrong is named, with its attribute, and nothing is taken")
    func located() {
        let found = problems([
            Self.entry("ann", ["usperson": ["maybe"], "citizenship": ["USA"], "title": ["Boss"]]),
            Self.entry("bo", ["badge": ["B-ann"], "country": ["us"], "cn": ["Bo", "Bob"]]),
            Self.entry("cy", ["badge": [], "need": ["VEH by cy until 2027-01-31"]]),
            Self.entry("ann", ["badge": ["B-4"]]),
            Self.entry("di", ["usperson": ["FALSE"], "citizen": ["Y"], "need": ["VEH by nobody until 2027-01-31"]]),
        ])
        let (ann, bo, cy, di) = (
            "uid=ann,ou=people", "uid=bo,ou=people", "uid=cy,ou=people", "uid=di,ou=people"
        )
        #expect(
            Set(found) == [
                "\(ann): title: \"Boss\" is not among the values of role",
                "\(ann): usperson: \"maybe\"; expected yes, no, or nothing where it is not known",
                "\(ann): citizenship: \"USA\" is no country; expected two capital letters (ISO 3166-1), such as US",
                "\(bo): cn: 2 values; the column name takes one",
                "\(bo): the name is missing; each line has one",
                "\(bo): badge: \"B-ann\" is of \(ann) already",
                "\(bo): country: \"us\" is no country; expected two capital letters (ISO 3166-1), such as US",
                "\(cy): the badge is missing; each line has one",
                "\(cy): need: VEH: nobody vouches for himself; name who else does",
                "\(ann): uid: \"ann\" is of \(ann) already",
                "\(di): usperson: a U.S. citizen is a U.S. person (22 CFR 120.62); correct one of the two",
            ]
        )
    }

    @Test("a sponsor is a person of the directory, and an empty directory locks nobody out")
    func sponsors() {
        let found = problems([Self.entry("di", ["need": ["VEH by nobody until 2027-01-31"]])])
        #expect(found.count == 1 && found.first?.contains("whom this feed does not have") == true)
        #expect(problems([]).first?.contains("lock everybody out") == true)
    }

    @Test("values that are no text, hold what nobody sees, or have no end, are told without being repeated")
    func hostile() {
        func found(_ bytes: [[UInt8]]) -> [String] {
            var attributes = Self.entry("ann", [:]).attributes
            attributes["citizenship"] = bytes
            return problems([DirectoryEntry(name: "uid=ann\n\u{202e}x", attributes: attributes)])
        }
        for value in [[0x41, 0xe9], [0x41, 0x00], Array("U\u{202e}S".utf8), Array("US\r\nMX".utf8), [0xc0, 0x80]] {
            #expect(
                found([value]) == [
                    "uid=ann??x: citizenship: a value that is no text in UTF-8, or has control characters"
                ]
            )
        }
        #expect(found([Array(repeating: 0x55, count: 1_001)]).first?.contains("that is no fact") == true)
        #expect(found(Array(repeating: [0x55, 0x53], count: 201)).first?.contains("that is no fact") == true)
        // What is one entry of a table is no more here.
        #expect(!found([Array("none".utf8), Array("US".utf8)]).isEmpty)
    }

    @Test("the day as of which facts were stated is that of reading, or what the named attribute says")
    func days() throws {
        let file = try Self.file("asOf: stated")
        func day(_ texts: [String]) throws -> Day? {
            try feed([Self.entry("ann", ["stated": texts])], file).persons.first?.facts.asOf
        }
        #expect(try day(["2026-11-20"]) == Day("2026-11-20") && day(["20261119093000Z"]) == Day("2026-11-19"))
        #expect(try day(["20261119093000.0Z"]) == Day("2026-11-19"))
        for wrong in [[], ["2026-11-25"], ["20261301000000Z"], ["yesterday"], ["2026-11-20", "2026-11-21"]] {
            #expect(throws: FeedProblems.self, "\(wrong)") { try day(wrong) }
        }
    }

    @Test("as comma-separated values it is the same feed")
    func table() throws {
        let feed = try feed([
            Self.entry(
                "ann",
                [
                    "title": ["Inspector"], "usperson": ["TRUE"],
                    "citizenship": ["US from 1990-01-31", "MX until 2011-03-04"],
                    "need": ["VEH by bo until 2027-03-31"], "country": ["US"], "authorization": ["MLA-7"],
                ]
            ), Self.entry("bo", ["citizenship": ["none"], "country": ["none"]]),
        ])
        let again = try PersonFeed(feed.table, file: "t", source: feed.source, asOf: feed.asOf)
        #expect(again.persons == feed.persons)
        #expect(feed.known["person"] == 2 && feed.known["usPerson"] == 1 && feed.known["employer"] == nil)
    }
}

@Suite("The person register is fed by a directory")
struct DirectoryRegisterTests {
    private func take(_ house: Gatehouse, _ names: [String], _ more: String = "", citizen: String = "US") async throws
        -> PersonRegister.Change
    {
        let file = try DirectoryFeedTests.file(more)
        let day = try #require(Day(millisecondsSince1970: house.clock.now))
        let entries = names.map { DirectoryFeedTests.entry($0, ["citizenship": [citizen]]) }
        return try await house.register.take(PersonFeed(entries, of: file, readOn: day), of: file)
    }

    @Test("read again it changes nothing, and nobody's session, until somebody changes; who is gone is dismissed")
    func again() async throws {
        let house = try await Gatehouse()
        try await house.setUp()
        #expect(try await take(house, ["ann", "bo"]) == PersonRegister.Change(learnt: 2, same: 0, dismissed: 0))
        let before = house.hull.boundary.standing(of: .person("ann"))
        let count = try house.events().count
        #expect(try await take(house, ["ann", "bo"]).same == 2)
        // Nothing new is no event.
        #expect(try house.events().count == count)
        house.clock.advance(days: 1)
        #expect(try await take(house, ["ann", "bo"]).same == 2)
        #expect(house.hull.boundary.standing(of: .person("ann")).hasFacts(of: before))
        #expect(try house.register.reading()?.asOf == Day("2026-11-25"))
        #expect(try await take(house, ["ann"]).dismissed == 1)
        #expect(!house.hull.boundary.standing(of: .person("bo")).isKnown)
        #expect(try house.accounts.account(person: "bo")?.isClosed == true)
        #expect(try house.accounts.account(person: "root")?.isClosed == false)
        #expect(try await take(house, ["ann", "bo"], citizen: "MX").learnt == 2)
    }

    @Test("after a start it knows what it knew")
    func restarted() async throws {
        let (engine, key) = (MemoryEngine(), MemorySiteKey())
        let first = try await Gatehouse(engine, key: key)
        try await first.setUp()
        _ = try await take(first, ["ann", "bo"])
        await first.hull.close()
        let second = try await Gatehouse(engine, key: key, clock: first.clock)
        #expect(try await take(second, ["ann", "bo"]) == PersonRegister.Change(learnt: 0, same: 2, dismissed: 0))
        let reading = try #require(try second.register.reading())
        #expect(reading.source == "Corporate directory" && reading.persons == 2 && reading.staleDays == 2)
        #expect(reading.freshUntil == Day("2026-11-26"))
    }

    @Test("more who are gone than may be at once are taken for a fault, and what was known stays")
    func gone() async throws {
        let house = try await Gatehouse()
        try await house.setUp()
        _ = try await take(house, ["ann", "bo", "cy"])
        do {
            _ = try await take(house, ["ann"], "goneMax: 1")
            Issue.record("two are gone")
        } catch let refusal as DirectoryRefusal {
            #expect(refusal.code == .tooManyGone && refusal.description.contains("2 persons"))
        }
        #expect(house.hull.boundary.standing(of: .person("cy")).isKnown)
        #expect(try await take(house, ["ann"], "goneMax: 2").dismissed == 2)
        // Whose account is closed is not gone again.
        #expect(try await take(house, ["ann"], "goneMax: 0").same == 1)
    }

    @Test("what an administrator sends by hand counts until the directory is read again")
    func byHand() async throws {
        let house = try await Gatehouse()
        try await house.setUp()
        _ = try await take(house, ["ann"])
        try await house.feed("ann,B-ann,Ann,owner,operator,operator,MX")
        #expect(try house.register.reading()?.staleDays == nil)
        #expect(try await take(house, ["ann"]).learnt == 1)
        #expect(
            try house.events().contains { $0.event.kind == "register.read" && $0.event.subject == "system:bulkhead" }
        )
    }
}
