import ArgumentParser
import Foundation
import Storage

/// How the commands on stores print what they found and did, and what they exit with.
struct StoreReportOutput {
    let verb: String
    let json: Bool

    func print(_ work: () throws(StorageError) -> StoreReport) throws {
        let report: StoreReport
        do throws(StorageError) {
            report = try work()
        } catch {
            if json { Swift.print(try ReportOutput.encode(File(error))) } else { Console.error(error.message) }
            throw Self.status(of: [error.code])
        }
        if json {
            Swift.print(try ReportOutput.encode(File(report)))
        } else {
            let faulty = Set(report.findings.map(\.path))
            for store in report.stores {
                Swift.print("\(faulty.contains(store.path) ? "not whole" : verb): \(Self.line(store))")
            }
            for finding in report.findings { Console.error("\(finding.path): \(finding.message)") }
            if report.stores.isEmpty, report.findings.isEmpty { Console.error("there is no store") }
        }
        guard report.findings.isEmpty else { throw Self.status(of: report.findings.map(\.code)) }
        guard !report.stores.isEmpty else { throw ExitStatus.wrongInput }
    }

    private static func line(_ store: StoreReport.Store) -> String {
        switch store.kind {
        case "log":
            "\(store.path), \(store.count) entries" + (store.gone > 0 ? ", those before \(store.gone) pruned" : "")
        case "attachments": "\(store.path), \(store.count) attachments"
        default: "\(store.path), \(store.count) keys" + (store.gone > 0 ? ", \(store.gone) of them destroyed" : "")
        }
    }

    /// The worst of what was found.
    static func status(of codes: [StorageError.Code]) -> ExitCode {
        if codes.contains(.damaged) { return ExitStatus.integrityBroken }
        if codes.contains(where: {
            [.invalidName, .invalidValue, .missing, .conflict, .readOnly, .version].contains($0)
        }) {
            return ExitStatus.wrongInput
        }
        return ExitStatus.tryLater
    }

    /// What `--json` prints.
    private struct File: Encodable {
        struct Store: Encodable {
            let compartment: String
            let kind: String
            let path: String
            let version: Int
            let count: UInt64
            let gone: UInt64
        }
        struct Finding: Encodable {
            let compartment: String?
            let path: String?
            let code: String
            let message: String
        }

        let stores: [Store]
        let findings: [Finding]

        init(_ report: StoreReport) {
            stores = report.stores.map {
                Store(
                    compartment: $0.compartment,
                    kind: $0.kind,
                    path: $0.path,
                    version: $0.version,
                    count: $0.count,
                    gone: $0.gone
                )
            }
            findings = report.findings.map {
                Finding(compartment: $0.compartment, path: $0.path, code: $0.code.rawValue, message: $0.message)
            }
        }

        init(_ error: StorageError) {
            stores = []
            findings = [Finding(compartment: nil, path: nil, code: error.code.rawValue, message: error.message)]
        }
    }
}
