import Cedar
import Foundation
import Testing

@testable import CedarAnalysis

@Suite("Which patterns a string can match together")
struct LikeClassesTests {
    static func pattern(_ text: String) throws -> LikePattern {
        let policy = try Shop.when("principal.name like \"\(text)\"")
        guard case .like(_, let pattern) = policy.conditions[0].body.kind else { throw Unanswerable(reason: text) }
        return pattern
    }

    @Test("some pairs, by hand")
    func pairs() throws {
        func possible(_ one: String, _ two: String) throws -> Set<[Bool]> {
            Set(try LikeClasses([Self.pattern(one), Self.pattern(two)]).possible)
        }
        #expect(try possible("a*", "ab*") == [[false, false], [true, false], [true, true]])
        #expect(try possible("*x*y*", "*y*") == [[false, false], [false, true], [true, true]])
        #expect(try possible("a*", "b*") == [[false, false], [true, false], [false, true]])
        #expect(try possible("*a", "b*") == [[false, false], [true, false], [false, true], [true, true]])
        #expect(try possible("a*a", "aa*") == [[false, false], [true, false], [false, true], [true, true]])
    }

    @Test("a combination with one string has no second one")
    func single() throws {
        // Starts and ends with a, but not twice: only "a".
        let classes = try LikeClasses([Self.pattern("a*"), Self.pattern("*a"), Self.pattern("a*a")])
        #expect(classes.word([true, true, false], except: []) == "a")
        #expect(classes.word([true, true, false], except: ["a"]) == nil)
        #expect(classes.word([true, false, true], except: []) == nil)
    }

    @Test("random patterns: every string has a possible combination, and each possible one a string")
    func random() throws {
        for seed in 0..<UInt64(ProverLawTests.isSoak ? 5_000 : 200) {
            var random = RandomCedar(seed: seed + 77)
            let patterns = try (0..<3).map { _ in try Self.pattern(String(random.pattern().dropFirst().dropLast())) }
            let classes = try LikeClasses(patterns)
            let possible = Set(classes.possible)
            for _ in 0..<200 {
                let text = CedarString(
                    (0..<random.pick([0, 1, 2, 4, 7])).map { _ in random.pick(["a", "b", "x", "*", "q"]) }.joined()
                )
                #expect(possible.contains(classes.combination(of: text)), "seed \(seed), \(text)")
            }
            for combination in possible {
                let word = try #require(classes.word(combination, except: []), "seed \(seed), \(combination)")
                #expect(classes.combination(of: word) == combination, "seed \(seed), \(word)")
            }
        }
    }
}
