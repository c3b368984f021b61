import Execution

/// Corrections of each kind of record, in a file of their own: beside Foundation a measurement would be another one's.
enum CorrectionKinds {
    static var tables: [String] {
        [
            DocumentationTests.table(Correction<Measurement>.self),
            DocumentationTests.table(Correction<Consumption>.self),
            DocumentationTests.table(Correction<Nonconformance>.self),
            DocumentationTests.table(Correction<JobOrder>.self),
        ]
    }
}
