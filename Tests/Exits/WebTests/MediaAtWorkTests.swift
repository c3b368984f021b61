import Foundation
import RawHTTP
import TestPlant
import Testing

@Suite("Pictures and PDFs at work, and compared between revisions", .serialized, .timeLimit(.minutes(10)))
struct MediaAtWorkTests {
    typealias Desk = EngineerPagesTests.Desk
    private let pages = MediaPagesTests()

    /// A definition of the ITAR program with a picture and a PDF, released; its page.
    private func released(_ visit: FloorVisit, _ eve: Desk) async throws -> String {
        let ed = try await Desk(visit, "ed")
        let (page, form) = try await pages.draft(eve.browser)
        #expect(try await pages.upload(eve.browser, form, TestMedia.png(8, 8)).status == 303)
        #expect(try await pages.upload(eve.browser, form, TestMedia.pdf(), title: "Torque sheet").status == 303)
        #expect(try await eve.send("\(page)/submit", ["reason": "New"], on: page).status == 303)
        let approval = ["capacity": "manufacturing", "pin": ed.pin]
        #expect(try await ed.send("\(page)/approve", approval, on: page).status == 303)
        #expect(try await eve.send("\(page)/release", ["pin": eve.pin], on: page).status == 303)
        return page
    }

    /// The addresses of what a page shows pictures of.
    private func pictures(_ page: Answer) -> [String] {
        page.body.matches(of: /<img src="(\/media\/[0-9a-f]{32}\/content)"/).map { String($0.1) }
    }

    private func unit(_ visit: FloorVisit, of definition: String) async throws -> String {
        let pia = try await Desk(visit, "pia")
        let form = "/orders/new/\(definition.split(separator: "/").last ?? "")"
        let fields = ["number": "O-MEDIA", "serials": "PIC-1", "due": "2099-01-08"]
        let order = try #require(try await pia.send(form, fields, on: form).fields["location"])
        let page = try await pia.browser.get(order)
        return try #require(page.body.firstMatch(of: /href="(\/units\/[0-9a-f]{32})"/).map { String($0.1) })
    }

    @Test("the operation's page has them with words and mark, of the revision that the order was made for")
    func operation() async throws {
        try await FloorVisit.run { visit in
            let eve = try await Desk(visit, "eve")
            let definition = try await released(visit, eve)
            let unit = try await unit(visit, of: definition)
            let olga = try await visit.browser(of: "olga")
            let work = try await olga.get(unit)
            #expect(work.status == 200 && work.fields["x-marking"]?.hasPrefix("CUI") == true)
            #expect(work.body.contains("alt=\"The blank &quot;against&quot; the left stop.\""))
            #expect(work.body.contains("<figcaption><span class=\"mark\">") && work.body.contains("Open the PDF 2"))
            let picture = try #require(pictures(work).first)
            #expect(pictures(work).count == 1)
            #expect(try await olga.get(picture).fields["content-length"] == String(TestMedia.png(8, 8).count))
            // Nothing of a draft is to be changed from there.
            #expect(!work.body.contains("media/remove") && !work.body.contains("Replace 1"))
            let foreign = try await visit.browser(of: "fred")
            #expect(try await foreign.get(unit).status == 404)
            #expect(try await foreign.get(picture).status == 404)
            // A later revision shows another picture, and the order keeps its own.
            let next = try await revised(eve, definition)
            #expect(try await eve.browser.get(next).body.contains("Clamping, right stop"))
            let later = try await olga.get(unit)
            #expect(pictures(later) == [picture] && !later.body.contains("right stop"))
        }
    }

    /// A draft of the next revision whose picture is another one and whose PDF is taken out.
    private func revised(_ eve: Desk, _ definition: String) async throws -> String {
        let made = try await eve.send("\(definition)/revise", ["revision": "B"], on: definition)
        let page = try #require(made.fields["location"])
        let form = try await pages.link(eve.browser, page, "/media/new")
        let target = String(form.dropLast("/new".count))
        let drawn = try await eve.browser.get(page)
        let replaced = try await eve.browser.upload(
            target,
            [
                "title": "Clamping, right stop", "alternative": "The blank \"against\" the left stop.",
                "replacing": "1",
                "content": FloorVisit.Browser.hidden("content", drawn),
            ],
            TestMedia.png(8, 9),
            named: "x",
            from: drawn
        )
        #expect(replaced.status == 303, "\(replaced.body)")
        let shown = try await eve.browser.get(page)
        let taking = ["replacing": "2", "content": FloorVisit.Browser.hidden("content", shown), "once": "take out"]
        #expect(try await eve.browser.send("\(target)/remove", taking, from: shown).status == 303)
        return page
    }

    @Test(
        "the difference of two revisions has both pictures with the hash of each, what is gone, and nothing that is the same"
    )
    func difference() async throws {
        try await FloorVisit.run { visit in
            let eve = try await Desk(visit, "eve")
            let definition = try await released(visit, eve)
            let same = try await eve.send("\(definition)/revise", ["revision": "C"], on: definition)
            let other = try #require(same.fields["location"])
            func compared(_ page: String) async throws -> Answer {
                try await eve.browser.get("\(page)/difference/\(definition.split(separator: "/").last ?? "")")
            }
            #expect(try await !compared(other).body.contains("picture or PDF"))
            let next = try await revised(eve, definition)
            let shown = try await compared(next)
            #expect(shown.status == 200 && shown.fields["x-marking"]?.hasPrefix("CUI") == true)
            let drawn = pictures(shown)
            #expect(drawn.count == 2 && Set(drawn).count == 2)
            #expect(drawn.first == pictures(try await eve.browser.get(definition)).first)
            #expect(shown.body.matches(of: /SHA-256 [0-9a-f]{64}/).count == 3)
            #expect(shown.body.contains("Clamping, right stop") && shown.body.contains("Clamping &lt;b&gt;"))
            // What there is to see was written alike.
            #expect(!shown.body.contains("what there is to see"))
            #expect(shown.body.contains("picture or PDF 2") && shown.body.contains("state-bad\">gone"))
            #expect(shown.body.contains("Open the PDF 2"))
            let foreign = try await visit.browser(of: "fred")
            #expect(
                try await foreign.get("\(next)/difference/\(definition.split(separator: "/").last ?? "")").status == 404
            )
        }
    }
}
