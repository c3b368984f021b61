internal import ContentScan

/// The head or foot of a sheet's printed pages, whose text has codes in it (ECMA-376 part 1, 18.3.1.39): `&C&"Arial,Bold"&14CUI`.
enum PageHeadCodes {
    /// Its text without codes: a section (`&L`, `&C`, `&R`) is a line, a number or name that the program puts in is a blank.
    static func lines(of head: [UInt8]) -> [UInt8] {
        var text: [UInt8] = [PageHeads.formFeed]
        var at = 0
        while at < head.count {
            guard head[at] == 0x26, at + 1 < head.count else {
                text.append(head[at])
                at += 1
                continue
            }
            at += 2
            switch head[at - 1] {
            case 0x26: text.append(0x26)
            // L, C, R
            case 0x4C, 0x43, 0x52: text += [0x0A, PageHeads.formFeed]
            // B, E, H, I, O, S, U, X, Y: what the letters look like.
            case 0x42, 0x45, 0x48, 0x49, 0x4F, 0x53, 0x55, 0x58, 0x59: break
            // K and six characters of a colour.
            case 0x4B: at = min(head.count, at + 6)
            // "font,style"
            case 0x22: at = (head[at...].firstIndex(of: 0x22) ?? head.count - 1) + 1
            // The size.
            case 0x30...0x39: while at < head.count, (0x30...0x39).contains(head[at]) { at += 1 }
            // A, D, F, G, N, P, T, Z: what the program knows; a page number may have something added to it.
            case 0x41, 0x44, 0x46, 0x47, 0x4E, 0x50, 0x54, 0x5A:
                text.append(0x20)
                if at + 1 < head.count, [0x2B, 0x2D].contains(head[at]), (0x30...0x39).contains(head[at + 1]) {
                    at += 1
                    while at < head.count, (0x30...0x39).contains(head[at]) { at += 1 }
                }
            default: text += head[(at - 2)..<at]
            }
        }
        return text + [0x0A]
    }
}
