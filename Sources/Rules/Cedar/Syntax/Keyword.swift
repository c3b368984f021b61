/// The words that mean something in policy text. The lexer tells them from other identifiers once, so that the parser compares no
/// texts.
enum Keyword: String, Hashable, Sendable, CaseIterable {
    case permit
    case forbid
    case when
    case unless
    case principal
    case action
    case resource
    case context
    case `true`
    case `false`
    case `if`
    case then
    case `else`
    case `in`
    case `is`
    case like
    case has
    /// The name kept for built-in definitions (RFC 52).
    case builtinNamespace = "__cedar"

    /// Whether it is refused as a bare attribute or type name.
    var isReserved: Bool {
        switch self {
        case .if, .in, .like, .has, .is, .then, .else, .true, .false: true
        default: false
        }
    }

    /// The keyword with this packed form.
    /// - Parameters:
    ///   - packed: The bytes of the word, the last in the lowest place; of a word longer than eight bytes the last eight.
    ///   - first: The first byte.
    ///   - count: The number of bytes.
    @inline(__always)
    init?(packed: UInt64, first: UInt8, count: Int) {
        if count > 8 {
            // The only long keyword.
            guard count == 9, packed == 0x72_69_6E_63_69_70_61_6C, first == UInt8(ascii: "p") else { return nil }
            self = .principal
            return
        }
        switch packed {
        case 0x70_65_72_6D_69_74: self = .permit
        case 0x66_6F_72_62_69_64: self = .forbid
        case 0x77_68_65_6E: self = .when
        case 0x75_6E_6C_65_73_73: self = .unless
        case 0x61_63_74_69_6F_6E: self = .action
        case 0x72_65_73_6F_75_72_63_65: self = .resource
        case 0x63_6F_6E_74_65_78_74: self = .context
        case 0x74_72_75_65: self = .true
        case 0x66_61_6C_73_65: self = .false
        case 0x69_66: self = .if
        case 0x74_68_65_6E: self = .then
        case 0x65_6C_73_65: self = .else
        case 0x69_6E: self = .in
        case 0x69_73: self = .is
        case 0x6C_69_6B_65: self = .like
        case 0x68_61_73: self = .has
        case 0x5F_5F_63_65_64_61_72: self = .builtinNamespace
        default: return nil
        }
    }
}
