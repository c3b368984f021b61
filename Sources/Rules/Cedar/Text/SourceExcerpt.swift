extension SourceText {
    /// Longer lines are cut where they are shown.
    private static let shownColumns = 160

    /// The first line of a stretch with a mark below, as a compiler shows it:
    ///
    ///     3 | when { principal.nmae == "x" };
    ///       |        ^^^^^^^^^^^^^^
    ///
    /// Linear in the length of the line. Control characters are shown as spaces, so that columns stay columns.
    public func excerpt(of range: SourceRange) -> String {
        let start = min(range.offsets.lowerBound, bytes.count)
        let lineStart = (bytes[..<start].lastIndex(of: 0x0A).map { $0 + 1 }) ?? 0
        let lineEnd = bytes[start...].firstIndex(of: 0x0A) ?? bytes.count
        let scalars = Array(String(decoding: bytes[lineStart..<lineEnd], as: UTF8.self).unicodeScalars)
        let before = String(decoding: bytes[lineStart..<start], as: UTF8.self).unicodeScalars.count
        let markEnd = min(max(range.offsets.upperBound, start), lineEnd)
        let marked = max(1, String(decoding: bytes[start..<markEnd], as: UTF8.self).unicodeScalars.count)
        // A window that begins a little before the mark where the line is long.
        let first = before > Self.shownColumns / 2 ? before - Self.shownColumns / 4 : 0
        let window = scalars.dropFirst(first).prefix(Self.shownColumns)
        var line = first > 0 ? "…" : ""
        for scalar in window {
            let isShown = scalar.properties.generalCategory != .control && scalar.properties.generalCategory != .format
            line.unicodeScalars.append(isShown ? scalar : " ")
        }
        if first + window.count < scalars.count { line += "…" }
        let number = String(range.start.line)
        let indent = String(repeating: " ", count: number.count)
        let offset = String(repeating: " ", count: before - first + (first > 0 ? 1 : 0))
        let mark = String(repeating: "^", count: min(marked, max(1, Self.shownColumns - (before - first))))
        return "\(number) | \(line)\n\(indent) | \(offset)\(mark)"
    }
}
