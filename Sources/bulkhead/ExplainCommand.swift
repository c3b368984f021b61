import ArgumentParser
import Cedar
import PlantModel

/// `bulkhead explain`: what a code of `bulkhead check` means.
struct ExplainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Explain a code that check reports: what it means, why it matters, how to mend it."
    )

    @Argument(help: "The code, such as BH-M041; without one all codes are listed.")
    var code: String?

    func run() throws {
        guard let code else {
            for code in ProblemCode.allCases {
                print("\(code.rawValue)  \(code.severity.rawValue.padded(to: 7))  \(code.title)")
            }
            return
        }
        guard let found = ProblemCode(rawValue: code.uppercased()) else {
            let near = NearestName.to(code.uppercased(), in: ProblemCode.allCases.map(\.rawValue))
            Console.error("there is no code '\(code)'\(PlantProblem.hint(near)); bulkhead explain lists all codes")
            throw ExitStatus.wrongInput
        }
        print("\(found.rawValue) (\(found.severity.rawValue)): \(found.title)\n\n\(found.explanation)")
    }
}

extension String {
    fileprivate func padded(to width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }
}
