import Cedar
import Foundation
import Testing

/// The reference validator's messages, by the kind of problem here that says the same.
private let oracleKinds: [(part: String, code: String)] = [
    ("unrecognized entity type", "unknownEntityType"), ("unrecognized action", "unknownAction"),
    ("unable to find an applicable action", "inapplicableScope"), ("unexpected type", "unexpectedType"),
    ("are not compatible", "incompatibleTypes"), ("access to optional attribute", "unguardedAttribute"),
    ("access to tag", "unguardedTag"), ("`.getTag()` is not allowed", "noTags"),
    ("wrong number of arguments", "wrongArity"),
    ("error during extension function argument validation", "invalidArgument"),
    ("empty set literals are forbidden", "emptySet"), ("may not be called with non-literal", "nonLiteralArgument"),
    ("enumerated entity type", "unknownEnumeratedEntity"), ("not found", "unknownAttribute"),
]

@Suite("The kinds of problem")
struct OracleKindTests {
    private static var corpus: String? {
        ProcessInfo.processInfo.environment["BULKHEAD_SHARED"].map { $0 + "/cedar-corpus" }
    }

    private static func kinds(_ messages: [JSONNode]) -> [String] {
        let codes = messages.compactMap(\.text).map { message in
            oracleKinds.first { message.contains($0.part) }?.code ?? message
        }
        return Set(codes).sorted()
    }

    @Test("in each policy of the corpus are those that the reference validator finds")
    func corpusKinds() throws {
        guard let corpus = Self.corpus else { return }
        func read(_ path: String) -> [UInt8]? {
            FileManager.default.contents(atPath: corpus + "/" + path).map { [UInt8]($0) }
        }
        var compared = 0
        let folder = "corpus-tests-validation"
        for name in try FileManager.default.contentsOfDirectory(atPath: corpus + "/" + folder).sorted() {
            let stem = "corpus-tests/" + name.dropLast(".validation.json".count)
            let oracle = try JSONNode(parsing: try #require(read("\(folder)/\(name)")), file: name)
            let validation = try #require(oracle["policyValidation"])
            let policies = try PolicySet(bytes: try #require(read(stem + ".cedar")), file: stem + ".cedar")
            let schema = try Schema(bytes: try #require(read(stem + ".cedarschema")), file: stem + ".cedarschema")
            for mode in ValidationMode.allCases {
                let found = Set(Validator(schema, mode: mode).validate(policies).problems.map(\.kind.code)).sorted()
                let expected = Self.kinds(validation[mode.rawValue + "Errors"]?.elements ?? [])
                if found.contains("inapplicableScope") {
                    // No request is possible, so nothing is said of the clauses here; the reference says more of them.
                    #expect(Set(found).isSubset(of: expected), "\(stem) \(mode.rawValue)")
                } else {
                    #expect(found == expected, "\(stem) \(mode.rawValue)")
                }
                compared += 1
            }
        }
        #expect(compared > 3_000)
    }
}
