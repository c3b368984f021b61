import Cedar
import PlantModel
import SeededGeneration
import Testing

@testable import Boundary

@Suite("What the journal keeps of a person's facts can be read back")
struct PersonFactsPayloadTests {
    private static let texts = [
        "US", "MX", "owner", "quality engineer from 2020-01-01", "\"", "\\", "a\nb", "\u{0}", "e\u{301}", "\u{e9}", "",
        " ", "none",
        "日本", "\u{1F469}\u{200D}\u{1F527}", "{\"value\":\"US\"}",
    ]

    private func day(_ generator: inout SeededGenerator) -> Day? {
        generator.oneIn(3) ? nil : Day(year: 1950 + generator.below(100), month: 1 + generator.below(12), day: 28)
    }

    private func dated<Value>(_ value: Value, _ generator: inout SeededGenerator) -> PersonFacts.Dated<Value> {
        .init(
            value,
            from: day(&generator),
            until: day(&generator),
            vouchedBy: generator.oneIn(2) ? generator.pick(Self.texts) : nil
        )
    }

    private func person(_ generator: inout SeededGenerator) throws -> PersonFacts {
        var facts = PersonFacts(
            id: generator.pick(Self.texts),
            source: generator.pick(Self.texts),
            asOf: try BoundaryPlant.day("2026-11-01")
        )
        func text() -> PersonFacts.Dated<String>? {
            generator.oneIn(3) ? nil : dated(generator.pick(Self.texts), &generator)
        }
        func truth() -> PersonFacts.Dated<Bool>? { generator.oneIn(3) ? nil : dated(generator.oneIn(2), &generator) }
        func list() -> [PersonFacts.Dated<String>]? {
            generator.oneIn(3)
                ? nil : (0..<generator.below(4)).map { _ in dated(generator.pick(Self.texts), &generator) }
        }
        facts.employer = text()
        facts.role = text()
        facts.usPerson = truth()
        facts.usCitizen = truth()
        facts.citizenships = list()
        facts.residencies = list()
        facts.worksIn = generator.oneIn(3) ? nil : dated(Set(generator.some(Self.texts)), &generator)
        facts.needToKnow = list()
        facts.federalEmployee = truth()
        facts.dodEmployee = truth()
        facts.authorizations = Set(generator.some(Self.texts))
        return facts
    }

    private func read(_ payload: [UInt8]) -> (facts: PersonFacts, version: UInt64)? {
        (try? JSONNode(parsing: payload, file: "payload")).flatMap(PersonFacts.reading)
    }

    @Test("any facts come back as they were", arguments: 0..<200)
    func roundTrip(seed: Int) throws {
        var generator = SeededGenerator(seed: UInt64(seed))
        let facts = try person(&generator)
        let version = generator.next() >> 2
        let back = try #require(read(facts.payload(version: version).bytes))
        #expect(back.facts == facts)
        #expect(back.version == version)
        // Not only equal as Swift compares texts: the same scalars.
        #expect(back.facts.payload(version: version).bytes == facts.payload(version: version).bytes)
    }

    @Test("a list that is known to be empty is not one that is unknown")
    func empty() throws {
        var facts = try BoundaryPlant.american()
        facts.needToKnow = []
        facts.residencies = nil
        let back = try #require(read(facts.payload(version: 1).bytes)).facts
        #expect(back.needToKnow == [])
        #expect(back.residencies == nil)
    }

    @Test(
        "what is not understood is not read in part",
        arguments: [
            "", "{", "[]", "{}", #"{"person":"ann"}"#,
            #"{"person":"ann","source":"HR","asOf":"2026-13-01","version":1,"facts":[]}"#,
            #"{"person":"ann","source":"HR","asOf":"2026-11-01","version":-1,"facts":[]}"#,
            #"{"person":"ann","source":"HR","asOf":"2026-11-01","version":1,"facts":[{"fact":"clearance","value":"yes"}]}"#,
            #"{"person":"ann","source":"HR","asOf":"2026-11-01","version":1,"facts":[{"fact":"usPerson","value":"yes"}]}"#,
            #"{"person":"ann","source":"HR","asOf":"2026-11-01","version":1,"facts":[{"fact":"usPerson","value":"true","until":"soon"}]}"#,
            #"{"person":"ann","source":"HR","asOf":"2026-11-01","version":1,"facts":[{"fact":"usPerson","value":"true","until":3}]}"#,
            #"{"person":"ann","source":"HR","asOf":"2026-11-01","version":1,"facts":[{"fact":"role","value":"a"},{"fact":"role","value":"b"}]}"#,
            #"{"person":"ann","source":"HR","asOf":"2026-11-01","version":1,"facts":[{"fact":"worksIn","values":["US",1]}]}"#,
            #"{"person":"ann","source":"HR","asOf":"2026-11-01","version":1,"facts":[{"fact":"citizenship","value":"US"},{"fact":"citizenship"}]}"#,
        ]
    )
    func malformed(text: String) { #expect(read(Array(text.utf8)) == nil) }
}
