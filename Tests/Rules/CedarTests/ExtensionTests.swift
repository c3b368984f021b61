import Cedar
import Testing

@Suite("Extension types")
struct ExtensionTests {
    @Test(
        "expressions of extension types",
        arguments: [
            ("decimal(\"1.0\") == decimal(\"1.00\")", "true"), ("decimal(\"-0.0\") == decimal(\"0.0\")", "true"),
            ("decimal(\"-1.5\").lessThan(decimal(\"-1.4\"))", "true"),
            ("decimal(\"922337203685477.5807\").greaterThan(decimal(\"-922337203685477.5808\"))", "true"),
            (
                "decimal(\"1.1\").lessThanOrEqual(decimal(\"1.1\")) && decimal(\"1.1\").greaterThanOrEqual(decimal(\"1.1\"))",
                "true"
            ),
            ("ip(\"10.0.0.1/8\") == ip(\"10.0.0.0/8\")", "false"), ("ip(\"1.1.1.1\") == ip(\"1.1.1.1/32\")", "true"),
            ("ip(\"::1\") == ip(\"0:0:0:0:0:0:0:1/128\")", "true"),
            ("ip(\"1.1.1.1\").isIpv4() && ip(\"::\").isIpv6()", "true"),
            ("ip(\"127.0.0.1\").isLoopback()", "true"), ("ip(\"127.0.0.0/7\").isLoopback()", "false"),
            ("ip(\"::1\").isLoopback()", "true"), ("ip(\"::1/127\").isLoopback()", "false"),
            ("ip(\"224.0.0.0/4\").isMulticast()", "true"), ("ip(\"224.0.0.0/3\").isMulticast()", "false"),
            ("ip(\"ff00::/8\").isMulticast()", "true"), ("ip(\"10.1.2.3\").isInRange(ip(\"10.0.0.0/8\"))", "true"),
            ("ip(\"10.0.0.0/8\").isInRange(ip(\"10.0.0.0/9\"))", "false"),
            ("ip(\"1.2.3.4\").isInRange(ip(\"0.0.0.0/0\"))", "true"),
            ("ip(\"::1\").isInRange(ip(\"0.0.0.0/0\"))", "false"),
            ("ip(\"ffee::1\").isInRange(ip(\"ffee::/64\"))", "true"),
            ("ip(\"1:2:3:4:5:6:7:8\").isInRange(ip(\"1:2:3:4:5:6:7:8/127\"))", "true"),
            ("ip(\"::9\").isInRange(ip(\"::/0\"))", "true"),
            ("datetime(\"1970-01-01\") == datetime(\"1970-01-01T00:00:00Z\")", "true"),
            ("datetime(\"2024-02-29\") < datetime(\"2024-03-01\")", "true"),
            ("datetime(\"2026-01-01T01:00:00+0100\") == datetime(\"2026-01-01\")", "true"),
            ("datetime(\"2026-01-01T00:00:00.250-0030\") == datetime(\"2026-01-01T00:30:00.250Z\")", "true"),
            ("datetime(\"2026-01-02\").durationSince(datetime(\"2026-01-01\")) == duration(\"1d\")", "true"),
            ("datetime(\"1969-12-31T23:00:00Z\").toDate() == datetime(\"1969-12-31\")", "true"),
            ("datetime(\"1969-12-31T23:00:00Z\").toTime() == duration(\"23h\")", "true"),
            ("datetime(\"1969-12-31\").toTime() == duration(\"0ms\")", "true"),
            ("duration(\"-1500ms\").toSeconds()", "-1"), ("duration(\"1d1h1m1s1ms\").toMilliseconds()", "90061001"),
            ("duration(\"25h\").toDays()", "1"), ("duration(\"90m\").toHours()", "1"),
            ("duration(\"90s\").toMinutes()", "1"),
            ("duration(\"-9223372036854775808ms\").toMilliseconds()", "-9223372036854775808"),
            ("duration(\"1m\") == duration(\"60s\")", "true"), ("duration(\"1h\") <= duration(\"61m\")", "true"),
        ]
    )
    func values(text: String, expected: String) throws {
        #expect(try Fixture.outcome(text) == expected)
    }

    @Test(
        "texts that are no decimal",
        arguments: [
            "", "1", "1.", ".1", "+1.0", "1.12345", "1.0.0", " 1.0", "-", "--1.0", "922337203685477.5808",
            "-922337203685477.5809", "1.٣",
        ]
    )
    func decimals(text: String) {
        #expect(throws: ExtensionParseError.self) { _ = try DecimalValue(parsing: CedarString(text)) }
    }

