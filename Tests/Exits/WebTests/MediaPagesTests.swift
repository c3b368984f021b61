import Foundation
import RawHTTP
import TestPlant
import Testing

@Suite("An engineer shows an operation by pictures, and an operator sees them at work")
struct MediaPagesTests {
    /// A draft of the engineer's, and the page of its first operation's media.
    func draft(_ engineer: FloorVisit.Browser, _ program: String = "VEH") async throws -> (
        page: String, form: String
    ) {
        let new = try await engineer.get("/definitions/new")
        let made = try await engineer.send(
            "/definitions",
            [
                "program": program, "part": "MEDIA-1", "revision": "A", "title": "Bracket", "sequence": "10",
                "name": "Mill", "center": "mill", "instructions": "Clamp it.", "minutes": "5",
                "once": FloorVisit.Browser.hidden("once", new),
            ],
            from: new
        )
        let page = try #require(made.fields["location"], "\(made.body)")
        return (page, try await link(engineer, page, "/media/new"))
    }

    func link(_ browser: FloorVisit.Browser, _ page: String, _ ending: String) async throws -> String {
        let body = try await browser.get(page).body
        let links = body.split(separator: "href=\"").map { String($0.prefix { $0 != "\"" }) }
        return try #require(links.first { $0.hasSuffix(ending) && $0.hasPrefix("/") }, "\(body)")
    }

    func upload(
        _ browser: FloorVisit.Browser,
        _ form: String,
        _ file: [UInt8],
        title: String = "Clamping <b>",
        name: String = "../../a.svg"
    ) async throws -> Answer {
        let page = try await browser.get(form)
        return try await browser.upload(
            String(form.dropLast("/new".count)),
            [
                "title": title, "alternative": "The blank \"against\" the left stop.", "replacing": "",
                "content": FloorVisit.Browser.hidden("content", page),
            ],
            file,
            named: name,
            from: page
        )
    }

