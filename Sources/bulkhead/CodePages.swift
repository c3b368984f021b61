import Boundary
import Documents
import Execution
import Gateway
import Governance
import LeakScan
import PlantModel
import Web

/// The page of a code: what `bulkhead explain` prints of it.
struct CodePage {
    let code: String
    /// `error`, `warning`, `refusal`, `finding`, `drift` or `examination`.
    let kind: String
    let title: String
    let explanation: String

    /// All codes, in order.
    static var all: [CodePage] {
        let problems = ProblemCode.allCases.map {
            CodePage(code: $0.rawValue, kind: $0.severity.rawValue, title: $0.title, explanation: $0.explanation)
        }
        let hull = RefusalCode.allCases.map {
            CodePage(code: $0.rawValue, kind: "refusal", title: $0.title, explanation: $0.explanation)
        }
        let execution = ExecutionRefusal.Code.allCases.map {
            CodePage(code: $0.rawValue, kind: "refusal", title: "\($0.says)", explanation: "\($0.remedy)")
        }
        let accounts = AccountRefusal.allCases.map {
            CodePage(code: $0.rawValue, kind: "refusal", title: $0.title, explanation: "\($0.says)")
        }
        let directories = DirectoryRefusal.Code.allCases.map {
            CodePage(code: $0.rawValue, kind: "refusal", title: $0.title, explanation: $0.remedy)
        }
        let pages = PageCode.allCases.map {
            CodePage(code: "\($0.code)", kind: "refusal", title: $0.title, explanation: "\($0.says)")
        }
        let governance = GovernanceRefusal.Code.allCases.map {
            CodePage(code: $0.rawValue, kind: "refusal", title: "\($0.says)", explanation: "\($0.remedy)")
        }
        let documents = DocumentError.Code.allCases.map {
            CodePage(code: $0.rawValue, kind: "refusal", title: "\($0.says)", explanation: "\($0.remedy)")
        }
        let scans = ScanError.Code.allCases.map {
            CodePage(code: $0.rawValue, kind: "refusal", title: "\($0.says)", explanation: "\($0.remedy)")
        }
        let leaks = LeakRule.allCases.map {
            CodePage(code: $0.rawValue, kind: "finding", title: $0.title, explanation: $0.explanation)
        }
        let gateway = GatewayRefusal.Code.allCases.map {
            CodePage(code: $0.rawValue, kind: "refusal", title: $0.title, explanation: $0.remedy)
        }
        let drift = DriftFinding.Code.allCases.map {
            CodePage(code: $0.rawValue, kind: "drift", title: $0.says, explanation: $0.remedy)
        }
        let examination = DoctorFinding.Code.allCases.map {
            CodePage(code: $0.rawValue, kind: "examination", title: $0.title, explanation: $0.remedy)
        }
        return
            (problems + hull + execution + accounts + directories + pages + governance + documents + scans + leaks
            + gateway
            + drift + examination)
            .sorted { $0.code < $1.code }
    }
}
