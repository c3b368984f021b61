/// The name of fewest single-character edits from `name`, for "did you mean"; nil where even that one is far away.
///
/// Time grows with the product of the lengths, so names beyond 64 characters get no suggestion.
func nearestName(to name: String, in names: some Sequence<String>) -> String? {
    let wanted = Array(name.lowercased().utf8)
    guard wanted.count <= 64 else { return nil }
    var best: (distance: Int, name: String)?
    for candidate in names.sorted() where candidate.utf8.count <= 64 {
        let distance = edits(from: wanted, to: Array(candidate.lowercased().utf8))
        if distance < best?.distance ?? .max { best = (distance, candidate) }
    }
    guard let best, best.distance <= max(2, wanted.count / 3), best.distance < wanted.count else { return nil }
    return best.name
}

private func edits(from left: [UInt8], to right: [UInt8]) -> Int {
    var row = Array(0...right.count)
    for (i, byte) in left.enumerated() {
        var diagonal = row[0]
        row[0] = i + 1
        for (j, other) in right.enumerated() {
            let replaced = diagonal + (byte == other ? 0 : 1)
            diagonal = row[j + 1]
            row[j + 1] = min(replaced, row[j] + 1, diagonal + 1)
        }
    }
    return row[right.count]
}
