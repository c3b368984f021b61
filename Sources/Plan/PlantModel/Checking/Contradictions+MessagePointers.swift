extension Contradictions {
    /// Pointers into documents of JSON that lead nowhere, or two fields to one place.
    func checkPointers(of messages: Plant.Messages, log: inout ProblemLog) {
        if messages.records.map({ $0.value.isRepeated }) ?? true {
            log.add(
                .messagesDisagree,
                at: messages.records?.place ?? messages.place,
                "'record' is no way to the records of a document; expected a pointer without '*', as in '/data', or none for the document itself"
            )
        }
        var known: [(pointer: MessagePointer, field: Plant.Messages.Field)] = []
        for field in messages.fields {
            guard let pointer = field.pointer, !pointer.value.steps.isEmpty else {
                log.add(
                    .messagesDisagree,
                    at: field.pointer?.place ?? field.place,
                    "'\(field.name)' does not say where it stands; expected 'path' with a pointer, as in '/customer/name' or '/lines/*/quantity'"
                )
                continue
            }
            if field.isRepeated, [messages.programField.value, messages.about.value].contains(field.name) {
                log.add(
                    .messagesDisagree,
                    at: pointer.place,
                    "'\(field.name)' says whose a record is or what it is about and is repeated; expected one value"
                )
            }
            for (other, inner) in known {
                let (short, long) =
                    other.steps.count <= pointer.value.steps.count ? (other, pointer.value) : (pointer.value, other)
                guard long.steps.starts(with: short.steps) else { continue }
                log.add(
                    .messagesDisagree,
                    at: pointer.place,
                    short == long
                        ? "'\(inner.name)' and '\(field.name)' stand in one place, '\(short.text)'; expected one field for each"
                        : "'\(inner.name)' and '\(field.name)' stand one inside the other, '\(long.text)' in '\(short.text)'; expected values beside each other"
                )
            }
            known.append((pointer.value, field))
        }
    }
}
