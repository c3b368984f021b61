/// How the bytes of a zip are used (APPNOTE 6.3, section 4.3): bytes that its directory does not list can hide from readers what others find.
struct ZipLayout {
    /// The comment of the whole archive and those of its members, a line each.
    private(set) var comment: [UInt8] = []
    /// Whether there are bytes before, between or behind the members that the directory does not account for.
    private(set) var hasUnlistedBytes = true

    /// More than the extra fields, data descriptors and alignment that writers leave between members.
    private static let slackBytes = 64

    /// Whether an extra field holds more than times, owners and sizes do; office programs leave room in theirs, which is zero.
    private static func hides(_ bytes: [UInt8], _ start: Int, _ length: Int) -> Bool {
        guard start + length <= bytes.count else { return true }
        return bytes[start..<start + length].count { $0 != 0 } > 96
    }

    init(_ bytes: [UInt8]) {
        func number(_ at: Int, _ width: Int) -> Int {
            guard at >= 0, at + width <= bytes.count else { return 0 }
            return (0..<width).reversed().reduce(0) { $0 << 8 | Int(bytes[at + $1]) }
        }
        // The end record is at most a comment of 65535 bytes before the end.
        guard
            let end = (max(0, bytes.count - 65_557)..<max(0, bytes.count - 21)).last(where: {
                number($0, 4) == 0x0605_4B50
            })
        else { return }
        let commentLength = number(end + 20, 2)
        comment += bytes[min(end + 22, bytes.count)..<min(end + 22 + commentLength, bytes.count)]
        let directory = number(end + 16, 4)
        let directoryEnd = directory + number(end + 12, 4)
        var members: [(start: Int, end: Int)] = []
        var at = directory
        while at + 46 <= directoryEnd, directoryEnd <= bytes.count, number(at, 4) == 0x0201_4B50 {
            let (name, extra, note) = (number(at + 28, 2), number(at + 30, 2), number(at + 32, 2))
            let local = number(at + 42, 4)
            let size = number(at + 20, 4)
            guard number(local, 4) == 0x0403_4B50 else { return }
            let localExtra = local + 30 + number(local + 26, 2)
            if Self.hides(bytes, localExtra, number(local + 28, 2)) || Self.hides(bytes, at + 46 + name, extra) {
                return
            }
            members.append((local, local + 30 + number(local + 26, 2) + number(local + 28, 2) + size))
            let noteStart = min(bytes.count, at + 46 + name + extra)
            if note > 0 { comment += [0x0A] + bytes[noteStart..<min(bytes.count, noteStart + note)] }
            at += 46 + name + extra + note
        }
        // Zip64 has its sizes elsewhere and is not checked.
        guard at == directoryEnd, end + 22 + commentLength == bytes.count else { return }
        members.sort { $0.start < $1.start }
        var reached = 0
        for member in members {
            guard member.start >= reached, member.start - reached <= Self.slackBytes else { return }
            if reached == 0, member.start > 0 { return }
            reached = max(reached, member.end)
        }
        hasUnlistedBytes = abs(directory - reached) > Self.slackBytes || end - directoryEnd > Self.slackBytes * 4
    }
}
