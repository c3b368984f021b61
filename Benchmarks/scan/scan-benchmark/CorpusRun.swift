import Classification
import ContentScan
import LeakCorpus

/// Inspects a corpus and counts what was found.
struct CorpusRun {
    private struct Count {
        var files = 0
        var hits = 0
        var recall: String { files == 0 ? "–" : rounded(Double(hits) / Double(files)) }
    }

    private let scanner: ContentScanner

    init(_ scanner: ContentScanner) { self.scanner = scanner }

    /// Tables in Markdown: recall of each detector and of each form, and what was found in files without a marking.
    ///
    /// - Parameter shown: how many misses and false findings are told one by one.
    func tables(_ corpus: LeakCorpus, count: Int, shown: Int) throws -> String {
        var byDetector: [CorpusSample.Detector: Count] = [:]
        var byForm: [CorpusForm: Count] = [:]
        var cleanByForm: [CorpusForm: Count] = [:]
        var clean = Count()
        var told: [String] = []
        for number in 0..<count {
            let file = try corpus.file(number)
            let inspection = scanner.inspect(file.bytes, name: file.name).inspection
            let verdict = CorpusVerdict(inspection, of: file.sample, schemes: scanner.schemes)
            if let detector = file.sample.detector {
                byDetector[detector, default: Count()].files += 1
                byForm[file.form, default: Count()].files += 1
                if verdict.isHit {
                    byDetector[detector]?.hits += 1
                    byForm[file.form]?.hits += 1
                } else if told.count < shown {
                    told.append(
                        "missed \(file.name) \(detector) \(file.form): \(file.sample.text)\n    \(inspection.findings)"
                    )
                }
            } else {
                clean.files += 1
                cleanByForm[file.form, default: Count()].files += 1
                if !verdict.falseKinds.isEmpty {
                    clean.hits += 1
                    cleanByForm[file.form]?.hits += 1
                    if told.count < shown {
                        told.append("false \(file.name) \(file.form): \(file.sample.text)\n    \(verdict.falseKinds)")
                    }
                }
            }
        }
        let marked = byDetector.values.reduce(into: Count()) {
            $0.files += $1.files; $0.hits += $1.hits
        }
        let precision = rounded(Double(marked.hits) / Double(max(1, marked.hits + clean.hits)))
        var text = told.map { $0 + "\n" }.joined()
        text += "\n\(count) files: recall \(marked.recall) of \(marked.files) marked, precision \(precision) "
        text += "(\(clean.hits) of \(clean.files) without a marking were reported)\n\n"
        text += "| detector | files | recall |\n|---|---|---|\n"
        for detector in CorpusSample.Detector.allCases {
            let count = byDetector[detector] ?? Count()
            text += "| \(detector) | \(count.files) | \(count.recall) |\n"
        }
        text += "\n| form | marked | recall | without | reported |\n|---|---|---|---|---|\n"
        for form in CorpusForm.allCases {
            let (marked, without) = (byForm[form] ?? Count(), cleanByForm[form] ?? Count())
            text += "| \(form) | \(marked.files) | \(marked.recall) | \(without.files) | \(without.hits) |\n"
        }
        return text
    }
}

/// Three digits, cut and not rounded up, so that only all of them are 1.000.
private func rounded(_ share: Double) -> String {
    let thousandths = Int(share * 1_000)
    return "\(thousandths / 1_000)." + String(String(1_000 + thousandths % 1_000).dropFirst())
}
