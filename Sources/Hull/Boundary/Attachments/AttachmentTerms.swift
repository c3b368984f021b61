internal import Classification

/// What content has to be for a command that shows it to others: of a type that is known here, looked into as far as programs can, and restricted by
/// nothing that the record is not restricted by.
///
/// A program does not see all that a person sees in a picture. What pictures show is therefore looked at by whoever attaches it, and stated; that is recorded
/// with the attachment. Content of which anything else was not looked into is not taken on these terms.
public struct AttachmentTerms: Sendable {
    /// The media types that are taken, by content.
    public let mediaTypes: Set<String>
    /// What whoever attaches it states, in words of the program.
    public let statement: String

    /// Terms.
    public init(mediaTypes: Set<String>, statement: String) {
        self.mediaTypes = mediaTypes
        self.statement = statement
    }

    /// Why content is not taken; nil if it is.
    func refusal(of opinion: ContentOpinion, under label: SharedLabel, isInspected: Bool) -> AttachmentError? {
        guard isInspected else {
            return AttachmentError(
                .notInspected,
                "nothing looks into attachments here, so that none is taken; wire an inspector"
            )
        }
        guard mediaTypes.contains(opinion.mediaType) else {
            return AttachmentError(
                .otherType,
                "by its content the file is none of \(mediaTypes.sorted().joined(separator: ", ")); save it as one of these"
            )
        }
        guard label.join(SharedLabel(opinion.label)).text == label.text else {
            return AttachmentError(
                .restricted,
                "the file carries a marking that goes beyond what restricts the record; attach it to a record of the program that it belongs to"
            )
        }
        guard !opinion.isActive else {
            return AttachmentError(
                .active,
                "the file does something where it is opened, or is encrypted; print it to a new PDF and send that"
            )
        }
        guard opinion.isComplete || opinion.isForTheEye else {
            return AttachmentError(
                .notInspected,
                "not all of the file could be looked into; print it to a new PDF, or save the picture anew, and send that"
            )
        }
        return nil
    }
}