    @Test("a picture is sent, shown with its words and its mark, given out as what it is, and to nobody else")
    func shown() async throws {
        try await FloorVisit.run { visit in
            let engineer = try await visit.browser(of: "ed")
            let (page, form) = try await draft(engineer)
            let sent = try await upload(
                engineer,
                form,
                TestMedia.png(with: TestMedia.chunk("tEXt", Array("a\0SECRET".utf8)))
            )
            #expect(sent.status == 303, "\(sent.body)")
            let shown = try await engineer.get(page)
            #expect(shown.body.contains("alt=\"The blank &quot;against&quot; the left stop.\""), "\(shown.body)")
            #expect(
                shown.body.contains("Clamping &lt;b&gt;") && shown.body.contains("<figcaption><span class=\"mark\">")
            )
            let source = try #require(
                shown.body.split(separator: "<img src=\"").dropFirst().first.map { String($0.prefix { $0 != "\"" }) }
            )
            let content = try await engineer.get(source)
            #expect(content.status == 200 && content.fields["content-type"] == "image/png")
            #expect(content.fields["content-length"] == String(TestMedia.png().count))
            #expect(
                content.fields["x-content-type-options"] == "nosniff" && content.fields["cache-control"] == "no-store"
            )
            #expect(content.fields["content-security-policy"]?.contains("sandbox") == true)
            #expect(content.fields["content-disposition"] == "inline; filename=\"medium.png\"")
            #expect(content.fields["x-marking"]?.isEmpty == false && !content.text.contains("SECRET"))
            let alone = try await engineer.get(String(source.dropLast("/content".count)))
            #expect(alone.status == 200 && alone.body.contains("class=\"bar bar-top"))
            let foreign = try await visit.browser(of: "fred")
            for address in [source, String(source.dropLast("/content".count))] {
                #expect(try await foreign.get(address).status == 404)
                #expect(try await Answer.get(address, port: visit.port).status == 303)
            }
        }
    }

    @Test(
        "what is no picture, too long, from elsewhere or without the token is refused with what to do, and the draft stays as it was"
    )
    func refused() async throws {
        try await FloorVisit.run { visit in
            let engineer = try await visit.browser(of: "ed")
            let (page, form) = try await draft(engineer)
            let target = String(form.dropLast("/new".count))
            let svg = Array("<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>".utf8)
            let drawn = try await upload(engineer, form, svg)
            #expect(drawn.status == 415 && drawn.body.contains("BH-E120") && drawn.body.contains("drawn out as a PNG"))
            let script = try await upload(engineer, form, TestMedia.pdf(catalog: "/OpenAction<</S/JavaScript/JS(1)>>"))
            #expect(script.status == 400 && script.body.contains("BH-E113"))
            let large = try await upload(engineer, form, TestMedia.png(8, 8, claiming: 16_385))
            #expect(large.status == 400 && large.body.contains("BH-E112"))
            let forged = try await engineer.upload(
                target,
                ["form-token": "0"],
                TestMedia.png(),
                named: "a.png",
                from: drawn
            )
            #expect(forged.status == 403)
            let foreign = try await visit.browser(of: "fred")
            #expect(try await foreign.get(form).status == 404)
            #expect(try await !engineer.get(page).body.contains("<img"))
        }
    }

    @Test(
        "a program sends a PDF and asks what it is; the engineer replaces it and takes it out again; nobody else does"
    )
    func program() async throws {
        try await FloorVisit.run { visit in
            let engineer = try await visit.browser(of: "ed")
            let (page, form) = try await draft(engineer, "MED")
            let shown = try await engineer.get(page)
            let sent = try await engineer.upload(
                "/api\(form.dropLast("/new".count))",
                [
                    "seen": FloorVisit.Browser.hidden("content", shown), "title": "Torque",
                    "alternative": "The order of bolts.",
                ],
                TestMedia.pdf(),
                named: "x",
                from: shown,
                key: "pdf 1"
            )
            #expect(sent.status == 200 && sent.body.contains("operation-medium"), "\(sent.body)")
            let drawn = try await engineer.get(page)
            #expect(drawn.body.contains("Open the PDF"))
            let medium = try #require(
                drawn.body.split(separator: "href=\"/media/").dropFirst().first.map { String($0.prefix(32)) }
            )
            #expect(try await engineer.get("/api/media/\(medium)").body.contains("application/pdf"))
            #expect(try await engineer.get("/media/\(medium)").body.contains("<iframe"))
            let content = try await engineer.get("/media/\(medium)/content")
            #expect(
                content.fields["content-type"] == "application/pdf"
                    && content.body == String(decoding: TestMedia.pdf(), as: UTF8.self)
            )
            let worker = try await visit.browser(of: "olga")
            let target = String(form.dropLast("/new".count))
            let taking = ["replacing": "1", "content": FloorVisit.Browser.hidden("content", drawn), "once": "take out"]
            let own = try await worker.get("/operator")
            let removed = try await worker.send("\(target)/remove", taking, from: own)
            #expect([403, 404].contains(removed.status))
            let tried = try await worker.upload(target, taking, TestMedia.png(), named: "x", from: own)
            #expect([403, 404].contains(tried.status))
            #expect(try await worker.get("/media/\(medium)").status == 200)
            let replaced = try await engineer.upload(
                target,
                [
                    "replacing": "1", "content": FloorVisit.Browser.hidden("content", drawn), "title": "Torque",
                    "alternative": "The order of bolts.",
                ],
                TestMedia.png(),
                named: "x",
                from: drawn
            )
            #expect(replaced.status == 303, "\(replaced.body)")
            let after = try await engineer.get(page)
            #expect(after.body.contains("<img src=\"/media/\(medium)/content\""))
            let again = ["replacing": "1", "content": FloorVisit.Browser.hidden("content", after), "once": "take out"]
            #expect(try await engineer.send("\(target)/remove", again, from: after).status == 303)
            #expect(try await !engineer.get(page).body.contains("<img"))
            #expect(try await engineer.get("/media/\(medium)/content").status == 404)
        }
    }
}
