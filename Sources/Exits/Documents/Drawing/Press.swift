internal import CCairo
internal import Synchronization

/// The one place of a process where text is set and drawn, one document after the other.
///
/// Cairo keeps open fonts for the whole process and shares them between threads; where several draw at once, a font fails and stays broken, or text is
/// missing from a page without an error (seen with Cairo 1.16 and Pango 1.50). So whoever draws holds the fonts alone. A page takes milliseconds.
enum Press {
    /// Made with the first document and kept: finding the fonts of a machine takes longer than a page.
    private static let fonts = Mutex<FontMap>(FontMap())

    static func use<Made: Sendable>(
        _ draw: (TextShaper) throws(DocumentError) -> Made
    ) throws(DocumentError) -> Made {
        try fonts.withLock { fonts throws(DocumentError) in try draw(TextShaper(fonts.pointer)) }
    }

    private struct FontMap {
        let pointer = pango_cairo_font_map_new()
    }
}
