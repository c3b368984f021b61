internal import Foundation

extension AuditBundleCheck {
    private static let kinds = [
        "released": ["release", "access.evaluated"], "denied": ["release.denied", "access.denied"],
    ]

    /// Looks whether entries are such as a bundle says that it chose. That it left none of them out nobody can show without the log; of a sample whoever chose the
    /// seed asks again with the same.
    static func check(_ choice: AuditBundleForm.Choice, of entries: [Entry], _ report: inout AuditReport) {
        // Whoever made the bundle wrote them, and they are printed on an auditor's terminal.
        guard [choice.policy, choice.seed].allSatisfy({ $0.map(isPlain) ?? true }),
            [choice.first, choice.last].allSatisfy({ $0.map(isDay) ?? true })
        else {
            report.fails(.malformed, "choice", "it names no days, or holds what no policy and no seed has")
            return
        }
        guard choice.found >= UInt64(entries.count), choice.outcome.map({ kinds[$0] != nil }) ?? true else {
            report.fails(
                .choice,
                "choice",
                "it says that fewer were found than it has, or chooses by an outcome that none is"
            )
            return
        }
        let allowed = choice.outcome.flatMap { kinds[$0] }
        var isKept = true
        for entry in entries {
            let day = day(of: entry.entry)
            let kind = EventLayout.kindAndSubject(entry.entry)?.kind ?? ""
            if choice.first.map({ $0 <= day }) ?? true, choice.last.map({ day <= $0 }) ?? true,
                allowed?.contains(kind) ?? true
            {
                continue
            }
            isKept = false
            report.fails(
                .choice,
                "choice",
                "entry \(entry.index), \(kind) of \(day), is none of those that it says it chose"
            )
        }
        let days = "from \(choice.first ?? "the first day") to \(choice.last ?? "the last")"
        let what = "\(choice.outcome ?? "released and denied")\(choice.policy.map { " by \($0)" } ?? "") \(days)"
        let count = "\(entries.count) of \(choice.found) that were found"
        let words = choice.seed.map { "\(what): \(count), by the seed '\($0)'" } ?? "\(what): \(count), the newest"
        if isKept { report.unverified(.choice, "choice", words) }
    }

    private static func isPlain(_ text: String) -> Bool {
        text.utf8.count <= 256 && text.utf8.allSatisfy { (0x20..<0x7F).contains($0) }
    }

    private static func isDay(_ text: String) -> Bool {
        text.wholeMatch(of: /[0-9]{4}-[0-9]{2}-[0-9]{2}/) != nil
    }

    /// The day of an entry in UTC; its time stands behind version and place.
    private static func day(of entry: [UInt8]) -> String {
        guard entry.count >= EventLayout.fixedBytes else { return "" }
        let milliseconds = entry[9..<17].reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        return Date(timeIntervalSince1970: Double(milliseconds / 1_000)).formatted(.iso8601.year().month().day())
    }
}
