extension WorkMasterContent {
    /// Bounds of a work master.
    enum Limits {
        static let operations = 200
        static let characteristics = 200
        static let components = 200
        static let alternates = 20
        static let qualifications = 20
        static let media = 20
        /// Bytes of a name.
        static let nameBytes = 200
        /// Bytes of the instructions of an operation.
        static let instructionBytes = 65_536
        /// Bytes of what a medium shows, in words.
        static let alternativeBytes = 1_000
        /// A week.
        static let minutes = 10_080
        static let quantity = 100_000
    }

    /// Everything that is wrong, each with its place; empty for one that may be recorded.
    func problems(workCenters: Set<String>) -> [String] {
        var found: [String] = []
        found += Self.problems(name: partNumber, "partNumber")
        found += Self.problems(name: revision, "revision")
        found += Self.problems(name: title, "title")
        found += effectivity?.problems ?? []
        found += reworkProblems()
        if operations.isEmpty { found.append("operations: there is none; a part takes one at least") }
        if operations.count > Limits.operations {
            return found + ["operations: there are \(operations.count), at most \(Limits.operations)"]
        }
        for (before, after) in zip(operations, operations.dropFirst()) where before.sequence >= after.sequence {
            found.append("operation \(after.sequence): it follows \(before.sequence); sequences ascend")
        }
        for operation in operations {
            found += operation.problems(workCenters).map { "operation \(operation.sequence): \($0)" }
        }
        return found
    }

    /// A name is one line without control characters.
    static func problems(name: String, _ place: String) -> [String] {
        if name.utf8.isEmpty { return ["\(place): it is empty"] }
        if name.utf8.count > Limits.nameBytes {
            return ["\(place): it has \(name.utf8.count) bytes, at most \(Limits.nameBytes)"]
        }
        if name.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) {
            return ["\(place): it holds a control character"]
        }
        return []
    }
}

extension OperationSegment {
    func problems(_ workCenters: Set<String>) -> [String] {
        typealias Limits = WorkMasterContent.Limits
        var found: [String] = []
        if !(1...9_999).contains(sequence) { found.append("sequence: \(sequence) is not within 1 and 9999") }
        found += WorkMasterContent.problems(name: name, "name")
        if !workCenters.contains(workCenter) {
            let known = workCenters.sorted().prefix(10).joined(separator: ", ")
            found.append("workCenter: \(workCenter.debugDescription) is none of the plant's: \(known)")
        }
        if instructions.utf8.count > Limits.instructionBytes {
            found.append("instructions: \(instructions.utf8.count) bytes, at most \(Limits.instructionBytes)")
        }
        if instructions.unicodeScalars.contains(where: {
            $0.properties.generalCategory == .control && $0 != "\n" && $0 != "\t"
        }) {
            found.append("instructions: they hold a control character")
        }
        if !(0...Limits.minutes).contains(standardMinutes) {
            found.append("standardMinutes: \(standardMinutes) is not within 0 and \(Limits.minutes)")
        }
        guard characteristics.count <= Limits.characteristics, components.count <= Limits.components,
            qualifications.count <= Limits.qualifications
        else {
            return found + [
                "it has more than \(Limits.characteristics) characteristics, \(Limits.components) components or \(Limits.qualifications) qualifications"
            ]
        }
        return found + characteristicProblems() + componentProblems() + mediumProblems()
    }

    private func characteristicProblems() -> [String] {
        var found: [String] = []
        var numbers: Set<Int> = []
        for item in characteristics {
            let place = "characteristic \(item.number)"
            if !(1...99_999).contains(item.number) { found.append("\(place): numbers are within 1 and 99999") }
            if !numbers.insert(item.number).inserted { found.append("\(place): there are two of this number") }
            found += WorkMasterContent.problems(name: item.name, "\(place).name")
            if item.unit.utf8.count > 20 { found.append("\(place).unit: it has more than 20 bytes") }
            if let lower = item.lower, let upper = item.upper, upper < lower {
                found.append("\(place): the upper limit is less than the lower one")
            }
        }
        for name in qualifications { found += WorkMasterContent.problems(name: name, "qualifications") }
        return found
    }

    private func componentProblems() -> [String] {
        var found: [String] = []
        var parts: Set<String> = []
        for item in components {
            found += WorkMasterContent.problems(name: item.partNumber, "components")
            if !parts.insert(item.partNumber).inserted {
                found.append("component \(item.partNumber.debugDescription): it stands twice; add up its quantity")
            }
            if !(1...WorkMasterContent.Limits.quantity).contains(item.quantity) {
                found.append("component \(item.partNumber.debugDescription): \(item.quantity) is no quantity")
            }
            found += Self.problems(alternatesOf: item)
        }
        return found
    }

    private static func problems(alternatesOf item: Component) -> [String] {
        guard let alternates = item.alternates else { return [] }
        let place = "component \(item.partNumber.debugDescription).alternates"
        guard (1...WorkMasterContent.Limits.alternates).contains(alternates.count) else {
            return [
                "\(place): there are \(alternates.count), 1 to \(WorkMasterContent.Limits.alternates) or none at all"
            ]
        }
        var found = alternates.flatMap { WorkMasterContent.problems(name: $0, place) }
        if alternates.contains(where: { $0.contains(",") }) {
            found.append("\(place): a part has no comma in its number")
        }
        if Set(alternates + [item.partNumber]).count != alternates.count + 1 {
            found.append("\(place): one stands twice, or is the part itself")
        }
        return found
    }
}