    @Test(
        "texts that are no address",
        arguments: [
            "", "1.2.3", "1.2.3.4.5", "256.1.1.1", "01.1.1.1", "1.1.1.1/33", "1.1.1.1/08", "1.1.1.1/", "1.1.1.1/-1",
            "::ffff:1.2.3.4",
            "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", "1::2::3", ":::", "12345::", "::/129", "::/1/2", "g::",
            "1:2:3:4:5:6:7:8::",
            " ::1", "fe80::1%eth0", ":1:2:3:4:5:6:7", "1:2:3:4:5:6:7:", "ABCD:EF01:2345:6789:ABCD:EF01:2345:6789/1280",
        ]
    )
    func addresses(text: String) {
        #expect(throws: ExtensionParseError.self) { _ = try IPRange(parsing: CedarString(text)) }
    }

    @Test(
        "texts that are no moment",
        arguments: [
            "", "2026-1-01", "2026-13-01", "2026-00-01", "2026-02-29", "1900-02-29", "2026-01-32", "2026-01-00",
            "2026-01-01T", "2026-01-01Z",
            "2026-01-01T24:00:00Z", "2026-01-01T00:60:00Z", "2026-01-01T00:00:60Z", "2026-01-01T00:00:00",
            "2026-01-01T00:00:00.1Z",
            "2026-01-01T00:00:00.1234Z", "2026-01-01T00:00:00+2400", "2026-01-01T00:00:00+0060",
            "2026-01-01T00:00:00+01:00",
            "2026-01-01t00:00:00z", "-2026-01-01", "12026-01-01", "2026-01-01T00:00:00ZZ", "2026-01-01 00:00:00Z",
        ]
    )
    func moments(text: String) {
        #expect(throws: ExtensionParseError.self) { _ = try DatetimeValue(parsing: CedarString(text)) }
    }

    @Test(
        "texts that are no length of time",
        arguments: [
            "", "-", "1", "d", "1h1d", "1d1d", "1ms1s", "+1d", "1.5h", "1w", "1d ", "9223372036854775808ms",
            "106751991168d", "1D",
        ]
    )
    func lengths(text: String) {
        #expect(throws: ExtensionParseError.self) { _ = try DurationValue(parsing: CedarString(text)) }
    }

    @Test("the calendar agrees with itself on every day of ten thousand years")
    func calendar() throws {
        var previous: Int64?
        for year in stride(from: 0, through: 9999, by: 37) {
            for (month, day) in [(1, 1), (2, 28), (3, 1), (12, 31)] {
                func pad(_ number: Int, _ width: Int) -> String {
                    String(repeating: "0", count: width - "\(number)".count) + "\(number)"
                }
                let text = "\(pad(year, 4))-\(pad(month, 2))-\(pad(day, 2))"
                let moment = try DatetimeValue(parsing: CedarString(text))
                #expect(moment.description == "datetime(\"\(text)\")")
                if let previous { #expect(previous < moment.milliseconds) }
                previous = moment.milliseconds
            }
        }
        #expect(try DatetimeValue(parsing: "2026-07-28").milliseconds == 1_785_196_800_000)
    }

    @Test("results beyond 64 bits are errors")
    func overflow() throws {
        let far = "datetime(\"1970-01-01\").offset(duration(\"9223372036854775807ms\"))"
        #expect(
            try Fixture.outcome("\(far).offset(duration(\"1ms\"))")
                == "error: the result does not fit 64-bit milliseconds"
        )
        #expect(
            try Fixture.outcome("\(far).durationSince(datetime(\"1969-12-31\"))")
                == "error: the result does not fit 64-bit milliseconds"
        )
        let early = "datetime(\"1970-01-01\").offset(duration(\"-9223372036854775808ms\"))"
        #expect(try Fixture.outcome("\(early).toDate()") == "error: the result does not fit 64-bit milliseconds")
        #expect(try Fixture.outcome("\(early).toTime().toMilliseconds()") == "60424192")
        #expect(try Fixture.outcome(early).hasPrefix("datetime(\"1970-01-01\").offset("))
        #expect(try Fixture.outcome("decimal(\"1\")") == "error: \"1\" is no decimal: it must look like `1.23`")
        #expect(try Fixture.outcome("false && ip(\"x\").isIpv4()") == "false")
    }
}
