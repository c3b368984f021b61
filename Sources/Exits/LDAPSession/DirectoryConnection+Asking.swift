internal import CLDAP

extension DirectoryConnection {
    /// All entries that fit, in the order of the directory.
    /// - Throws: `LDAPFault` where it is not sure that these are all.
    func entries(of query: LDAPQuery) throws(LDAPFault) -> [LDAPEntry] {
        var entries: [LDAPEntry] = []
        var byteCount = 0
        var cookie: [UInt8] = []
        var emptyPages = 0
        while emptyPages < Self.emptyPagesMax {
            let before = entries.count
            cookie = try page(of: query, after: cookie, into: &entries, &byteCount)
            if cookie.isEmpty { return entries }
            if entries.count == before { emptyPages += 1 }
        }
        throw LDAPFault(
            kind: .refused,
            description: "\(server): it gives pages without entries and does not come to an end"
        )
    }

    /// A page may be empty where the directory looked at what does not fit; one that gives such pages for good turns in a circle.
    private static let emptyPagesMax = 100

    /// Messages that are neither entries nor their end say nothing that counts here.
    private static let othersMax = 1_000

    /// - Returns: what the next page is asked for with; nothing after the last one.
    private func page(
        of query: LDAPQuery,
        after cookie: [UInt8],
        into entries: inout [LDAPEntry],
        _ byteCount: inout Int
    ) throws(LDAPFault) -> [UInt8] {
        let number = try ask(query, after: cookie)
        var others = 0
        while others < Self.othersMax {
            let (kind, message) = try answer(to: number, LDAPNumber.one)
            defer { ldap_msgfree(message) }
            switch kind {
            case LDAPNumber.entry:
                let entry = try entry(message)
                byteCount += entry.byteCount
                guard entries.count < limits.entriesMax, byteCount <= limits.totalBytesMax else {
                    ldap_abandon_ext(handle, number, nil, nil)
                    throw LDAPFault(
                        kind: .tooMuch,
                        description:
                            "\(server): more than \(limits.entriesMax) entries or \(limits.totalBytesMax) bytes; narrow the base or the filter"
                    )
                }
                entries.append(entry)
            case LDAPNumber.reference: throw elsewhere
            case LDAPNumber.done: return try end(message)
            default: others += 1
            }
        }
        throw LDAPFault(kind: .tooMuch, description: "\(server): it sends messages that are no entries, without end")
    }

    private var elsewhere: LDAPFault {
        LDAPFault(
            kind: .refused,
            description:
                "\(server): a part lies at another directory, and referrals are not followed; name a base that lies at this one as a whole"
        )
    }

    private func ask(_ query: LDAPQuery, after cookie: [UInt8]) throws(LDAPFault) -> Int32 {
        var control: UnsafeMutablePointer<LDAPControl>?
        var bytes = cookie.map(CChar.init(bitPattern:))
        let count = bytes.count
        let made = bytes.withUnsafeMutableBufferPointer { buffer in
            var value = berval(bv_len: ber_len_t(count), bv_val: count > 0 ? buffer.baseAddress : nil)
            // Critical: a directory that does not know pages says so instead of giving a first part.
            return ldap_create_page_control(handle, ber_int_t(limits.pageEntries), &value, 1, &control)
        }
        try check(made, .refused, "there is no room for a question")
        defer { ldap_control_free(control) }
        var names: [UnsafeMutablePointer<CChar>?] = query.attributes.map { ldap_strdup($0) } + [nil]
        defer { for name in names { ldap_memfree(name) } }
        var controls = [control, nil]
        var limit = timeLimit(.seconds(limits.secondsMax))
        var number: Int32 = 0
        let code = ldap_search_ext(
            handle,
            query.base,
            LDAPNumber.subtree,
            query.filter,
            &names,
            0,
            &controls,
            nil,
            &limit,
            0,
            &number
        )
        try check(code, .refused, "the base or the filter is none")
        return number
    }

    /// Reads the end of a page.
    private func end(_ message: OpaquePointer) throws(LDAPFault) -> [UInt8] {
        var result: Int32 = 0
        var controls: UnsafeMutablePointer<UnsafeMutablePointer<LDAPControl>?>?
        let code = ldap_parse_result(handle, message, &result, nil, nil, nil, &controls, 0)
        defer { ldap_controls_free(controls) }
        try check(code, .connection, "it does not speak LDAP")
        if result == LDAPNumber.referral { throw elsewhere }
        if LDAPNumber.limits.contains(result) {
            throw LDAPFault(
                kind: .refused,
                description: "\(server): it gives a part alone, by a limit of its own (LDAP result \(result))"
            )
        }
        try check(result, .refused, "it does not answer the question")
        guard let paging = ldap_control_find(LDAP_CONTROL_PAGEDRESULTS, controls, nil) else {
            throw LDAPFault(kind: .refused, description: "\(server): it does not say whether there are more pages")
        }
        var estimate: ber_int_t = 0
        var cookie = berval()
        try check(
            ldap_parse_pageresponse_control(handle, paging, &estimate, &cookie),
            .refused,
            "it does not say whether there are more pages"
        )
        defer { ldap_memfree(cookie.bv_val) }
        return bytes(cookie)
    }

    private func entry(_ message: OpaquePointer) throws(LDAPFault) -> LDAPEntry {
        // Whatever is not understood from here on is told by the library's number alone.
        var number = LDAPNumber.success
        ldap_set_option(handle, LDAP_OPT_RESULT_CODE, &number)
        guard let text = ldap_get_dn(handle, message) else { throw notUnderstood }
        let name = String(validatingCString: text)
        ldap_memfree(text)
        guard let name else { throw notUnderstood }
        var attributes: [String: [[UInt8]]] = [:]
        var place: OpaquePointer?
        var next = ldap_first_attribute(handle, message, &place)
        defer { ber_free(place, 0) }
        while let current = next {
            let attribute = String(validatingCString: current)?.lowercased()
            ldap_memfree(current)
            guard let attribute, let values = ldap_get_values_len(handle, message, attribute) else {
                throw notUnderstood
            }
            var index = 0
            while let value = values[index] {
                attributes[attribute, default: []].append(bytes(value.pointee))
                index += 1
            }
            ldap_value_free_len(values)
            next = ldap_next_attribute(handle, message, place)
        }
        ldap_get_option(handle, LDAP_OPT_RESULT_CODE, &number)
        guard number != LDAPNumber.notUnderstood else { throw notUnderstood }
        return LDAPEntry(name: name, attributes: attributes)
    }

    private var notUnderstood: LDAPFault {
        LDAPFault(kind: .refused, description: "\(server): an entry is not understood")
    }

    private func bytes(_ value: berval) -> [UInt8] {
        guard let start = value.bv_val, value.bv_len > 0 else { return [] }
        return UnsafeBufferPointer(start: start, count: Int(value.bv_len)).map(UInt8.init(bitPattern:))
    }
}

extension LDAPEntry {
    fileprivate var byteCount: Int {
        attributes.reduce(name.utf8.count) { sum, attribute in
            sum + attribute.key.utf8.count + attribute.value.reduce(0) { $0 + $1.count }
        }
    }
}
