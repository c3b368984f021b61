extension ProblemCode {
    var contradictionEntry: (title: String, explanation: String) {
        switch self {
        case .publicButControlled:
            (
                "Distribution statement A on what is controlled",
                "Statement A is public release. Export-controlled data and CUI never carry it (DoDI 5230.24). Either the "
                    + "statement or the classification is wrong: ask the determiner."
            )
        case .distributionExcludesHolder:
            (
                "A distribution statement that excludes its holder",
                "Statement B admits the U.S. Government only, E components of the DoD only, C and D U.S. contractors only. "
                    + "A plant outside that audience could not hold the data (DoDI 5230.24)."
            )
        case .distributionIncomplete:
            (
                "A distribution statement without what it needs",
                "Statements B to F carry the reason and the date of determination (DoDI 5230.24)."
            )
        case .foreignOnUSOnly:
            (
                "A foreign party on a program for U.S. citizens or persons only",
                "A flowdown admits U.S. citizens or U.S. persons only, and an authorization or a need to know admits "
                    + "somebody else to the same program. One of them has to go, or the customer has to agree."
            )
        case .siteAbroadOnUSOnly:
            (
                "A program for U.S. citizens only, built abroad",
                "A flowdown admits U.S. citizens only, and the program is built at a site outside the United States."
            )
        case .flowdownsContradict:
            (
                "Flowdowns that contradict one another",
                "No plan could meet both flowdowns: they name environments of which none is in both, or ask to keep the "
                    + "program apart from its own customer. Ask the customer which one holds."
            )
        case .missingTechnicalData:
            (
                "An ITAR article without its technical data entry",
                "Hardware and its technical data are classified apart: VIII(h) and VIII(i), IV(h) and IV(i). Execution data "
                    + "is technical data, so its entry has to be known."
            )
        case .invalidUSML:
            (
                "No USML category",
                "A USML entry is a category I to XXI (22 CFR 121.1) with paragraphs in parentheses, such as VIII(h)."
            )
        case .invalidECCN:
            (
                "No ECCN",
                "An ECCN is EAR99, or a digit 0 to 9, a product group A to E, three digits and paragraphs (15 CFR 774), "
                    + "such as 9A610.x. Articles are of groups A to C, software of D, technology of E."
            )
        case .unknownRegime:
            (
                "A regime that nobody declared",
                "Export regimes are ITAR, EAR, EU and UK, and those that the plant lists under 'regimes'. A regime that no "
                    + "rule knows would restrict nothing, so a mistyped one is refused."
            )
        case .endToEndHost:
            (
                "A hosting environment that claims to hold ciphertext only",
                "A server that evaluates rules and searches has to decrypt. End-to-end encryption admits backups, mirrors "
                    + "and relays (purposes 'store', 'relay'), never 'host' (22 CFR 120.54(a)(5), (b))."
            )
        case .classifiedProgram:
            (
                "A classified program",
                "Classified work under the NISPOM (32 CFR 117) belongs on its own authorized system. It is not planned "
                    + "here: remove the program from the plant file, which itself may then have to be handled accordingly."
            )
        case .classificationDisagrees:
            (
                "Facts of a classification that disagree",
                "Two facts cannot both hold, such as NOFORN with countries of release, or an article and technical data of "
                    + "different USML categories. Bulkhead does not classify: ask the determiner."
            )
        case .emptyFlowdown:
            (
                "A flowdown that asks nothing",
                "A flowdown has an id and a source, but none of the keys that ask something. What no key can say is "
                    + "written as Cedar text under 'policy'."
            )
        case .invalidPolicy:
            (
                "A policy of a flowdown that is no Cedar",
                "The text under 'policy' cannot be read as Cedar, or speaks of what the catalogue's schema does not have. A "
                    + "policy that is not understood would forbid nothing, so it is refused. The line and column named in the "
                    + "message count from the first line of the policy; Catalogue/README.md lists the annotations it needs."
            )
        case .messagesDisagree:
            (
                "Messages that do not fit their flow",
                "What a flow carries is what the analysis of flows reckons with, so its messages hold records of these classes "
                    + "and programs alone. The fields that say whose a record is and what it is about are in every record, and a "
                    + "filter generalizes only what can be. Correct 'carries' and 'programs' of the flow, or its messages."
            )
        default:
            (
                "No owner of the plant, or several",
                "Exactly one party is of kind 'self': who is outside depends on it."
            )
        }
    }

    var warningEntry: (title: String, explanation: String) {
        switch self {
        case .expiredFact:
            (
                "A fact past its own end",
                "The fact does not count any more as of the plant's date, so what it would permit is not permitted. Renew "
                    + "the evidence, or remove the fact."
            )
        case .authorizationNotInForce:
            (
                "An authorization that is not in force",
                "The authorization has run out, has not begun, or does not say until when it runs. It admits nobody as of "
                    + "the plant's date."
            )
        case .assuranceNotInForce:
            (
                "An assurance or assessment that is not in force",
                "It has run out or has not begun as of the plant's date and does not count."
            )
        case .determinationDue:
            (
                "A determination that is due for review",
                "The day of review has passed. The classification still holds; somebody has to look at it."
            )
        case .programWithoutSites:
            ("A program that is built nowhere", "The program has no sites, so nothing of it is placed.")
        case .classificationDoubtful:
            (
                "A classification that looks incomplete",
                "Nothing contradicts, but something that usually goes with it is missing. Bulkhead does not classify: ask "
                    + "the determiner."
            )
        case .workCenterOverloaded:
            (
                "A work center that is asked for more than it has",
                "The programs together ask for more hours per week than the work center has."
            )
        default:
            (
                "A duty to keep against a duty to destroy",
                "One program's records have to be kept longer than they may be. Bulkhead never settles this in silence. Ways "
                    + "out: have the customer exempt the records that law or contract require; return instead of destroy, "
                    + "with the customer keeping; shred the content and keep the proof; or change one period."
            )
        }
    }
}
