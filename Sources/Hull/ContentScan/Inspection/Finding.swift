public import Classification

/// One thing that an inspection found. It holds nothing of the content itself but what the label says.
public struct Finding: Hashable, Sendable {
    /// What was found.
    public enum Kind: Hashable, Sendable {
        /// A marking in text, with what is wrong with it.
        case marking(MarkingKind, faults: [MarkingFault])
        /// A field that the format has for classification, and that says something.
        case nativeField(NativeField)
        /// Something about the document as a whole.
        case document(MarkingFault)
        /// A native field says "unclassified" beside a marking of control.
        case unclassifiedBesideControl
        /// The name says that this is another kind of file.
        case nameContradictsContent(MediaType)
        /// It agrees with something that is known to be restricted.
        case known(KnownMatch)
        /// Something that was not looked into.
        case notInspected(Uninspected)
    }

    /// What was found.
    public let kind: Kind
    /// Where.
    public let place: ContentPlace
    /// What it restricts at least.
    public let label: Label
    /// Whether it stands in a text about rules, which speaks of the marking rather than bears it. It restricts all the same: who hides a leak in such a
    /// text gains nothing, but nobody is called for it.
    public let isMention: Bool

    init(_ kind: Kind, at place: ContentPlace, label: Label = .unrestricted, isMention: Bool = false) {
        (self.kind, self.place, self.label, self.isMention) = (kind, place, label, isMention)
    }

    /// Whether it is evidence of a restriction: a marking, a native field, or words and values of something restricted.
    public var isMarking: Bool {
        switch kind {
        case .marking, .nativeField, .known: true
        default: false
        }
    }
}

/// A field that a format has for classification.
public enum NativeField: String, Hashable, Sendable, CaseIterable {
    /// The name of `SECURITY_CLASSIFICATION_LEVEL` (ISO 10303-41).
    case stepSecurityLevel
    /// Name or purpose of `SECURITY_CLASSIFICATION` (ISO 10303-41).
    case stepSecurityText
    /// A value of QIF's enumeration `SecurityClassificationEnum`.
    case qifSecurityClassification
    /// QIF's free text `OtherSecurityClassification`.
    case qifOtherSecurityClassification
    /// QIF's free text `ExportControlClassification`.
    case qifExportControl
}

extension Finding: CustomStringConvertible {
    /// What was found, where, in words for people; nothing of the content.
    public var description: String {
        switch kind {
        case .marking(let kind, let faults):
            let wrong = faults.isEmpty ? "" : " (\(faults.map(\.rawValue).joined(separator: ", ")))"
            return "\(place): \(isMention ? "mention of a marking" : "marking"), \(kind)\(wrong): \(label)"
        case .nativeField(let field): return "\(place): field \(field.rawValue): \(label)"
        case .document(let fault): return "\(place): \(fault.rawValue)"
        case .unclassifiedBesideControl:
            return "\(place): a field says unclassified beside a marking of control; the marking counts"
        case .nameContradictsContent(let type):
            return "\(place): the content is \(type.registeredName), and the name says otherwise"
        case .known(let match): return "\(place): \(match.agreement) of known source \(match.source + 1): \(label)"
        case .notInspected(let reason): return "\(place): \(reason)"
        }
    }
}

extension Finding {
    /// Whether it agrees with what is known, and is no marking.
    public var isKnown: Bool { if case .known = kind { true } else { false } }
}
