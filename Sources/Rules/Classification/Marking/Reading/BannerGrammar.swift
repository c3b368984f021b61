/// What a banner or portion mark says, read by the grammar of 32 CFR 2002.20 and the CUI Marking Handbook.
///
/// ```
/// banner     = control [ "//" categories ] [ "//" controls ]
/// control    = "CUI" | "CONTROLLED"
/// categories = token *( "/" token )
/// controls   = token *( "/" token )
/// ```
///
/// A token that the registry does not have, or slashes that the grammar does not have, make the whole banner unreadable: the wrong token may be
/// two that lost their slash, so nothing in it can be trusted to be all there is.
struct BannerGrammar {
    /// Where the marking stands, for the forms that differ.
    enum Place { case banner, portion }

    private(set) var categories: Set<String> = []
    private(set) var controls: Set<String> = []
    /// The countries of `REL TO`, as alpha-2 codes or groups; nil without it.
    private(set) var countries: Set<String>?
    private(set) var faults: [ReadingProblem.Fault] = []
    private(set) var isReadable = true

    /// CUI without a category.
    var namesNoCategory: Bool { isReadable && categories.isEmpty }

    private let place: Place
    private let groups: Set<String>

    /// - Parameters:
    ///   - text: folded, without the parentheses of a portion mark.
    ///   - groups: names of groups of countries that the schemes declare, such as FVEY.
    init(_ text: String, place: Place, groups: Set<String>) {
        self.place = place
        self.groups = groups
        guard let fields = split(text), let control = fields.first?.first else { return }
        if fields[0].count > 1 || !["CUI", "CONTROLLED"].contains(control) {
            refuse(.controlMarking(control))
            return
        }
        read(Array(fields.dropFirst()))
    }

    /// Reads controls and categories alone, without a control marking: the values of a designation block.
    init(tokens: [String], groups: Set<String>) {
        place = .banner
        self.groups = groups
        for token in tokens { read(token, inControls: true) }
        note()
    }

    private mutating func refuse(_ fault: ReadingProblem.Fault) {
        isReadable = false
        faults.append(fault)
    }

    private mutating func add(_ fault: ReadingProblem.Fault) { if !faults.contains(fault) { faults.append(fault) } }

    /// Fields of tokens, in capitals with single blanks; nil where the slashes are wrong.
    private mutating func split(_ text: String) -> [[String]]? {
        var fields: [[String]] = [[]]
        let pieces = text.uppercased().split(separator: "/", omittingEmptySubsequences: false)
        if text.utf8.contains(where: { (0x61...0x7A).contains($0) }), text != "Attorney-Client" { add(.lowercase) }
        var emptyRun = 0
        for (index, piece) in pieces.enumerated() {
            let words = piece.split(separator: " ")
            let token = words.joined(separator: " ")
            if token.utf8.count != piece.utf8.count { add(.spacing) }
            if token.isEmpty {
                emptyRun += 1
                // Two slashes have one empty piece between them; blanks between them are still two slashes.
                if emptyRun > 1 || index == 0 || index == pieces.count - 1 {
                    refuse(.separators)
                    return nil
                }
                continue
            }
            if emptyRun == 1 { fields.append([]) }
            emptyRun = 0
            fields[fields.count - 1].append(token)
        }
        return fields
    }

    private mutating func read(_ given: [[String]]) {
        var fields = given
        if let last = fields.last, last.count == 1, CUIRegistry.supplements.contains(last[0]) {
            add(.supplementInBanner(last[0]))
            fields.removeLast()
        }
        if fields.count > 2 {
            refuse(.separators)
            return
        }
        for (index, field) in fields.enumerated() {
            let controlCount = field.count { isControl($0) }
            // One field of controls alone is the field of controls; the two lists of the registry share no code.
            let inControls = index == 1 || controlCount == field.count
            if index == 1, fields[0].allSatisfy(isControl) {
                refuse(.separators)
                return
            }
            for token in field { read(token, inControls: inControls) }
            if field != (inControls ? Self.byName(field) : Self.ordered(field)) { add(.order) }
        }
        note()
    }

