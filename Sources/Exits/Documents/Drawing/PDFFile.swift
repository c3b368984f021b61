internal import CCairo
internal import FoundationEssentials

/// A PDF file under way: pages are drawn one after the other and kept as bytes.
///
/// Its metadata says the marking and the time of the release and nothing else, so that neither a name nor a machine travels with it, and so
/// that the same release makes the same bytes.
final class PDFFile {
    /// Takes the bytes as Cairo writes them.
    private final class Bytes {
        var bytes: [UInt8] = []
        let max: Int
        init(max: Int) { self.max = max }
    }

    private let taken: Bytes
    private let surface: OpaquePointer
    let canvas: OpaquePointer

    /// - Parameter time: milliseconds since 1970.
    init(_ page: PageSize, banner: String, time: UInt64, bytesMax: Int) throws(DocumentError) {
        let taken = Bytes(max: bytesMax)
        self.taken = taken
        surface = cairo_pdf_surface_create_for_stream(
            { closure, data, length in
                guard let closure, let data else { return CAIRO_STATUS_WRITE_ERROR }
                let taken = Unmanaged<Bytes>.fromOpaque(closure).takeUnretainedValue()
                guard taken.bytes.count + Int(length) <= taken.max else { return CAIRO_STATUS_WRITE_ERROR }
                taken.bytes += UnsafeBufferPointer(start: data, count: Int(length))
                return CAIRO_STATUS_SUCCESS
            },
            Unmanaged.passUnretained(taken).toOpaque(),
            page.width,
            page.height
        )
        canvas = cairo_create(surface)
        cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, banner)
        let date = Date(timeIntervalSince1970: Double(time / 1_000))
        cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, date.formatted(.iso8601))
    }

    deinit {
        cairo_destroy(canvas)
        cairo_surface_destroy(surface)
    }

    func endPage() { cairo_show_page(canvas) }

    /// The whole file.
    /// - Throws: `tooLarge`; `drawing` when Cairo failed.
    func finish() throws(DocumentError) -> [UInt8] {
        let drawn = cairo_status(canvas)
        cairo_surface_finish(surface)
        let written = cairo_surface_status(surface)
        if written == CAIRO_STATUS_WRITE_ERROR || drawn == CAIRO_STATUS_WRITE_ERROR {
            throw .tooLarge("bytes", taken.max)
        }
        for status in [drawn, written] where status != CAIRO_STATUS_SUCCESS {
            throw DocumentError(.drawing, "Cairo failed: \(String(cString: cairo_status_to_string(status)))")
        }
        return taken.bytes
    }

    // MARK: Drawing

    func fill(_ box: Box, red: Double, green: Double, blue: Double) {
        cairo_set_source_rgb(canvas, red, green, blue)
        cairo_rectangle(canvas, box.x, box.y, box.width, box.height)
        cairo_fill(canvas)
        cairo_set_source_rgb(canvas, 0, 0, 0)
    }

    func stroke(_ box: Box, width: Double) {
        cairo_set_line_width(canvas, width)
        cairo_rectangle(canvas, box.x, box.y, box.width, box.height)
        cairo_stroke(canvas)
    }

    func line(fromX x0: Double, y y0: Double, toX x1: Double, y y1: Double, width: Double) {
        cairo_set_line_width(canvas, width)
        cairo_move_to(canvas, x0, y0)
        cairo_line_to(canvas, x1, y1)
        cairo_stroke(canvas)
    }

    /// Draws a code as one path, so that no seam shows between its modules.
    func draw(_ symbol: CodeSymbol, x: Double, y: Double, module: Double, barHeight: Double) {
        let height = symbol.symbology == .code128 ? barHeight : module
        for (row, stretches) in symbol.rows.enumerated() {
            for stretch in stretches {
                cairo_rectangle(
                    canvas,
                    x + Double(stretch.lowerBound) * module,
                    y + Double(row) * height,
                    Double(stretch.count) * module,
                    height
                )
            }
        }
        cairo_fill(canvas)
    }

    func set(_ lines: TextLines, _ range: Range<Int>, x: Double, y: Double) {
        lines.draw(range, on: canvas, x: x, y: y)
    }

    /// Sets light text on a dark ground.
    func setLight(_ lines: TextLines, x: Double, y: Double, red: Double, green: Double, blue: Double) {
        cairo_set_source_rgb(canvas, red, green, blue)
        lines.draw(lines.lines.indices, on: canvas, x: x, y: y)
        cairo_set_source_rgb(canvas, 0, 0, 0)
    }
}

/// A rectangle in points, from the top left of the page.
struct Box: Hashable {
    var x: Double
    var y: Double
    var width: Double
    var height: Double
}

/// Sizes of paper.
public enum Paper: String, Hashable, Sendable, CaseIterable {
    /// ISO 216.
    case a4 = "A4"
    /// ANSI/ASME Y14.1, size A.
    case letter = "Letter"

    /// The page, on its short or its long side.
    func page(isWide: Bool) -> PageSize {
        let size =
            switch self {
            case .a4: PageSize(width: 210 / 25.4 * 72, height: 297 / 25.4 * 72)
            case .letter: PageSize(width: 612, height: 792)
            }
        return isWide ? PageSize(width: size.height, height: size.width) : size
    }
}

/// The size of a page in points, a 72nd of an inch.
struct PageSize: Hashable {
    let width: Double
    let height: Double
}
