extension FormatReader {
    /// Reads text as a single value; nil if it is none of the type, which is then in the log.
    mutating func readScalar(
        _ text: String,
        isPlain: Bool,
        at place: SourcePlace,
        as type: FormatType
    ) -> FormatValue.Content? {
        switch type {
        case .text(let longest):
            return readText(text, longest: longest, at: place)
        case .token(let what):
            guard FormatText.isToken(text) else {
                log.add(
                    .invalidText,
                    at: place,
                    "'\(SourceNode.shortened(text))' is no \(what); expected letters, digits and '. _ - / + ( )'"
                )
                return nil
            }
            return .text(text)
        case .boolean:
            return readBoolean(text, isPlain: isPlain, at: place)
        case .integer(let limits, let unit):
            return readInteger(text, isPlain: isPlain, limits, unit: unit, at: place)
        case .hours:
            return readHours(text, isPlain: isPlain, at: place)
        case .day:
            guard let day = Day(text) else {
                log.add(
                    .invalidDate,
                    at: place,
                    "'\(SourceNode.shortened(text))' is no day of the calendar; expected one such as 2026-11-24"
                )
                return nil
            }
            return .day(day)
        case .country:
            return readCountry(text, at: place)
        case .period:
            guard let period = Period(text) else {
                log.add(
                    .invalidPeriod,
                    at: place,
                    "'\(SourceNode.shortened(text))' is no period; expected one such as 90d, 12m, 10y or life"
                )
                return nil
            }
            return .period(period)
        case .choice(let choices):
            guard choices.contains(where: { $0.word == text }) else {
                wrongChoice(text, among: choices, at: place)
                return nil
            }
            return .text(text)
        case .identifier(let kind):
            guard let id = readIdentifier(text, at: place) else { return nil }
            define(id, kind, at: place)
            return .text(id)
        case .localIdentifier:
            return readIdentifier(text, at: place).map { .text($0) }
        case .reference:
            return read(SourceNode(place: place, content: .scalar(text, isPlain: isPlain)), as: .words([], or: type))?
                .content
        case .list, .oneOrMore, .map, .object, .shorthand, .fact, .words:
            return nil
        }
    }

    private mutating func readText(_ text: String, longest: Int, at place: SourcePlace) -> FormatValue.Content? {
        guard !text.isEmpty else {
            log.add(.emptyValue, at: place, "the text is empty; expected some")
            return nil
        }
        guard text.utf8.count <= longest || text.count <= longest else {
            log.add(.invalidText, at: place, "the text has \(text.count) characters; expected at most \(longest)")
            return nil
        }
        return .text(text)
    }

    private mutating func readIdentifier(_ text: String, at place: SourcePlace) -> String? {
        guard FormatText.isIdentifier(text) else {
            log.add(
                .invalidText,
                at: place,
                "'\(SourceNode.shortened(text))' is no id; expected 1 to \(Limits.identifierLengthMax) letters, digits, "
                    + "'.', '_' or '-', a letter or digit first"
            )
            return nil
        }
        return text
    }

    private mutating func readBoolean(_ text: String, isPlain: Bool, at place: SourcePlace) -> FormatValue.Content? {
        if isPlain, text == "true" { return .boolean(true) }
        if isPlain, text == "false" { return .boolean(false) }
        let meant: String? =
            switch text.lowercased() {
            case "true", "yes", "on", "y": "true"
            case "false", "no", "off", "n": "false"
            default: nil
            }
        let quotes = isPlain ? "" : " in quotes"
        log.add(
            .wrongType,
            at: place,
            "'\(SourceNode.shortened(text))'\(quotes) is here; expected true or false",
            suggestion: isPlain ? meant : nil
        )
        return nil
    }

    private mutating func readInteger(
        _ text: String,
        isPlain: Bool,
        _ limits: ClosedRange<Int>,
        unit: String,
        at place: SourcePlace
    ) -> FormatValue.Content? {
        let expected = FormatType.integer(limits, unit: unit).expectation
        switch FormatText.number(text, decimalsMax: 0) {
        case .some(.huge):
            log.add(.invalidNumber, at: place, "\(SourceNode.shortened(text)) is out of limits; expected \(expected)")
        case .some(.scaled(let number)) where isPlain:
            if limits.contains(number) { return .integer(number) }
            let what = number < 0 && limits.lowerBound >= 0 ? "is negative" : "is out of limits"
            log.add(.invalidNumber, at: place, "\(text) \(what); expected \(expected)")
        default:
            let isFraction = FormatText.number(text, decimalsMax: 9) != nil && isPlain
            let quotes = isPlain ? "" : " in quotes"
            log.add(
                isFraction ? .invalidNumber : .wrongType,
                at: place,
                "'\(SourceNode.shortened(text))'\(quotes) is no whole number; expected \(expected)"
            )
        }
        return nil
    }

    private mutating func readHours(_ text: String, isPlain: Bool, at place: SourcePlace) -> FormatValue.Content? {
        let expected = FormatType.hours.expectation
        switch FormatText.number(text, decimalsMax: 4) {
        case .some(.huge):
            log.add(.invalidNumber, at: place, "\(SourceNode.shortened(text)) is out of limits; expected \(expected)")
        case .some(.scaled(let tenThousandths)) where isPlain:
            guard tenThousandths >= 0 else {
                log.add(.invalidNumber, at: place, "\(text) is negative; expected \(expected)")
                return nil
            }
            let (minutes, rest) = (tenThousandths * 60).quotientAndRemainder(dividingBy: 10_000)
            guard minutes <= Limits.minutesMax else {
                log.add(.invalidNumber, at: place, "\(text) is out of limits; expected \(expected)")
                return nil
            }
            guard rest == 0 else {
                log.add(
                    .invalidNumber,
                    at: place,
                    "\(text) hours are no whole minutes; expected such as 0.5 (30 minutes) or 0.2 (12 minutes)"
                )
                return nil
            }
            return .integer(minutes)
        default:
            let quotes = isPlain ? "" : " in quotes"
            log.add(
                .wrongType,
                at: place,
                "'\(SourceNode.shortened(text))'\(quotes) is no number; expected \(expected)"
            )
        }
        return nil
    }

    private mutating func readCountry(_ text: String, at place: SourcePlace) -> FormatValue.Content? {
        if Countries.codes.contains(text) { return .text(text) }
        let capitals = text.uppercased()
        let meant = Countries.codes.contains(capitals) ? capitals : Countries.usual[capitals]
        log.add(
            .invalidCountry,
            at: place,
            "'\(SourceNode.shortened(text))' is no country; expected an ISO 3166-1 code such as US",
            suggestion: meant
        )
        return nil
    }
}