    /// Alphabetical as a banner writes them; a portion mark keeps that order with its shorter forms.
    private static func byName(_ controls: [String]) -> [String] {
        controls.sorted { (CUIRegistry.controls[$0] ?? $0, $0) < (CUIRegistry.controls[$1] ?? $1, $1) }
    }

    private static func ordered(_ categories: [String]) -> [String] {
        categories.filter { $0.hasPrefix(CUIRegistry.specifiedPrefix) }.sorted()
            + categories.filter { !$0.hasPrefix(CUIRegistry.specifiedPrefix) }.sorted()
    }

    private func isControl(_ token: String) -> Bool {
        CUIRegistry.controls[token] != nil || token.hasPrefix("REL TO ") || token.hasPrefix("DISPLAY ONLY ")
    }

    private mutating func read(_ token: String, inControls: Bool) {
        if let control = CUIRegistry.controls[token] {
            let wrong = place == .banner ? CUIRegistry.portionForms : CUIRegistry.bannerForms
            if !inControls || wrong.contains(token) { add(.controlOutOfPlace(token)) }
            if !controls.insert(control).inserted { add(.repeated(token)) }
        } else if token.hasPrefix("REL TO ") {
            if !inControls { add(.controlOutOfPlace(token)) }
            guard let list = list(token, after: "REL TO") else { return }
            // Two lists on one record admit whom both admit.
            countries = countries.map { $0.intersection(list) } ?? list
            controls.insert("REL TO")
        } else if token.hasPrefix("DISPLAY ONLY ") {
            guard list(token, after: "DISPLAY ONLY") != nil else { return }
            add(.displayList)
            controls.insert("DISPLAY ONLY")
        } else if let category = CUIRegistry.category(token) {
            if category.isInWrongForm { add(.wrongForm(token)) }
            if inControls { add(.order) }
            if !categories.isDisjoint(with: category.values) { add(.repeated(token)) }
            categories.formUnion(category.values)
        } else {
            refuse(.unknownToken(token))
        }
    }

    /// `REL TO USA, AUS, GBR`: USA, then trigraphs in order.
    private mutating func list(_ token: String, after control: String) -> Set<String>? {
        var countries: Set<String> = []
        var written: [String] = []
        for piece in token.dropFirst(control.count).split(separator: ",", omittingEmptySubsequences: false) {
            let name = piece.drop { $0 == " " }
            let trimmed = String(name.last == " " ? name.dropLast() : name)
            if trimmed != name { add(.spacing) }
            guard let country = CountryTrigraph.country(trimmed) ?? (groups.contains(trimmed) ? trimmed : nil) else {
                refuse(.unknownToken(trimmed))
                return nil
            }
            if !countries.insert(country).inserted { add(.repeated(trimmed)) }
            written.append(trimmed)
        }
        if countries.insert("US").inserted { add(.usaMissing(control)) } else if written.first != "USA" { add(.order) }
        let foreign = written.filter { $0 != "USA" }
        if foreign != foreign.sorted() { add(.order) }
        return countries
    }

    /// What the controls say against each other, and what they need.
    private mutating func note() {
        let exclusive: [[String]] = [
            ["NOFORN", "REL TO"], ["NOFORN", "DISPLAY ONLY"], ["FED ONLY", "FEDCON"], ["FEDCON", "NOCON"],
        ]
        for pair in exclusive where controls.isSuperset(of: pair) { add(.conflictingControls(pair)) }
        if !controls.isDisjoint(with: ["Attorney-Client", "Attorney-WP"]), !categories.contains("PRIVILEGE") {
            add(.attorneyWithoutPrivilege)
        }
        if controls.contains("DISPLAY ONLY"), faults.contains(.displayList) {
            countries = countries ?? ["US"]
        }
    }
}
