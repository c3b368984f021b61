import Cedar
import Foundation
import Testing

@testable import CedarAnalysis

@Suite("cvc5 gives the answers that Z3 gives")
struct SecondSolverTests {
    static let path = "/usr/bin/cvc5"

    /// `sat`, `unsat` or `unknown`, as cvc5 says.
    static func answer(_ script: SMTLIBScript) throws -> String {
        let file = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).smt2")
        try script.text.write(to: file, atomically: true, encoding: .utf8)
        defer { try? FileManager.default.removeItem(at: file) }
        let process = Process()
        process.executableURL = URL(filePath: path)
        process.arguments = ["--strings-exp", "--tlimit=10000", file.path(percentEncoded: false)]
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = pipe
        try process.run()
        let output = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        return output.split(separator: "\n").first.map(String.init) ?? "nothing"
    }

    @Test("random claims", .enabled(if: FileManager.default.isExecutableFile(atPath: path), "cvc5 is not installed"))
    func random() throws {
        let prover = try Shop.prover(SolverLimits(stepsMax: 1_000_000, millisecondsMax: 5_000))
        let validator = Validator(prover.schema)
        var compared = 0
        for seed in 0..<UInt64(ProverLawTests.isSoak ? 1_000 : 40) {
            var random = RandomCedar(seed: seed + 5_000_000)
            let (policy, text) = try ProverLawTests.policy(&random, validator)
            let claim: Claim = seed % 2 == 0 ? .not(.satisfied(policy)) : .not(.errs(policy))
            let environment = prover.schema.requestEnvironments(of: policy)[0]
            guard let script = prover.script(refuting: claim, in: environment) else { continue }
            let answer = try Self.answer(script)
            switch (prover.verdict(on: claim, in: environment), answer) {
            case (.proved, "unsat"), (.refuted, "sat"): compared += 1
            case (.unknown, _), (_, "unknown"): continue
            case (let verdict, _):
                if answer.contains("timeout") || answer.contains("interrupted") { continue }
                Issue.record("seed \(seed): \(text) is \(verdict) by Z3, \(answer) by cvc5")
            }
        }
        #expect(compared > 15, "\(compared) compared")
    }

    @Test(
        "a sample of the theorems",
        .enabled(if: FileManager.default.isExecutableFile(atPath: path), "cvc5 is not installed")
    )
    func theorems() throws {
        let prover = try CatalogueFiles.prover()
        let policies = try CatalogueFiles.policies(in: CatalogueFiles.folder)
        let theorems = try CatalogueFiles.theorems()
        var asked = 0
        var agreed = 0
        for index in stride(from: 0, to: theorems.count, by: ProverLawTests.isSoak ? 1 : 9) {
            let theorem = theorems[index]
            let environment = try #require(prover.schema.requestEnvironments(of: theorem.policy).first)
            let claim = theorem.claim(policies, .denies)
            // Some hold so plainly that no solver is asked.
            guard let script = prover.script(refuting: claim, in: environment) else { continue }
            asked += 1
            let answer = try Self.answer(script)
            #expect(
                answer == "unsat" || answer.contains("timeout") || answer == "unknown",
                "\(theorem.policy.id): \(answer)"
            )
            if answer == "unsat" { agreed += 1 }
        }
        #expect(asked > 3 && agreed * 2 > asked, "\(agreed) of \(asked) agreed")
    }
}
