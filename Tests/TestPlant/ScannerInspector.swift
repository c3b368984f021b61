public import Boundary
internal import Classification
internal import ContentScan
internal import PlantModel
internal import Synchronization

/// The scanner behind the boundary's seam.
public struct ScannerInspector: ContentInspector {
    private let scanner: ContentScanner

    /// With the schemes of this repository's catalogue.
    public init() throws { scanner = ContentScanner(schemes: try TestCatalogue.get().schemes) }

    /// Begins an inspection.
    public func begin(name: String) -> any ContentInspecting { ScannerInspection(scanner, name) }
}

/// One inspection; finished once, and nothing is known of what comes after.
final class ScannerInspection: ContentInspecting {
    private let inspection: Mutex<ContentInspection?>

    init(_ scanner: ContentScanner, _ name: String) { inspection = Mutex(scanner.begin(name: name)) }

    func append(_ bytes: [UInt8]) { inspection.withLock { $0?.append(bytes) } }

    func finish() -> ContentOpinion {
        let inspection = inspection.withLock { $0.take() }
        guard let found = inspection?.finish().inspection else {
            return ContentOpinion(
                mediaType: "application/octet-stream",
                label: .sealed,
                isComplete: false,
                isClassified: false,
                findings: ["it was finished twice"]
            )
        }
        return ContentOpinion(
            mediaType: found.mediaType.registeredName,
            label: found.label,
            isComplete: found.isComplete,
            isClassified: found.isClassified,
            findings: found.findings.map(\.description)
        )
    }
}
