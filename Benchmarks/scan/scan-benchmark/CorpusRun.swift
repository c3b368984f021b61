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
        var falseByKind: [MarkingKind: Int] = [:]
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
                    for kind in Set(verdict.falseKinds.compactMap(Self.markingKind)) {
                        falseByKind[kind, default: 0] += 1
                    }
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
        text += "| detector | files | recall | reported without one | precision |\n|---|---|---|---|---|\n"
        for detector in CorpusSample.Detector.allCases {
            let count = byDetector[detector] ?? Count()
            let reported = Self.kinds(of: detector).reduce(0) { $0 + (falseByKind[$1] ?? 0) }
            let precision =
                count.hits + reported == 0 ? "–" : rounded(Double(count.hits) / Double(count.hits + reported))
            text += "| \(detector) | \(count.files) | \(count.recall) | \(reported) | \(precision) |\n"
        }
        text += "\n| form | marked | recall | without | reported |\n|---|---|---|---|---|\n"
        for form in CorpusForm.allCases {
            let (marked, without) = (byForm[form] ?? Count(), cleanByForm[form] ?? Count())
            text += "| \(form) | \(marked.files) | \(marked.recall) | \(without.files) | \(without.hits) |\n"
        }
        return text
    }
}

extension CorpusRun {
    fileprivate static func markingKind(_ kind: Finding.Kind) -> MarkingKind? {
        if case .marking(let kind, _) = kind { kind } else { nil }
    }

    /// The findings by which a detector says something. Banners and `CUI` alone are findings of one kind, so that a false one counts against both.
    fileprivate static func kinds(of detector: CorpusSample.Detector) -> [MarkingKind] {
        switch detector {
        case .banner, .bareCUI: [.banner]
        case .portion: [.portion]
        case .designationBlock: [.designationField]
        case .distributionStatement: [.distributionStatement]
        case .exportWarning: [.exportWarning]
        case .exportEntry: [.exportEntry]
        case .rightsLegend: [.rightsLegend]
        case .proprietaryLegend: [.proprietary]
        case .legacy: [.legacy, .national]
        case .classified: [.classified]
        case .contradiction: []
        }
    }
}

/// Three digits, cut and not rounded up, so that only all of them are 1.000.
private func rounded(_ share: Double) -> String {
    let thousandths = Int(share * 1_000)
    return "\(thousandths / 1_000)." + String(String(1_000 + thousandths % 1_000).dropFirst())
}
