internal import Boundary
internal import HTTPExit

/// What is done with a change that is open, on its page: approve, refuse, record, release, take back.
struct ChangeActs {
    let request: PageRequest
    /// A new key for each form.
    let newKey: () -> String

    /// The forms of a change that is open.
    /// - Parameter address: of its page.
    func forms(_ change: ReleasedRecord, _ review: ReleasedRecord?, at address: ClearedText) -> ClearedText {
        func form(_ act: StaticString, _ fields: ClearedText, _ button: StaticString) -> ClearedText {
            """
            <form method="post" action="\(address)/\(program: act)">\(request.formToken)\(request.onceKey(newKey()))<input type="hidden" name="content" value="\(change["content"])">\(fields)\
            <div class="actions"><button>\(program: button)</button></div></form>
            """
        }
        let missing = review?["missing"]
        let isComplete = missing?.shows("") == true
        let standing: ClearedText =
            isComplete
            ? "<p><span class=\"state state-done\">complete</span> Nothing stands in the way of its release by you.</p>"
            : "<h3>What stands in the way of its release by you</h3><p class=\"lines\">\(missing)</p>"
        let kinds: ClearedText =
            "<label for=\"kind\">What</label><select id=\"kind\" name=\"kind\"><option value=\"passed\">A test that passed</option><option value=\"failed\">A test that failed</option><option value=\"evidence\">Evidence</option><option value=\"customer\">The customer's approval</option></select>"
        let approving: ClearedText =
            "<p>\(request.visitorName): I have looked at what this changes and approve it in this capacity.</p>\(ApprovalCapacity.select("approve-capacity", request))\(PageParts.pin("approve-pin"))"
        let refusing: ClearedText =
            "\(ApprovalCapacity.select("refuse-capacity", request))<label for=\"refuse-reason\">Why</label><textarea id=\"refuse-reason\" name=\"reason\" rows=\"2\">\(request.typed("reason"))</textarea>\(PageParts.pin("refuse-pin"))"
        let recording: ClearedText =
            "\(kinds)\(PageParts.field("name", "Its name, as the rule has it; of an approval the customer, as the plant file has it", request.typed("name")))\(PageParts.field("reference", "Where it is kept", request.typed("reference")))"
        return """
            <div class="card"><h2>Approve</h2>\(form("approve", approving, "Approve and sign"))\
            <details><summary>Refuse it</summary>\(form("refuse", refusing, "Refuse"))</details>\
            <h2>Release</h2>\(standing)<details><summary>Record a test, evidence or a customer's approval</summary>\(form("record", recording, "Record"))</details>\
            \(form("release", PageParts.pin("release-pin"), "Release and sign"))\
            <details><summary>Take it back</summary>\(form("withdraw", "<p>Its author takes it back.</p>", "Take it back"))</details></div>
            """
    }
}
