/// Which pages of a PDF show pictures, as `pdfimages -list` tells it: two lines of heads, then a line for each time that a picture is shown.
struct PagePictures {
    /// Smaller ones, in pixels, have no room for words.
    private static let sidePixelsMin = 16

    /// Whether there is any.
    let isAny: Bool
    /// Pages that show a picture with room for words that no page before shows, ascending: a mark on every page is looked at once.
    let pages: [Int]

    init(listing: [UInt8]) {
        let lines = listing.split(separator: 0x0A).dropFirst(2)
        isAny = !lines.isEmpty
        var seen: Set<String> = []
        var pages: [Int] = []
        for line in lines {
            // page num type width height color comp bpc enc interp object ID x-ppi y-ppi size ratio; one in the page itself has `[inline]` for the object.
            let words = line.split(separator: 0x20).map { String(decoding: $0, as: UTF8.self) }
            guard words.count > 11, let page = Int(words[0]), let width = Int(words[3]), let height = Int(words[4]),
                min(width, height) >= Self.sidePixelsMin
            else { continue }
            let isInline = words[10] == "[inline]"
            let isNew = isInline || seen.insert(words[10] + " " + words[11]).inserted
            if isNew, pages.last != page { pages.append(page) }
        }
        self.pages = pages
    }
}
