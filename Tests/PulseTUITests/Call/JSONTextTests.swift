import PulseModel
import Testing

@testable import PulseTUI

/// What a service said, in lines for people.
@Suite struct JSONTextTests {
    @Test("an empty list of a reply says that it is, and what is empty inside is left out")
    func emptyLists() {
        let reply = JSONValue.object(["query": .object(["content": "zebra"]), "records": .array([])])
        #expect(JSONText.lines(ofReply: reply) == ["query:", "  content: zebra", "records: none"])
        #expect(JSONText.lines(ofReply: .array([])) == ["none"])
        #expect(JSONText.lines(ofReply: .array([.object(["id": .integer(1), "tags": .array([])])])) == ["- id: 1"])
    }
}
