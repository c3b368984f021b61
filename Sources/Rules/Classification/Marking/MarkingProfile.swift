/// How a deployment writes labels: whose rules its banners follow.
///
/// The label is the same under every profile; only the writing differs. Choosing one is a decision of the deployment, because the same
/// record is marked by the rules of the agency that designated it.
public enum MarkingProfile: Hashable, Sendable {
    /// The CUI control marking that a NARA banner begins with; agency policy chooses (32 CFR 2002.20(b)(1)).
    public enum ControlMarking: String, Hashable, Sendable, CaseIterable {
        /// The acronym.
        case acronym = "CUI"
        /// The word.
        case word = "CONTROLLED"
    }

    /// Banners carry categories and controls: `CUI//SP-CTI//NOFORN` (32 CFR 2002.20(b); CUI Marking Handbook 1.1).
    case nara(ControlMarking)
    /// Banners say `CUI`; categories and controls stand in the designation indicator block of the first page (DoDI 5200.48, 3.4).
    case dod
}
