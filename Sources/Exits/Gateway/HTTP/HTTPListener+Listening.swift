internal import HTTPSession

extension HTTPListener {
    /// Begins to listen.
    /// - Returns: the port.
    /// - Throws: `cannotListen`.
    func listening() async throws(GatewayRefusal) -> Int {
        do throws(HTTPFault) {
            return try await start()
        } catch {
            throw GatewayRefusal(.cannotListen, error.description)
        }
    }
}
