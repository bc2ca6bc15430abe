import GRDB

/// The shapes the database has had, oldest first. A migration that has been released never changes; new ones are appended.
enum Migrations {
    static let migrator: DatabaseMigrator = {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1-desk") { db in try db.execute(sql: first) }
        return migrator
    }()

    private static let first = """
        CREATE TABLE account (
            id INTEGER PRIMARY KEY,
            name TEXT NOT NULL UNIQUE,
            service TEXT NOT NULL,
            base_url TEXT NOT NULL,
            user TEXT NOT NULL DEFAULT '',
            app_name TEXT,
            has_base INTEGER NOT NULL DEFAULT 0,
            pauses INTEGER NOT NULL DEFAULT 0,
            paused_from INTEGER,
            paused_until INTEGER
        );
        CREATE TABLE widget (
            account INTEGER NOT NULL REFERENCES account ON DELETE CASCADE,
            id TEXT NOT NULL,
            name TEXT,
            color TEXT,
            online INTEGER,
            greeting TEXT,
            created_at INTEGER,
            PRIMARY KEY (account, id)
        ) WITHOUT ROWID;
        CREATE TABLE conversation (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            account INTEGER NOT NULL REFERENCES account ON DELETE CASCADE,
            service INTEGER NOT NULL,
            remote_id TEXT,
            name TEXT NOT NULL DEFAULT '',
            email TEXT,
            widget TEXT,
            status TEXT,
            snippet TEXT NOT NULL DEFAULT '',
            snippet_is_ours INTEGER NOT NULL DEFAULT 0,
            last_activity INTEGER NOT NULL,
            is_unread INTEGER NOT NULL DEFAULT 0,
            is_waiting INTEGER NOT NULL DEFAULT 0,
            presence INTEGER NOT NULL DEFAULT 0,
            has_draft INTEGER NOT NULL DEFAULT 0,
            under_way INTEGER NOT NULL DEFAULT 0,
            held INTEGER NOT NULL DEFAULT 0,
            refused INTEGER NOT NULL DEFAULT 0,
            unknown INTEGER NOT NULL DEFAULT 0,
            is_answering INTEGER NOT NULL DEFAULT 0,
            seen_text TEXT,
            seen_at INTEGER,
            top_run INTEGER NOT NULL DEFAULT 0,
            has_beginning INTEGER NOT NULL DEFAULT 0,
            pauses INTEGER NOT NULL DEFAULT 0
        );
        CREATE UNIQUE INDEX conversation_remote ON conversation (account, remote_id) WHERE remote_id IS NOT NULL;
        CREATE INDEX conversation_order ON conversation (service, last_activity DESC, id);
        CREATE TABLE item (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            conversation INTEGER NOT NULL REFERENCES conversation ON DELETE CASCADE,
            kind INTEGER NOT NULL,
            run INTEGER NOT NULL DEFAULT 0,
            place INTEGER NOT NULL,
            tie INTEGER NOT NULL,
            revision INTEGER NOT NULL DEFAULT 0,
            time INTEGER NOT NULL,
            remote_id TEXT,
            second INTEGER,
            text TEXT NOT NULL DEFAULT '',
            answer TEXT,
            name TEXT,
            flag INTEGER NOT NULL DEFAULT 0,
            delivery INTEGER,
            problem TEXT,
            answer_state INTEGER,
            answer_words TEXT,
            extras TEXT,
            entered_at INTEGER,
            queued_at INTEGER,
            left_at INTEGER
        );
        CREATE INDEX item_order ON item (conversation, run, place, tie);
        CREATE UNIQUE INDEX item_remote ON item (conversation, remote_id) WHERE remote_id IS NOT NULL;
        CREATE INDEX item_second ON item (conversation, run, second) WHERE second IS NOT NULL;
        CREATE INDEX item_unsent ON item (conversation, id) WHERE delivery IS NOT NULL AND delivery <> 0;
        CREATE INDEX item_entered ON item (conversation, id) WHERE entered_at IS NOT NULL;
        CREATE TABLE draft (
            conversation INTEGER PRIMARY KEY REFERENCES conversation ON DELETE CASCADE,
            text TEXT NOT NULL,
            caret INTEGER NOT NULL
        );
        """
}
