import Foundation
import PlantModel

/// What is wrong with a plant, for people and as JSON. Files are named from the current folder, so that terminals and editors find them.
struct CheckReport {
    private let path: String
    private let plant: Plant?
    let problems: [PlantProblem]
    private let omitted: Int

    /// Loads a plant, and compares its clauses with a catalogue if there is one.
    init(path: String, catalogue: ObligationCatalogue?) {
        self.path = path
        do throws(PlantProblems) {
            let plant = try Plant.load(path: path)
            self.plant = plant
            omitted = 0
            problems =
                plant.warnings
                + (catalogue.map { PlantObligations.problems(of: plant, catalogue: $0) } ?? [])
        } catch {
            plant = nil
            problems = error.problems
            omitted = error.omitted
        }
    }

    /// Whether the plant cannot be planned.
    var isWrong: Bool { plant == nil || problems.contains { $0.severity == .error } }

    /// One line a problem.
    var lines: [String] { Self.lines(problems, omitted: omitted, path: path) }

    /// What was read, if it can be planned.
    var summary: String? {
        guard let plant, !isWrong else { return nil }
        return """
            \(plant.enterprise): \(plant.programs.count) programs, \(plant.sites.count) sites, \(plant.environments.count) environments
            facts: \(plant.facts.shown) shown by evidence, \(plant.facts.claimed) only claimed, \(plant.facts.expired) expired
            """
    }

    /// All of it for programs.
    var json: JSONText {
        var fields: [(String, JSONText)] = [
            ("plant", .text(path)),
            ("valid", .boolean(!isWrong)),
            (
                "problems",
                .list(
                    problems.map { problem in
                        var fields: [(String, JSONText)] = [
                            ("code", .text(problem.code.rawValue)),
                            ("severity", .text(problem.severity.rawValue)),
                            ("file", .text(Self.folder(of: path) + problem.place.file)),
                            ("line", .integer(problem.place.line)),
                            ("column", .integer(problem.place.column)),
                            ("message", .text(problem.message)),
                        ]
                        if let field = problem.place.field { fields.append(("field", .text(field))) }
                        if let suggestion = problem.suggestion { fields.append(("suggestion", .text(suggestion))) }
                        return .object(fields)
                    }
                )
            ),
            ("omitted", .integer(omitted)),
        ]
        if let facts = plant?.facts {
            let counts: [(String, JSONText)] = [
                ("shown", .integer(facts.shown)), ("claimed", .integer(facts.claimed)),
                ("expired", .integer(facts.expired)),
            ]
            fields.append(("facts", .object(counts)))
        }
        return .object(fields)
    }

    /// A problem on one line, its file named from the current folder.
    static func line(_ problem: PlantProblem, path: String) -> String { folder(of: path) + problem.description }

    /// Problems, one line each, and how many more there are.
    static func lines(_ problems: [PlantProblem], omitted: Int, path: String) -> [String] {
        problems.map { line($0, path: path) } + (omitted > 0 ? ["and \(omitted) more"] : [])
    }

    private static func folder(of path: String) -> String {
        path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
    }
}
