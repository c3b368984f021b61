public import Boundary
internal import Classification
internal import ContentScan
internal import Foundation
internal import PlantModel
internal import Synchronization

/// The scanner behind the boundary's seam.
public struct ScannerInspector: ContentInspector {
    private let scanner: ContentScanner

    /// With the schemes of this repository's catalogue, and the content-inspector that was built beside the tests.
    /// - Parameter restricted: words of a document that it recognises, whether anything marks them or not, as controlled technical data.
    public init(knowing restricted: String? = nil) throws {
        let schemes = try TestCatalogue.get().schemes
        let known = try restricted.map { text in
            var builder = KnownContentBuilder(seed: 7)
            try builder.add(
                document: "restricted.txt",
                pieces: [Array(text.utf8)],
                label: schemes.readBanner("CUI//SP-CTI/SP-EXPT//NOFORN").label,
                scanner: ContentScanner(schemes: schemes, extractor: nil)
            )
            return builder.finish().known
        }
        scanner = ContentScanner(schemes: schemes, extractor: Self.extractor, known: known)
    }

    private static let extractor: ExtractorProgram? = {
        var folder = URL(filePath: ProcessInfo.processInfo.arguments[0])
        for _ in 0..<4 {
            folder.deleteLastPathComponent()
            let program = folder.appending(path: "content-inspector").path(percentEncoded: false)
            if FileManager.default.isExecutableFile(atPath: program) { return ExtractorProgram(path: program) }
        }
        return nil
    }()

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
            findings: found.findings.map(\.description),
            isForTheEye: !found.isComplete && found.uninspected.allSatisfy { $0 == .picture },
            isActive: found.isActive
        )
    }
}
