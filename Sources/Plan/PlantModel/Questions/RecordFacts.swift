import Cedar
import Classification

/// Records of one program and data class as Cedar entities, with what restricts them.
struct RecordFacts {
    let programFacts: ProgramFacts

    /// The record of a data class: restricted as its program is, save where a determination says otherwise.
    func record(_ dataClass: DataClass, of program: Plant.Program, attributes program_: Record) -> Entity {
        let whole = programFacts.record(of: program, attributes: program_)
        var attributes = whole.attributes
        attributes["kind"] = .string(dataClass.rawValue)
        if let determination = program.data.first(where: { $0.dataClass == dataClass }) {
            apply(determination, to: &attributes)
        }
        let covering = programFacts.scopes.filter { $0.covers(dataClass, of: program.id) }.map(\.uid)
        return Entity(
            // The planner's record of the program's most restricted class has a name of this form already.
            uid: EntityUID(type: "Record", id: "\(program.id)/\(dataClass.rawValue)\u{1}"),
            attributes: attributes,
            parents: Set(covering + [Question.program(program.id)])
        )
    }

    private func apply(_ determination: Plant.DataDetermination, to attributes: inout Record) {
        func set(exports: [Plant.ExportEntry]) {
            attributes["regimes"] = .strings(exports.map(\.regime))
            attributes["usml"] = .strings(exports.filter { $0.regime == "ITAR" }.compactMap(\.technicalData))
            attributes["eccn"] = .strings(exports.filter { $0.regime != "ITAR" }.compactMap(\.technicalData))
            attributes["licenceRequiredFor"] = .strings(exports.flatMap(\.licenceRequiredFor))
        }
        switch determination.exports {
        case .asProgram: break
        case .none: set(exports: [])
        case .value(let entries): set(exports: entries)
        }
        switch determination.cui {
        case .asProgram: break
        case .none: attributes["cui"] = .strings([])
        case .value(let categories): attributes["cui"] = .strings(categories)
        }
        switch determination.distribution {
        case .asProgram: break
        case .none: attributes["distribution"] = nil
        case .value(let distribution): attributes["distribution"] = .string(distribution.statement.rawValue)
        }
    }

    /// The label of a record. What no scheme admits is as restricted as can be.
    static func label(of record: Record, schemes: Schemes) -> Label {
        func texts(_ name: CedarString) -> [String] {
            switch record[name] {
            case .set(let values)?:
                values.compactMap { if case .string(let text) = $0 { text.text } else { nil } }.sorted()
            case .string(let text)?: [text.text]
            case .bool(true)?: ["yes"]
            default: []
            }
        }
        let names = [
            "regimes", "usml", "eccn", "licenceRequiredFor", "cui", "dissemination", "distribution", "flowdowns",
            "safetyCritical",
        ]
        let restrictions = names.flatMap { name in texts(CedarString(name)).map { Restriction(name, $0) } }
        do throws(ClassificationError) {
            let label = try schemes.label(restrictions)
            let admitted = texts("releasableTo")
            guard !admitted.isEmpty || texts("dissemination").contains("REL TO") else { return label }
            return label.join(try schemes.label("releasableTo", admittingOnly: Set(admitted)))
        } catch {
            return .sealed
        }
    }
}

extension ScopeFacts {
    /// Whether it admits records of a data class. One that names parts admits these alone, and a flow names no parts.
    func covers(_ dataClass: DataClass, of program: String) -> Bool {
        authorization.programs.contains(program) && authorization.parts == nil
            && (authorization.dataClasses?.contains(dataClass) ?? true)
    }
}
