import Foundation

/// A form with files as a client sends it.
struct FormBody {
    private var bytes = Data()

    func text(_ name: String, _ value: String) -> FormBody {
        adding("Content-Disposition: form-data; name=\"\(name)\"\r\n\r\n", Data(value.utf8))
    }

    func file(_ name: String, type: String? = "image/png", _ content: Data = Data("x".utf8), field: String = "file")
        -> FormBody
    {
        let kind = type.map { "Content-Type: \($0)\r\n" } ?? ""
        return adding(
            "Content-Disposition: form-data; name=\"\(field)\"; filename=\"\(name)\"\r\n\(kind)\r\n",
            content
        )
    }

    func request(_ url: String, key: String) -> RawClient.Request {
        .init(
            method: "POST",
            url: url,
            key: key,
            contentType: "multipart/form-data; boundary=BOUND",
            data: bytes + Data("--BOUND--\r\n".utf8)
        )
    }

    private func adding(_ head: String, _ content: Data) -> FormBody {
        var next = self
        next.bytes += Data("--BOUND\r\n\(head)".utf8) + content + Data("\r\n".utf8)
        return next
    }
}
