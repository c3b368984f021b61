/// The category markings and limited dissemination controls of the CUI Registry.
///
/// The codes are those of the NIEM 6.0 model (`cui.xsd`), which follows the registry of NARA: 84 Basic, 57 Specified, 10 controls.
enum CUIRegistry {
    /// Stands in a label for CUI Basic whose category no marking names; 32 CFR 2002.20(b)(2) leaves that to agencies.
    static let unnamedBasic = "CUI"
    static let specifiedPrefix = "SP-"

    static let basic: Set<String> = words(
        """
        ADJ ADPO AG APP ASYL BARG BATT CMPRS COMPT CONREG CONV CRIT CVI CVIC DCNI DCRIT DREC EMGT EXPT EXPTR FHFANPI
        FINT FNC FSEC FSI GENETIC HLTH ID INF INTEL INV INVENT ISVI IVIC JURY JUV LCOMM LEI LMI LNSL LPROT LSCRN LVIC
        MERG MIL NETW NNPI NUC OCCMTO OPSEC PERS PEST PHYS POST PRE PRIIG PRIOR PRIVILEGE PROPIN PROT PRVCY PSEC RAIL
        RECCOM RESD RTR RWRD SAFE SBIZ SCV SERV SRI SSEL STAT STUD SURV TAI TRACE UCNI VISA WATER WHSTL WIT XFER
        """
    )

    /// Without `SP-`.
    static let specified: Set<String> = words(
        """
        ADPO AIV ARCHR BUDG CCI CEII CENS CHLD CHRI CONTRACT CRITAN CTI CVI DCNI EXPT FISA FISAB FNC FSEC FUND
        GENETIC GEO HISTP HLTH ID IFNC INF INTEL INTL INV JURY LDNA LFNC LPROT MFC NNPI NPSR NUC PCII PERS PRIIG
        PROCURE PROPIN PRVCY SGI SRI SSEL SSI STAT STUD SUB TAX TSCA UCNI WDT WHSTL WIT
        """
    )

    /// What a banner or portion mark may write for a control, and the control as labels carry it; `REL TO` is read with its list.
    static let controls: [String: String] = [
        "NOFORN": "NOFORN", "NF": "NOFORN", "FED ONLY": "FED ONLY", "FEDCON": "FEDCON", "NOCON": "NOCON",
        "DL ONLY": "DL ONLY", "RELIDO": "RELIDO", "DISPLAY ONLY": "DISPLAY ONLY", "ATTORNEY-CLIENT": "Attorney-Client",
        "AC": "Attorney-Client", "ATTORNEY-WP": "Attorney-WP", "AWP": "Attorney-WP",
    ]

    /// Controls that a banner writes otherwise than a portion mark.
    static let portionForms: Set<String> = ["NF", "AC", "AWP"]
    static let bannerForms: Set<String> = ["NOFORN", "ATTORNEY-CLIENT", "ATTORNEY-WP"]

    /// Administrative markings, which stand apart from a banner (CUI Marking Handbook, supplemental administrative markings).
    static let supplements: Set<String> = [
        "DRAFT", "PRE-DECISIONAL", "PREDECISIONAL", "DELIBERATIVE", "PROVISIONAL", "PROVISIONAL - IN WORK",
    ]

    /// What a category code means on a label.
    struct Category: Equatable {
        let values: Set<String>
        /// The registry has the code, and not in this form; then both forms restrict.
        let isInWrongForm: Bool
    }

    /// The category that a banner names; nil for what the registry does not have.
    static func category(_ token: String) -> Category? {
        let isSpecified = token.hasPrefix(specifiedPrefix)
        let code = isSpecified ? String(token.dropFirst(specifiedPrefix.count)) : token
        guard basic.contains(code) || specified.contains(code) else { return nil }
        if isSpecified ? specified.contains(code) : basic.contains(code) {
            return Category(values: [token], isInWrongForm: false)
        }
        return Category(values: [code, specifiedPrefix + code], isInWrongForm: true)
    }

    /// The category that a DoD designation block names, which leaves `SP-` out: each form that the registry has.
    static func blockCategory(_ token: String) -> Set<String>? {
        if token.hasPrefix(specifiedPrefix) { return category(token)?.values }
        let forms =
            (basic.contains(token) ? [token] : []) + (specified.contains(token) ? [specifiedPrefix + token] : [])
        return forms.isEmpty ? nil : Set(forms)
    }

    /// Whether a banner may contain this, `REL TO` and `DISPLAY ONLY` with whatever list.
    static func knows(_ token: String) -> Bool {
        controls[token] != nil || category(token) != nil || token.hasPrefix("REL TO ")
            || token.hasPrefix("DISPLAY ONLY ")
    }

    private static func words(_ text: String) -> Set<String> {
        Set(text.split { $0 == " " || $0 == "\n" }.map(String.init))
    }
}
