internal import PlantModel

extension CarriedFlow {
    /// The one text of a value that is not repeated.
    func text(_ value: String) -> String? {
        guard format.isPlaced else { return value }
        let texts = PlacedTexts.texts(value)
        return texts.count == 1 ? texts[0].text : nil
    }

    /// Why a value is none of a field; nil where it is one. The reason tells nothing of the value.
    func fault(of value: String, as field: Plant.Messages.Field) -> String? {
        guard format.isPlaced else { return FieldValue.fault(of: value, as: field) }
        let texts = PlacedTexts.texts(value)
        guard !texts.isEmpty else { return "nothing that can be read" }
        return texts.lazy.compactMap { FieldValue.fault(of: $0.text, as: field) }.first
    }

    /// A value as it leaves.
    func written(_ value: String, _ way: Way) -> String {
        guard format.isPlaced else { return FieldValue.written(value, way) }
        guard way != .asItIs else { return value }
        return PlacedTexts.value(
            PlacedTexts.texts(value).map { PlacedTexts.One(place: $0.place, text: FieldValue.written($0.text, way)) }
        )
    }

    /// The texts of a value alone, as they are looked into and compared.
    func plain(_ value: String) -> String {
        format.isPlaced ? PlacedTexts.texts(value).map(\.text).joined(separator: "\n") : value
    }
}
