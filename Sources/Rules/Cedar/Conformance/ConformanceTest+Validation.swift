extension ConformanceTest {
    /// The folder and the name of the oracles of the test in `file`, relative to the corpus.
    public static func oraclePath(of file: String) -> String? {
        guard file.hasPrefix("corpus-tests/"), file.hasSuffix(".json") else { return nil }
        let stem = file.dropFirst("corpus-tests/".count).dropLast(".json".count)
        return "corpus-tests-validation/\(stem).validation.json"
    }

    /// What is wrong with each judgement of validation, nil where it is as expected: the policies in strict mode, and with an oracle
    /// also in permissive mode, each request and each entity.
    /// - Throws: when the oracle cannot be read.
    public func validate(oracle bytes: [UInt8]? = nil) throws(CedarErrors) -> [String?] {
        var judgements: [String?] = []
        if case .bool(let expected)? = root["shouldValidate"]?.kind {
            judgements.append(judge(.strict, expected: expected, "$.shouldValidate"))
        }
        guard let bytes else { return judgements }
        let oracle: JSONNode
        do throws(ParseError) {
            oracle = try JSONNode(parsing: bytes, file: Self.oraclePath(of: file) ?? file)
        } catch {
            throw CedarErrors(error)
        }
        for mode in ValidationMode.allCases {
            guard case .bool(let expected)? = oracle["policyValidation"]?[mode.rawValue]?.kind else { continue }
            judgements.append(judge(mode, expected: expected, "$.policyValidation.\(mode.rawValue)"))
        }
        judgements += requests(expected: oracle["requestValidation"]?.elements ?? [])
        judgements += entities(expected: oracle["entityValidation"]?["perEntity"])
        return judgements
    }

    private func judge(_ mode: ValidationMode, expected: Bool, _ path: String) -> String? {
        let report = Validator(schema, mode: mode).validate(policies)
        guard report.passes != expected else { return nil }
        let found = report.problems.prefix(3).map(\.description).joined(separator: "; ")
        return "\(path): expected \(expected ? "no problem" : "a problem") in \(mode.rawValue) mode, "
            + "found \(found.isEmpty ? "none" : found)"
    }

    private func requests(expected: [JSONNode]) -> [String?] {
        zip(root["requests"]?.elements ?? [], expected).enumerated().map { index, pair in
            let path = "$.requests[\(index)]"
            guard case .bool(let conforms)? = pair.1["strict"]?.kind else { return "\(path): the oracle says nothing" }
            do throws(CedarErrors) {
                let problems = schema.problems(of: try request(pair.0, path))
                guard problems.isEmpty == conforms else {
                    return "\(path): expected \(conforms ? "no problem" : "a problem"), found \(problems)"
                }
                return nil
            } catch {
                return conforms ? "\(path): \(error)" : nil
            }
        }
    }

    /// The oracle has an empty object for each entity that conforms.
    private func entities(expected: JSONNode?) -> [String?] {
        guard let expected else { return [] }
        return entities.all.map { entity in
            guard case .object(let members)? = expected["\(entity.uid.type)::\(entity.uid.id)"]?.kind else {
                // Names that are escaped in one file and not in the other cannot be matched; conforming is what the oracle has.
                return schema.problems(of: entity).first.map { "`\(entity.uid)`: \($0)" }
            }
            let problems = schema.problems(of: entity)
            guard problems.isEmpty != members.isEmpty else { return nil }
            return "`\(entity.uid)`: expected \(members.isEmpty ? "no problem" : "a problem"), found \(problems)"
        }
    }
}
