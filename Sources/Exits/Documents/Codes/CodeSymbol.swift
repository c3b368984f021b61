internal import CZint

/// A code as modules: dark and light squares, or bars where it has one row.
struct CodeSymbol: Sendable {
    /// Dark modules of each row, from the left, as stretches.
    let rows: [[Range<Int>]]
    /// Modules from left to right.
    let width: Int
    let symbology: Symbology

    /// Modules around the symbol that stay light: ISO/IEC 16022 asks for 1 around a Data Matrix, here twice as much; ISO/IEC 15417 for 10 beside a Code 128.
    var quietModules: Int {
        switch symbology {
        case .dataMatrix: 2
        case .code128: 10
        }
    }

    /// Characters that a code can carry here: more than any identity has. A Code 128 takes 60.
    static let charactersMax = 120

    /// Encodes printable ASCII.
    /// - Throws: `notCodable` for other characters, for nothing and for too many.
    init(_ text: String, as symbology: Symbology) throws(DocumentError) {
        let bytes = Array(text.utf8)
        guard (1...Self.charactersMax).contains(bytes.count), bytes.allSatisfy({ (0x20...0x7E).contains($0) }) else {
            throw DocumentError(
                .notCodable,
                "a code carries 1 to \(Self.charactersMax) printable ASCII characters and the text has others, or \(bytes.count) bytes; give what is coded a shorter, plain name"
            )
        }
        guard let symbol = ZBarcode_Create() else {
            throw DocumentError(.drawing, "libzint has no memory for a symbol")
        }
        defer { ZBarcode_Delete(symbol) }
        switch symbology {
        case .dataMatrix:
            symbol.pointee.symbology = BARCODE_DATAMATRIX
            symbol.pointee.option_3 = DM_SQUARE
        case .code128: symbol.pointee.symbology = BARCODE_CODE128
        }
        symbol.pointee.input_mode = DATA_MODE
        // Zint answers with 1 to 4 for warnings and from 5 for errors; nothing here warns.
        switch ZBarcode_Encode(symbol, bytes, Int32(bytes.count)) {
        case 0: break
        case ZINT_ERROR_TOO_LONG:
            throw DocumentError(
                .codeTooWide,
                "a \(symbology.rawValue) takes less than \(bytes.count) characters (a Code 128 60, two digits counting as one); give what is coded a shorter name, or use a Data Matrix alone"
            )
        default:
            let reason = String(cString: zint_error_text(symbol))
            throw DocumentError(.notCodable, "libzint made no \(symbology.rawValue): \(reason)")
        }
        let width = Int(symbol.pointee.width)
        rows = (0..<Int(symbol.pointee.rows)).map { row in
            var stretches: [Range<Int>] = []
            var start: Int?
            for column in 0...width {
                let isDark = column < width && zint_module_is_dark(symbol, Int32(row), Int32(column))
                if isDark, start == nil { start = column }
                if !isDark, let first = start {
                    stretches.append(first..<column)
                    start = nil
                }
            }
            return stretches
        }
        self.width = width
        self.symbology = symbology
    }
}
