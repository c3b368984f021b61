internal import PlantModel

/// A scan as one HTML page that loads nothing from elsewhere.
public enum ScanPage {
    /// Rows of the table; of more their number is told.
    private static let rowsMax = 5_000

    /// The page.
    public static func write(_ outcome: ScanOutcome) -> String {
        let words = ScanWords(outcome: outcome)
        let ranked = outcome.findings.enumerated().sorted {
            ($1.element.severity, $0.offset) < ($0.element.severity, $1.offset)
        }.map(\.element)
        let rows = ranked.prefix(rowsMax).map { row($0, words) }.joined()
        let more =
            ranked.count > rowsMax ? "<p>\(ranked.count - rowsMax) findings more; the JSON has all of them.</p>" : ""
        let obligations = outcome.obligations.values.sorted { $0.id < $1.id }.map {
            "<dt>\(escaped($0.id))</dt><dd>\(escaped($0.says)) (\(escaped($0.cite))). Met by \(escaped($0.metBy)).</dd>"
        }.joined(separator: "\n")
        let rules = LeakRule.allCases.filter { rule in outcome.findings.contains { $0.finding.leakRule == rule } }.map {
            "<dt>\($0.rawValue) \(escaped($0.title))</dt><dd>\(escaped($0.explanation))</dd>"
        }.joined(separator: "\n")
        return """
            <!doctype html>
            <html lang="en"><head><meta charset="utf-8"><title>Scan for leaks, \(outcome.asOf)</title>
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
            <style>\(style)</style></head><body>
            <h1>Scan for leaks</h1>
            <p>\(outcome.roots.map { "<code>\(escaped($0))</code>" }.joined(separator: ", ")), \(outcome.asOf)</p>
            <p><strong>\(escaped(words.summary))</strong></p>
            <p>Names of files and what restricts them are as restricted as the files. Give this page to nobody who may not have these.</p>
            <table><thead><tr><th>Severity</th><th>File and place</th><th>What</th><th>Whence it came</th><th>Who reads it there</th></tr></thead><tbody>
            \(rows)</tbody></table>
            \(more)
            <h2>What the codes mean</h2><dl>\(rules)</dl>
            \(obligations.isEmpty ? "" : "<h2>Obligations that refuse</h2><dl>\(obligations)</dl>")
            </body></html>

            """
    }

    private static func row(_ weighed: ScanOutcome.Weighed, _ words: ScanWords) -> String {
        let finding = weighed.finding
        let state = weighed.accepted.map { escaped(ScanWords.accepted($0)) }
        let label = ScanWords.label(finding)
        let readers = words.readers(of: weighed).map(escaped).joined(separator: "<br>")
        let provenance = ScanWords.provenance(of: finding).map(escaped).joined(separator: "<br>")
        let excerpt = finding.excerpt.map { $0.isEmpty ? "" : "<br><q>\(escaped($0))</q>" } ?? ""
        return """
            <tr class="\(weighed.accepted == nil ? weighed.severity.rawValue : "accepted")"><td>\(weighed.severity.rawValue)\(state.map { "<br>\($0)" } ?? "")</td>\
            <td><code>\(escaped(finding.path))</code><br>\(escaped(finding.place))</td>\
            <td>\(finding.rule) \(escaped(finding.message))\(label.isEmpty ? "" : "<br>\(escaped(label))")\(excerpt)<br><small>\(finding.fingerprint)</small></td>\
            <td>\(provenance)</td><td>\(readers)</td></tr>

            """
    }

    private static func escaped(_ text: String) -> String {
        ScanText.printable(text).replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
            .replacing("\"", with: "&quot;")
    }

    private static let style = """
        body{font:15px/1.45 system-ui,sans-serif;margin:2rem auto;max-width:75rem;padding:0 1rem;color:#1b1f24;background:#fff}
        table{border-collapse:collapse;width:100%}th,td{text-align:left;vertical-align:top;padding:.4rem .6rem;border-bottom:1px solid #d0d7de}
        code{overflow-wrap:anywhere}small{color:#57606a}dt{font-weight:600;margin-top:.6rem}
        tr.error td:first-child{border-left:4px solid #b3261e}tr.warning td:first-child{border-left:4px solid #b7791f}
        tr.note td:first-child,tr.accepted td:first-child{border-left:4px solid #8c959f}tr.accepted{color:#57606a}
        """
}
