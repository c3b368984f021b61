extension Plant {
    /// What restricts a program, as the plant's owner determined it. Bulkhead does not classify.
    public struct Classification: Sendable, Equatable {
        /// Where it is written; the program's place if it has none.
        public let place: SourcePlace
        /// Export jurisdiction and entries; empty if nothing is controlled.
        public let exports: [ExportEntry]
        /// CUI categories such as `SP-CTI`; empty if none.
        public let cui: [Located<String>]
        /// Distribution statement of DoDI 5230.24; nil if none.
        public let distribution: Distribution?
        /// Limited dissemination controls such as `NOFORN`.
        public let dissemination: [Located<String>]
        /// Countries of `REL TO`; nil restricts nothing.
        public let releasableTo: [String]?
        /// Who determined it, when, where; nil if the file does not say.
        public let determination: Determination?
        /// Whether a failure could cost lives.
        public let safetyCritical: Fact<Bool>?
        /// Whether the work is classified (NISPOM). Never true in a plant that loaded: such work belongs on its own authorized system.
        public let classified: Bool
    }

    /// One export entry: the article and its technical data, which are classified apart.
    public struct ExportEntry: Sendable, Equatable {
        /// `ITAR`, `EAR`, `EU`, `UK`, or a regime that the plant declares.
        public let regime: String
        /// The article's entry, such as `VIII(h)` or `9A610.x`.
        public let article: String?
        /// The technical data's entry, such as `VIII(i)` or `9E610`; always given under ITAR.
        public let technicalData: String?
        /// Countries to which a licence is required; empty if the file does not say.
        public let licenceRequiredFor: [String]
        /// Where it is written.
        public let place: SourcePlace
    }

    /// A distribution statement (DoDI 5230.24).
    public struct Distribution: Sendable, Equatable {
        /// The statement's letter.
        public enum Statement: String, Sendable, CaseIterable {
            /// Public release.
            case a = "A"
            /// U.S. Government agencies only.
            case b = "B"
            /// U.S. Government agencies and their contractors.
            case c = "C"
            /// DoD and U.S. DoD contractors only.
            case d = "D"
            /// DoD components only.
            case e = "E"
            /// As the controlling office directs.
            case f = "F"
        }

        /// The letter.
        public let statement: Statement
        /// Why; statements B to F need one.
        public let reason: String?
        /// When it was determined; statements B to F need it.
        public let date: Day?
        /// Who controls it.
        public let controllingOffice: String?
        /// Where it is written.
        public let place: SourcePlace
    }

    /// Who determined a classification.
    public struct Determination: Sendable, Equatable {
        /// The office.
        public let by: String
        /// The day.
        public let date: Day?
        /// The document.
        public let document: String?
        /// The day by which it is to be reviewed.
        public let review: Day?
        /// Where it is written.
        public let place: SourcePlace
    }

    /// What a part or a data class says of a restriction of its program.
    public enum Override<Value: Sendable & Equatable>: Sendable, Equatable {
        /// Nothing: it is restricted as its program is.
        case asProgram
        /// It does not carry the restriction.
        case none
        /// It carries this instead.
        case value(Value)
    }

    /// A part restricted less or more than its program, by a determination.
    public struct Part: Sendable, Equatable {
        /// The id, unique among the parts of all programs.
        public let id: String
        /// Where its id is written.
        public let place: SourcePlace
        /// Export entries.
        public let exports: Override<[ExportEntry]>
        /// CUI categories.
        public let cui: Override<[String]>
        /// Distribution statement.
        public let distribution: Override<Distribution>
        /// The office that determined it.
        public let determinedBy: String
        /// The document it stands in.
        public let cite: String
    }

    /// A data class restricted less or more than its program, by a determination.
    public struct DataDetermination: Sendable, Equatable {
        /// The class.
        public let dataClass: DataClass
        /// Where it is written.
        public let place: SourcePlace
        /// Export entries.
        public let exports: Override<[ExportEntry]>
        /// CUI categories.
        public let cui: Override<[String]>
        /// Distribution statement.
        public let distribution: Override<Distribution>
        /// The office that determined it.
        public let determinedBy: String
        /// The document it stands in.
        public let cite: String
    }
}
