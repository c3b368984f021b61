internal import CCairo

/// How a stretch of text is set.
struct TextStyle: Hashable {
    var points: Double
    var isBold = false
    var isItalic = false
    var isMonospaced = false
    /// From black, 0, to white, 1.
    var grey = 0.0

    static let body = TextStyle(points: 9)
    static let cell = TextStyle(points: 8)
    static let head = TextStyle(points: 8, isBold: true)
    static let name = TextStyle(points: 6.5, grey: 0.25)
    static let heading = TextStyle(points: 11, isBold: true)
    static let title = TextStyle(points: 16, isBold: true)
    static let small = TextStyle(points: 6.5, grey: 0.25)
    static let code = TextStyle(points: 6, isMonospaced: true)
    static let banner = TextStyle(points: 10, isBold: true)

    /// The style of a name that a form asks for, or not.
    func asked(_ presence: Presence) -> TextStyle {
        var style = self
        style.isBold = presence != .optional
        style.isItalic = presence == .whereApplicable
        return style
    }
}

/// A stretch of text in one style.
struct StyledRun {
    let text: String
    let style: TextStyle
    /// White on black: what stands for a value that is withheld.
    var isBar = false

    static func of(_ text: PrintedText, _ style: TextStyle) -> [StyledRun] {
        text.runs.map { run in
            switch run {
            case .shown(let text): StyledRun(text: text, style: style)
            // Blanks that do not break keep the bar whole.
            case .withheld: StyledRun(text: "\u{A0}WITHHELD\u{A0}", style: style, isBar: true)
            }
        }
    }
}

/// Sets text by Pango: font fallback, both directions of writing, breaking of lines.
///
/// Widths and heights are the font's own, without fitting to a grid, so that they are the same on paper of any size.
final class TextShaper {
    static let family = "DejaVu Sans"
    static let monospacedFamily = "DejaVu Sans Mono"
    /// Pango's unit in a point.
    static let unit = Double(PANGO_SCALE)

    private let context: OpaquePointer
    /// A text with letters was set to nothing: a font failed, and what is drawn would say less than what is hashed.
    private(set) var hasLostText = false

    /// - Throws: `fontMissing`, since with another font the same document would be another file.
    init(_ fonts: UnsafeMutablePointer<PangoFontMap>?) throws(DocumentError) {
        context = pango_font_map_create_context(fonts)
        pango_cairo_context_set_resolution(context, 72)
        let options = cairo_font_options_create()
        cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE)
        cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF)
        pango_cairo_context_set_font_options(context, options)
        cairo_font_options_destroy(options)
        for family in [Self.family, Self.monospacedFamily] {
            guard installed(family) == family else {
                throw DocumentError(
                    .fontMissing,
                    "the font \(family) is not installed; install it (Debian: fonts-dejavu-core)"
                )
            }
        }
    }

    deinit { g_object_unref(UnsafeMutableRawPointer(context)) }

    /// The family that is taken where one is asked for.
    private func installed(_ family: String) -> String? {
        let wanted = pango_font_description_new()
        defer { pango_font_description_free(wanted) }
        pango_font_description_set_family(wanted, family)
        guard let font = pango_context_load_font(context, wanted) else { return nil }
        defer { g_object_unref(font) }
        guard let found = pango_font_describe(font) else { return nil }
        defer { pango_font_description_free(found) }
        return pango_font_description_get_family(found).map { String(cString: $0) }
    }

    /// Sets text in lines of a width; words that are longer are broken.
    /// - Complexity: linear in the length of the text.
    func lines(_ runs: [StyledRun], width: Double, isCentred: Bool = false) -> TextLines {
        let layout: OpaquePointer = pango_layout_new(context)
        pango_layout_set_width(layout, Int32(max(width, 1) * Self.unit))
        pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR)
        if isCentred { pango_layout_set_alignment(layout, PANGO_ALIGN_CENTER) }
        let texts = runs.map { LongWords.breakable($0.text) }
        let text = texts.joined()
        pango_layout_set_text(layout, text, Int32(text.utf8.count))
        let attributes = pango_attr_list_new()
        var start: UInt32 = 0
        for (run, text) in zip(runs, texts) {
            let end = start + UInt32(text.utf8.count)
            for attribute in Self.attributes(run) {
                attribute?.pointee.start_index = start
                attribute?.pointee.end_index = end
                pango_attr_list_insert(attributes, attribute)
            }
            start = end
        }
        pango_layout_set_attributes(layout, attributes)
        pango_attr_list_unref(attributes)
        let lines = TextLines(layout)
        if lines.width == 0, text.utf8.contains(where: Self.isPlainLetter) { hasLostText = true }
        return lines
    }

    private static func isPlainLetter(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }

    private static func attributes(_ run: StyledRun) -> [UnsafeMutablePointer<PangoAttribute>?] {
        let style = run.style
        var attributes = [
            pango_attr_family_new(style.isMonospaced ? monospacedFamily : family),
            pango_attr_size_new(Int32(style.points * unit)),
            // A word that is broken gains no hyphen: in a serial it would be read as part of it.
            pango_attr_insert_hyphens_new(0),
        ]
        if style.isBold { attributes.append(pango_attr_weight_new(PANGO_WEIGHT_BOLD)) }
        if style.isItalic { attributes.append(pango_attr_style_new(PANGO_STYLE_ITALIC)) }
        if run.isBar {
            attributes.append(pango_attr_background_new(0, 0, 0))
            attributes.append(pango_attr_foreground_new(.max, .max, .max))
        } else if style.grey > 0 {
            let level = UInt16(style.grey * Double(UInt16.max))
            attributes.append(pango_attr_foreground_new(level, level, level))
        }
        return attributes
    }
}

