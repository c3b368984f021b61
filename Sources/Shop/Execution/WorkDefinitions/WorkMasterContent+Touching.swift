internal import PlantModel

extension WorkMasterContent {
    /// What differs from a revision in force, as `Change.touches` of the schema names it. Customers approve such changes by kind.
    ///
    /// - `routing`: what is done, in which order, at which work center, and what is bought off;
    /// - `specialProcess`: anything at an operation whose work center performs a special process, before or now;
    /// - `site`: the sites that the work centers stand at;
    /// - `inspectionMethod`: what is measured, against which limits;
    /// - `material`: what is built in, and what may be instead.
    ///
    /// A work center that the plant does not know counts as performing a special process that only it has.
    func touches(since old: WorkMasterContent, at workCenters: [String: Plant.WorkCenter]) -> Set<String> {
        func differs<Value: Equatable>(_ value: (WorkMasterContent) -> Value) -> Bool { value(old) != value(self) }
        var touched: Set<String> = []
        if differs({ $0.operations.map(Step.init) }) { touched.insert("routing") }
        if differs({ content in
            content.operations.filter { Self.isSpecial($0, at: workCenters) }
        }) {
            touched.insert("specialProcess")
        }
        if differs({ content in Set(content.operations.map { workCenters[$0.workCenter]?.site ?? $0.workCenter }) }) {
            touched.insert("site")
        }
        if differs({ $0.operations.map(\.characteristics).filter { !$0.isEmpty } }) {
            touched.insert("inspectionMethod")
        }
        if differs({ $0.operations.flatMap(\.components) }) { touched.insert("material") }
        return touched
    }

    private static func isSpecial(_ operation: OperationSegment, at workCenters: [String: Plant.WorkCenter]) -> Bool {
        workCenters[operation.workCenter].map { $0.specialProcess != nil } ?? true
    }

    /// What a routing says of an operation.
    private struct Step: Equatable {
        let sequence: Int
        let name: String
        let workCenter: String
        let needsBuyOff: Bool

        init(_ operation: OperationSegment) {
            sequence = operation.sequence
            name = operation.name
            workCenter = operation.workCenter
            needsBuyOff = operation.needsBuyOff
        }
    }
}
