import ArgumentParser
import Cedar
import PlantModel

/// `bulkhead explain`: what a code means that a problem, a refusal or a finding carries.
struct ExplainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Explain a code of a problem, refusal or finding: what it means, why it matters, how to mend it."
    )

    @Argument(help: "The code, such as BH-M041; without one all codes are listed.")
    var code: String?

    func run() throws {
        let pages = CodePage.all
        guard let code else {
            for page in pages { print("\(page.code)  \(page.kind.padded(to: 7))  \(page.title)") }
            return
        }
        guard let found = pages.first(where: { $0.code == code.uppercased() }) else {
            let near = NearestName.to(code.uppercased(), in: pages.map(\.code))
            Console.error("there is no code '\(code)'\(PlantProblem.hint(near)); bulkhead explain lists all codes")
            throw ExitStatus.wrongInput
        }
        print("\(found.code) (\(found.kind)): \(found.title)\n\n\(found.explanation)")
    }
}

extension String {
    fileprivate func padded(to width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }
}
