import Classification
import ContentScan
import Foundation

/// A scanner as the server has it: the catalogue's schemes, and the content-inspector that was built beside the tests.
enum InspectionTools {
    static let repository: URL = {
        var root = URL(filePath: #filePath)
        for _ in 0..<5 { root.deleteLastPathComponent() }
        return root
    }()

    static func schemes() throws -> Schemes {
        try Schemes(json: [UInt8](Data(contentsOf: repository.appending(path: "Catalogue/schemes.json"))))
    }

    /// Products lie beside the test bundle.
    static let extractor: ExtractorProgram? = {
        var folder = URL(filePath: ProcessInfo.processInfo.arguments[0])
        for _ in 0..<4 {
            folder.deleteLastPathComponent()
            let program = folder.appending(path: "content-inspector").path(percentEncoded: false)
            if FileManager.default.isExecutableFile(atPath: program) { return ExtractorProgram(path: program) }
        }
        return nil
    }()

    static func scanner(known: KnownContent? = nil, _ change: (inout InspectionLimits) -> Void = { _ in }) throws
        -> ContentScanner
    {
        var limits = InspectionLimits.standard
        change(&limits)
        return ContentScanner(schemes: try schemes(), limits: limits, extractor: extractor, known: known)
    }

    /// The folder of public samples; nil where it is not there, and then the test says so.
    static var samples: URL? {
        guard let shared = ProcessInfo.processInfo.environment["BULKHEAD_SHARED"] else {
            print("skipped: BULKHEAD_SHARED is not set, so the sample files are not inspected")
            return nil
        }
        return URL(filePath: shared).appending(path: "samples")
    }

    static var isSoak: Bool { ProcessInfo.processInfo.environment["BULKHEAD_SOAK"] == "1" }
}

extension Inspection {
    /// The markings, without what was not inspected and the like.
    var markings: [Finding] { findings.filter(\.isMarking) }

    /// Whether it restricts at least as much as the banner, whatever the form that the banner stands in.
    func restricts(as label: Label) -> Bool { label.isAtMost(self.label) }
}
