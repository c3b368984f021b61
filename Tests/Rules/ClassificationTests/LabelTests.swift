import Testing

@testable import Classification

@Suite("Labels")
struct LabelTests {
    private func schemes() throws -> Schemes {
        try Schemes([
            Scheme(name: "cui", joining: .union),
            Scheme(name: "rel", joining: .intersection, members: ["FVEY": ["US", "AU", "CA", "GB", "NZ"]]),
            Scheme(
                name: "distribution",
                joining: .intersection,
                values: ["A"],
                members: [
                    "B": ["dod", "gov"], "C": ["dod", "gov", "con"], "D": ["dod", "con"], "E": ["dod"], "F": [],
                ],
                unrestricting: ["A"]
            ),
            Scheme(name: "tier", joining: .maximum(order: ["OFFICIAL", "OFFICIAL-SENSITIVE"])),
        ])
    }

    @Test("absent REL TO restricts nothing, and joined with one it leaves that one")
    func absentReleasability() throws {
        let schemes = try schemes()
        let released = try schemes.label([Restriction("rel", "US"), Restriction("rel", "AU")])
        #expect(released.admitted(in: "rel") == ["US", "AU"])
        #expect(Label.unrestricted.admitted(in: "rel") == nil)
        #expect(try released.join(schemes.label([Restriction("cui", "SP-CTI")])).admitted(in: "rel") == ["US", "AU"])
    }

    @Test("two audiences without a common member admit the owner alone")
    func emptyIntersection() throws {
        let schemes = try schemes()
        let joined = try schemes.label([Restriction("rel", "AU")]).join(schemes.label([Restriction("rel", "CA")]))
        #expect(joined.admitted(in: "rel") == [])
        #expect(joined != .unrestricted)
        #expect(try joined == schemes.label("rel", admittingOnly: []))
        #expect(try schemes.label([Restriction("rel", "FVEY")]).isAtMost(joined))
    }

    @Test(
        "distribution statements are audiences which intersect",
        arguments: [
            ("B", "D", "E"), ("C", "B", "B"), ("C", "D", "D"), ("E", "C", "E"), ("F", "B", "F"), ("A", "D", "D"),
            ("D", "D", "D"),
        ]
    )
    func distribution(left: String, right: String, expected: String) throws {
        let schemes = try schemes()
        let joined = try schemes.label([Restriction("distribution", left)])
            .join(schemes.label([Restriction("distribution", right)]))
        let audience = try #require(joined.admitted(in: "distribution"))
        #expect(try schemes.scheme(named: "distribution").value(admitting: audience) == expected)
    }

    @Test("distribution statement A restricts nothing")
    func statementA() throws {
        #expect(try schemes().label([Restriction("distribution", "A")]) == .unrestricted)
    }

    @Test("levels join to the higher one, and no level is below the lowest")
    func levels() throws {
        let schemes = try schemes()
        let low = try schemes.label([Restriction("tier", "OFFICIAL")])
        let high = try schemes.label([Restriction("tier", "OFFICIAL-SENSITIVE")])
        #expect(low.join(high).level(in: "tier") == "OFFICIAL-SENSITIVE")
        #expect(low.isAtMost(high) && !high.isAtMost(low))
        #expect(Label.unrestricted.isAtMost(low) && !low.isAtMost(.unrestricted))
    }

    @Test("labels of two versions of the schemes never weaken each other")
    func contradiction() throws {
        let schemes = try schemes()
        let now = try schemes.label([Restriction("rel", "AU")])
        let before = Label(components: ["rel": .all(["AU"])])
        #expect(now.join(before)["rel"] == .contradiction)
        #expect(now.join(before).admitted(in: "rel") == [])
        #expect(now.isIncomparable(with: before))
    }

    @Test("a sealed label admits nobody in any scheme")
    func sealed() {
        #expect(Label.sealed.admitted(in: "whatever") == [])
        #expect(Label.sealed.description == "sealed")
        #expect(!Label.sealed.isAtMost(.unrestricted))
    }

    @Test("a label is written in text order")
    func description() throws {
        let label = try schemes().label(
            ["SP-EXPT", "SP-CTI"].map { Restriction("cui", $0) } + [
                Restriction("rel", "GB"), Restriction("tier", "OFFICIAL"),
            ]
        )
        #expect(label.description == "cui={SP-CTI,SP-EXPT} rel<={GB} tier=OFFICIAL")
        #expect(label.schemes == ["cui", "rel", "tier"])
        #expect(label.values(in: "cui") == ["SP-CTI", "SP-EXPT"])
    }

    @Test("an unknown scheme or value is refused with the nearest name")
    func unknown() throws {
        let schemes = try schemes()
        #expect(throws: ClassificationError.unknownScheme(name: "ciu", nearest: "cui")) {
            try schemes.label([Restriction("ciu", "SP-CTI")])
        }
        #expect(throws: ClassificationError.unknownValue(scheme: "distribution", value: "G", nearest: nil)) {
            try schemes.label([Restriction("distribution", "G")])
        }
        #expect(throws: ClassificationError.unknownValue(scheme: "tier", value: "OFICIAL", nearest: "OFFICIAL")) {
            try schemes.label([Restriction("tier", "OFICIAL")])
        }
    }

    @Test(
        "text that could not be compared or printed exactly is refused",
        arguments: ["", " x", "x ", "a\u{0}b", "cafe\u{301}", "a\nb"]
    )
    func badText(text: String) throws {
        let schemes = try schemes()
        #expect(throws: ClassificationError.badText(scheme: "cui", role: "value", text: text)) {
            try schemes.label([Restriction("cui", text)])
        }
        #expect(throws: (any Error).self) { try Scheme(name: text, joining: .union) }
    }

    @Test("a huge value is refused, and its message stays short")
    func hugeValue() throws {
        let schemes = try schemes()
        let error = #expect(throws: ClassificationError.self) {
            try schemes.label([Restriction("cui", String(repeating: "x", count: 1_000_000))])
        }
        #expect((error?.description.utf8.count ?? .max) < 300)
    }
}
