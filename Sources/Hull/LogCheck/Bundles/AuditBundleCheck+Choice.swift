internal import Foundation

extension AuditBundleCheck {
    private static let kinds = [
        "released": ["release", "access.evaluated"], "denied": ["release.denied", "access.denied"],
    ]

    /// Looks whether entries are such as a bundle says that it chose. That it left none of them out nobody can show without the log; of a sample whoever chose the
    /// seed asks again with the same.
    static func check(_ choice: AuditBundleForm.Choice, of entries: [Entry], _ report: inout AuditReport) {
        guard choice.found >= UInt64(entries.count), choice.outcome.map({ kinds[$0] != nil }) ?? true else {
            report.fails(
                .choice,
                "choice",
                "it says that fewer were found than it has, or chooses by an outcome that none is"
            )
            return
        }
        var isKept = true
        for entry in entries {
            let day = day(of: entry.entry)
            let kind = EventLayout.kindAndSubject(entry.entry)?.kind ?? ""
            let allowed = choice.outcome.flatMap { kinds[$0] }
            guard choice.first.map({ $0 <= day }) ?? true, choice.last.map({ day <= $0 }) ?? true,
                allowed?.contains(kind) ?? true
            else {
                isKept = false
                report.fails(
                    .choice,
                    "choice",
                    "entry \(entry.index), \(kind) of \(day), is none of those that it says it chose"
                )
                continue
            }
        }
        let days = "from \(choice.first ?? "the first day") to \(choice.last ?? "the last")"
        let what = "\(choice.outcome ?? "released and denied")\(choice.policy.map { " by \($0)" } ?? "") \(days)"
        let count = "\(entries.count) of \(choice.found) that were found"
        let words = choice.seed.map { "\(what): \(count), by the seed '\($0)'" } ?? "\(what): \(count), the newest"
        if isKept { report.unverified(.choice, "choice", words) }
    }

    /// The day of an entry in UTC; its time stands behind version and place.
    private static func day(of entry: [UInt8]) -> String {
        guard entry.count >= EventLayout.fixedBytes else { return "" }
        let milliseconds = entry[9..<17].reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        return Date(timeIntervalSince1970: Double(milliseconds / 1_000)).formatted(.iso8601.year().month().day())
    }
}
