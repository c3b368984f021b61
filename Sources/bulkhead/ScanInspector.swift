import Boundary
import Classification
import ContentScan
import Synchronization

/// The scanner of content behind the boundary's seam: what is attached is looked into by the engine that looks for leaks.
struct ScanInspector: ContentInspector {
    private let scanner: ContentScanner

    /// - Parameters:
    ///   - schemes: of the catalogue in force.
    ///   - known: what is looked for beside markings.
    init(schemes: Schemes, known: KnownContent?) {
        scanner = ContentScanner(schemes: schemes, extractor: ScanArguments.extractor, known: known)
    }

    func begin(name: String) -> any ContentInspecting { ScanInspection(scanner, name) }
}

/// One inspection; finished once, and nothing is known of what comes after.
private final class ScanInspection: ContentInspecting {
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
            findings: found.findings.map(\.description),
            isForTheEye: !found.isComplete && found.uninspected.allSatisfy { $0 == .picture },
            isActive: found.isActive
        )
    }
}
