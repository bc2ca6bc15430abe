import PulseModel

/// How long a text may be that the service refuses, or fails on, beyond that; in Unicode scalars, as it counts.
///
/// Source: langgenius/dify, `api/controllers/service_api/dataset/dataset.py` (names), `api/services/hit_testing_service.py`
/// (queries), `api/models/model.py` (titles).
struct FieldLimit {
    let field: String
    let shortest: Int
    let longest: Int

    static let knowledgeBaseName = FieldLimit(field: "name", shortest: 1, longest: 40)
    static let retrievalQuery = FieldLimit(field: "query", shortest: 1, longest: 250)
    static let title = FieldLimit(field: "name", shortest: 0, longest: 255)

    /// Throws where a text does not fit, before anything is sent.
    func check(_ text: String) throws(ServiceFailure) {
        let count = text.unicodeScalars.count
        guard (shortest...longest).contains(count) else {
            throw .invalidRequest(.length(field: field, count: count, shortest: shortest, longest: longest))
        }
    }
}
