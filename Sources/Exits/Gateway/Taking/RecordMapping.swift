internal import PlantModel

/// A record as it was taken: a value for each declared field, absent where the record is without.
struct TakenRecord: Hashable, Sendable {
    var values: [String?]
}

/// What came of what a source wrote as one record.
enum MappedPiece: Equatable, Sendable {
    /// A record of a program.
    case record(TakenRecord, program: String)
    /// What is no record of the flow: where its program could be told, whose it is.
    case dead(reason: String, program: String?)
}

/// Makes records of what was read, as their flow declares them.
struct RecordMapping {
    let flow: CarriedFlow

    init(_ flow: CarriedFlow) { self.flow = flow }

    func map(_ piece: ReadPiece) -> MappedPiece {
        let values = piece.values
        let code = values.isEmpty ? nil : values[flow.programPlace].flatMap(flow.text)
        let program = code.flatMap { flow.messages.programs[$0]?.value }
        if let fault = piece.fault { return .dead(reason: fault, program: program) }
        for (value, field) in zip(values, flow.messages.fields) {
            guard let value else {
                guard field.isOptional else {
                    return .dead(reason: "the field '\(field.name)' is empty", program: program)
                }
                continue
            }
            if let fault = flow.fault(of: value, as: field) {
                return .dead(reason: "the field '\(field.name)' holds \(fault)", program: program)
            }
        }
        guard let program else {
            return .dead(
                reason: "the field '\(flow.messages.programField.value)' holds a code that the flow does not declare",
                program: nil
            )
        }
        return .record(TakenRecord(values: values), program: program)
    }
}
