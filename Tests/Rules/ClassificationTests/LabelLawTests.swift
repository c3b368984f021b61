import SeededGeneration
import Testing

@testable import Classification

/// The laws of design section 6, on labels drawn from schemes of all three kinds.
@Suite("Labels form a join-semilattice")
struct LabelLawTests {
    let schemes: Schemes

    init() throws {
        schemes = try Schemes([
            Scheme(name: "cui", joining: .union),
            Scheme(name: "eccn", joining: .union, unrestricting: ["EAR99"]),
            Scheme(name: "rel", joining: .intersection, members: ["FVEY": ["US", "AU", "GB"]]),
            Scheme(
                name: "distribution",
                joining: .intersection,
                members: [
                    "B": ["dod", "gov"], "C": ["dod", "gov", "con"], "D": ["dod", "con"], "E": ["dod"], "F": [],
                ],
                unrestricting: ["A"]
            ),
            Scheme(name: "tier", joining: .maximum(order: ["low", "middle", "high"])),
        ])
    }

    private static let pool: [Restriction] =
        ["SP-CTI", "SP-EXPT", "PROPIN"].map { Restriction("cui", $0) }
        + ["9E991", "9E610", "EAR99"].map { Restriction("eccn", $0) }
        + ["US", "AU", "GB", "FVEY"].map { Restriction("rel", $0) }
        + ["A", "B", "C", "D", "E", "F"].map { Restriction("distribution", $0) }
        + ["low", "middle", "high"].map { Restriction("tier", $0) }

    private func label(_ generator: inout SeededGenerator) throws -> Label {
        switch Int.random(in: 0..<40, using: &generator) {
        case 0: return .sealed
        case 1: return .unrestricted
        case 2: return try schemes.label("rel", admittingOnly: [])
        // A component of another kind, as a label of another version of the schemes would bring it.
        case 3: return Label(components: ["rel": .all(["US"])])
        case 4: return Label(components: ["tier": .level(1, order: ["low", "high"])])
        default:
            let count = Int.random(in: 0...4, using: &generator)
            return try schemes.label((0..<count).compactMap { _ in Self.pool.randomElement(using: &generator) })
        }
    }

    private func each(_ seed: UInt64, _ law: (Label, Label, Label) throws -> Void) throws {
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<4_000 {
            try law(label(&generator), label(&generator), label(&generator))
        }
    }

    @Test("join is associative")
    func associative() throws {
        try each(1) { a, b, c in #expect(a.join(b).join(c) == a.join(b.join(c))) }
    }

    @Test("join is commutative and idempotent")
    func commutative() throws {
        try each(2) { a, b, _ in
            #expect(a.join(b) == b.join(a))
            #expect(a.join(a) == a)
        }
    }

    @Test("the unrestricted label is neutral, the sealed one absorbs, and they bound every label")
    func bounds() throws {
        try each(3) { a, _, _ in
            #expect(a.join(.unrestricted) == a)
            #expect(a.join(.sealed) == .sealed)
            #expect(Label.unrestricted.isAtMost(a))
            #expect(a.isAtMost(.sealed))
        }
    }

    @Test("the order is reflexive, antisymmetric and transitive")
    func partialOrder() throws {
        try each(4) { a, b, c in
            #expect(a.isAtMost(a))
            #expect(!(a.isAtMost(b) && b.isAtMost(a)) || a == b)
            // Random triples are rarely chains, so two are made that are.
            for (low, middle, high) in [(a, b, c), (a, a.join(b), a.join(b).join(c))] {
                #expect(!(low.isAtMost(middle) && middle.isAtMost(high)) || low.isAtMost(high))
            }
        }
    }

    @Test("join is the least upper bound, and the order is the one it induces")
    func leastUpperBound() throws {
        try each(5) { a, b, c in
            let join = a.join(b)
            #expect(a.isAtMost(join) && b.isAtMost(join))
            #expect(a.isAtMost(b) == (join == b))
            for bound in [c, join.join(c)] where a.isAtMost(bound) && b.isAtMost(bound) {
                #expect(join.isAtMost(bound))
            }
        }
    }

    @Test("join is monotone: restricting a source never loosens what is made from it")
    func monotone() throws {
        try each(6) { a, b, c in
            let tighter = a.join(c)
            #expect(a.join(b).isAtMost(tighter.join(b)))
        }
    }

    @Test("a member admitted by a join is admitted by each part")
    func admitted() throws {
        try each(7) { a, b, _ in
            for scheme in ["rel", "distribution"] {
                guard let left = a.admitted(in: scheme), let right = b.admitted(in: scheme) else { continue }
                let both = try #require(a.join(b).admitted(in: scheme))
                #expect(both.isSubset(of: left.intersection(right)))
            }
        }
    }
}
