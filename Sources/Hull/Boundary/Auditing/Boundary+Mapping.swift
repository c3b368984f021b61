internal import Classification
internal import PlantModel
public import Storage

extension Boundary {
    /// Who can reach what, by program and by what persons do: a cell for each program and role of whose persons any can see a class of its records, at a
    /// screen of the place that others can see. Of a program that nobody can reach there is one cell that says so.
    /// - Parameter programs: the programs of this instance, with their compartments. Cells go to whoever may see the trail of the program.
    /// - Throws: `failed`.
    /// - Complexity: as ``reach(of:from:)`` for each program.
    public func accessMap<Way: Channel>(
        of programs: [String: CompartmentName],
        from place: Whereabouts,
        for subject: Subject,
        through channel: Way,
        from whereabouts: Whereabouts = .unknown
    ) async throws(AccessRefusal) -> Release<Way> {
        var cells: [AccessMapCell] = []
        do throws(BoundaryError) {
            for (program, compartment) in programs.sorted(by: { $0.key < $1.key }) {
                cells += try reach(of: program, from: place).cells(of: program, in: compartment)
            }
        } catch {
            throw .failed(error)
        }
        return try await release(cells, to: subject, through: channel, from: whereabouts)
    }
}

extension ProgramReach {
    /// None for a program that the plant does not have.
    fileprivate func cells(of program: String, in compartment: CompartmentName) -> [AccessMapCell] {
        guard !label.label.isSealed else { return [] }
        let origin = RecordOrigin(id: AccessReviewSheet.id(of: program), compartment: compartment, label: label)
        func cell(_ role: String, _ persons: Int, _ classes: [String]) -> AccessMapCell {
            AccessMapCell(
                origin,
                [
                    .text(program), .text(role), .integer(Int64(persons)), .text(classes.joined(separator: ", ")),
                    .real(AccessTally.shade(persons)),
                ]
            )
        }
        let roles = Dictionary(grouping: lines) { line in
            line.facts?.role.flatMap { $0.isInForce(on: day) ? $0.value : nil } ?? ""
        }
        guard !roles.isEmpty else { return [cell("", 0, [])] }
        return roles.sorted { $0.key < $1.key }.map { role, lines in
            let seen = Set(lines.flatMap(\.classes))
            return cell(role, lines.count, DataClass.allCases.map(\.rawValue).filter(seen.contains))
        }
    }
}
