import Boundary
import Foundation

func encode(_ value: Cleared<String>) throws -> Data { try JSONEncoder().encode(value.channel.rawValue) }