/// Text that was set: lines one below the other, to be drawn one by one where a page ends between them.
final class TextLines {
    struct Line {
        fileprivate let line: UnsafeMutablePointer<PangoLayoutLine>?
        /// From the left of the text.
        fileprivate let x: Double
        /// From the top of the line.
        fileprivate let baseline: Double
        let height: Double
        let width: Double
    }

    private let layout: OpaquePointer
    let lines: [Line]

    fileprivate init(_ layout: OpaquePointer) {
        self.layout = layout
        var lines: [Line] = []
        let iterator = pango_layout_get_iter(layout)
        repeat {
            var extent = PangoRectangle()
            pango_layout_iter_get_line_extents(iterator, nil, &extent)
            lines.append(
                Line(
                    line: pango_layout_iter_get_line_readonly(iterator),
                    x: Double(extent.x) / TextShaper.unit,
                    baseline: Double(pango_layout_iter_get_baseline(iterator) - extent.y) / TextShaper.unit,
                    height: Double(extent.height) / TextShaper.unit,
                    width: Double(extent.width) / TextShaper.unit
                )
            )
        } while pango_layout_iter_next_line(iterator) != 0
        pango_layout_iter_free(iterator)
        self.lines = lines
    }

    deinit { g_object_unref(UnsafeMutableRawPointer(layout)) }

    /// How high some of the lines are.
    func height(_ range: Range<Int>) -> Double { lines[range].reduce(0) { $0 + $1.height } }

    var height: Double { height(lines.indices) }

    var width: Double { lines.map(\.width).max() ?? 0 }

    /// How many lines from one on fit into a height.
    func count(from first: Int, within height: Double) -> Int {
        var rest = height
        var count = 0
        for line in lines[first...] {
            rest -= line.height
            if rest < 0 { break }
            count += 1
        }
        return count
    }

    func draw(_ range: Range<Int>, on canvas: OpaquePointer, x: Double, y: Double) {
        var top = y
        for line in lines[range] {
            cairo_move_to(canvas, x + line.x, top + line.baseline)
            pango_cairo_show_layout_line(canvas, line.line)
            top += line.height
        }
    }
}
