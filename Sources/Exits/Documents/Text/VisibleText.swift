/// Values as they can be printed: nothing in them acts on the page or hides.
///
/// Characters that have no picture of their own would otherwise vanish, or turn the order of those around them, so that a page would not
/// say what the record says (Unicode Technical Report 36, 2.4 and 3.1).
enum VisibleText {
    /// The value with a picture or a number for each character that has none; line breaks are kept, one form for all.
    static func of(_ value: String) -> String {
        var shown = ""
        shown.reserveCapacity(value.utf8.count)
        var isAfterReturn = false
        var isRightToLeft = false
        for scalar in value.unicodeScalars {
            defer { isAfterReturn = scalar == "\r" }
            switch scalar {
            case "\r": shown += "\n"
            case "\n" where isAfterReturn: break
            case "\n", "\u{85}", "\u{2028}", "\u{2029}": shown += "\n"
            case "\t": shown += " "
            default:
                if let picture = picture(of: scalar) {
                    shown += picture
                } else {
                    shown.unicodeScalars.append(scalar)
                    isRightToLeft = isRightToLeft || Self.isRightToLeft(scalar)
                }
            }
        }
        // Isolated (UAX #9, FSI and PDI), so that what stands around the value keeps its order.
        return isRightToLeft ? "\u{2068}\(shown)\u{2069}" : shown
    }

    /// A picture of control characters (Unicode block Control Pictures), the number of the others; nil for what can be seen.
    private static func picture(of scalar: Unicode.Scalar) -> String? {
        switch scalar.value {
        case 0x00...0x1F: return Unicode.Scalar(0x2400 + scalar.value).map { String($0) }
        case 0x7F: return "\u{2421}"
        // Joiners and marks of direction belong to the writing of many languages and move nothing beyond the next character.
        case 0x200C...0x200F, 0x061C, 0xAD: return nil
        default: break
        }
        switch scalar.properties.generalCategory {
        case .control, .format, .privateUse, .surrogate, .unassigned:
            let digits = String(scalar.value, radix: 16, uppercase: true)
            return "<U+\(String(repeating: "0", count: max(0, 4 - digits.count)))\(digits)>"
        default: return nil
        }
    }

    /// Letters of Hebrew, Arabic and the scripts beside them (UAX #9, R and AL, by block).
    private static func isRightToLeft(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x0590...0x08FF, 0xFB1D...0xFDFF, 0xFE70...0xFEFC, 0x10800...0x10FFF, 0x1E800...0x1EFFF: true
        default: false
        }
    }
}
