import GRDB

/// The tables of the desk and how older files become the newest.
///
/// Migrations are only ever appended.
enum Schema {
    /// The migrations in the order in which they were written.
    static let migrator: DatabaseMigrator = {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1 desk") { db in try db.execute(sql: firstTables) }
        migrator.registerMigration("2 looked at") { db in try db.execute(sql: lookedAt) }
        migrator.registerMigration("3 withdrawn") { db in try db.execute(sql: withdrawn) }
        migrator.registerMigration("4 by word") { db in try db.execute(sql: byWord) }
        migrator.registerMigration("5 without an id") { db in try db.execute(sql: withoutID) }
        migrator.registerMigration("6 changes") { db in try db.execute(sql: changes) }
        return migrator
    }()

    /// Names of the migrations, oldest first.
    static var names: [String] { migrator.migrations }

    /// One table holds the rows of all lists, with everything that a list shows, so that a list is one query; one table
    /// holds the things of all transcripts, ordered by its index.
    ///
    /// Text that grows (the last look, drafts) is kept out of the rows that are read together.
    private static let firstTables = """
        CREATE TABLE account (
            id INTEGER PRIMARY KEY,
            name TEXT NOT NULL UNIQUE,
            service TEXT NOT NULL,
            base_url TEXT NOT NULL,
            user TEXT NOT NULL,
            in_use INTEGER NOT NULL DEFAULT 1,
            app_name TEXT,
            base_at INTEGER
        );
        CREATE TABLE widget (
            account INTEGER NOT NULL,
            place INTEGER NOT NULL,
            remote TEXT NOT NULL,
            name TEXT,
            color TEXT,
            online INTEGER,
            greeting TEXT,
            created INTEGER,
            PRIMARY KEY (account, place)
        ) WITHOUT ROWID;
        CREATE TABLE conversation (
            id INTEGER PRIMARY KEY,
            account INTEGER NOT NULL,
            section INTEGER NOT NULL,
            remote TEXT,
            name TEXT NOT NULL DEFAULT '',
            email TEXT,
            widget TEXT,
            status TEXT,
            snippet TEXT NOT NULL DEFAULT '',
            snippet_ours INTEGER NOT NULL DEFAULT 0,
            activity INTEGER NOT NULL,
            unread INTEGER NOT NULL DEFAULT 0,
            waiting INTEGER NOT NULL DEFAULT 0,
            presence INTEGER NOT NULL DEFAULT 0,
            has_draft INTEGER NOT NULL DEFAULT 0,
            under_way INTEGER NOT NULL DEFAULT 0,
            held INTEGER NOT NULL DEFAULT 0,
            refused INTEGER NOT NULL DEFAULT 0,
            unknown INTEGER NOT NULL DEFAULT 0,
            answering INTEGER NOT NULL DEFAULT 0,
            beginning INTEGER NOT NULL DEFAULT 0
        );
        CREATE INDEX conversation_list ON conversation (section, activity DESC, id DESC);
        CREATE UNIQUE INDEX conversation_remote ON conversation (account, remote) WHERE remote IS NOT NULL;
        CREATE INDEX conversation_listed ON conversation (account, status, widget) WHERE presence = 0;
        CREATE TABLE look (
            conversation INTEGER PRIMARY KEY,
            text TEXT,
            updated INTEGER,
            ours INTEGER,
            interruption INTEGER NOT NULL DEFAULT 0
        );
        CREATE TABLE interruption (
            id INTEGER PRIMARY KEY,
            account INTEGER NOT NULL,
            since INTEGER NOT NULL,
            until INTEGER NOT NULL
        );
        CREATE INDEX interruption_account ON interruption (account, id);
        CREATE TABLE item (
            id INTEGER PRIMARY KEY,
            conversation INTEGER NOT NULL,
            place INTEGER NOT NULL,
            tie INTEGER NOT NULL,
            kind INTEGER NOT NULL,
            time INTEGER NOT NULL,
            revision INTEGER NOT NULL DEFAULT 0,
            remote TEXT,
            text TEXT NOT NULL DEFAULT '',
            name TEXT,
            again INTEGER,
            delivery INTEGER,
            problem TEXT,
            entered INTEGER,
            counts_from INTEGER,
            left INTEGER,
            first_left INTEGER,
            confirmed INTEGER,
            looked INTEGER,
            listed INTEGER,
            answer TEXT,
            state INTEGER,
            words TEXT,
            extra TEXT,
            mark INTEGER,
            since INTEGER
        );
        CREATE INDEX item_place ON item (conversation, place, tie);
        CREATE UNIQUE INDEX item_remote ON item (conversation, remote) WHERE remote IS NOT NULL;
        CREATE INDEX item_unsent ON item (conversation, place, tie) WHERE delivery <> 4;
        CREATE INDEX item_own ON item (conversation, id) WHERE kind = 1;
        CREATE INDEX item_answering ON item (conversation) WHERE state = 1;
        CREATE INDEX item_entered ON item (entered) WHERE entered IS NOT NULL;
        CREATE TABLE hole (
            conversation INTEGER NOT NULL,
            place INTEGER NOT NULL,
            PRIMARY KEY (conversation, place)
        ) WITHOUT ROWID;
        CREATE TABLE draft (
            conversation INTEGER PRIMARY KEY,
            text TEXT NOT NULL,
            caret INTEGER NOT NULL
        );
        """

    /// When an account's open list was last read; until now the last activity stood in for it.
    private static let lookedAt = """
        ALTER TABLE account ADD COLUMN looked_at INTEGER;
        UPDATE account SET looked_at = (SELECT max(activity) FROM conversation WHERE conversation.account = account.id)
        WHERE base_at IS NOT NULL;
        """

    /// Texts that left and were then taken back to the draft: they may have arrived all the same.
    private static let withdrawn = """
        CREATE TABLE withdrawn (
            id INTEGER PRIMARY KEY,
            conversation INTEGER NOT NULL,
            text TEXT NOT NULL,
            first_left INTEGER NOT NULL,
            left INTEGER NOT NULL
        );
        CREATE INDEX withdrawn_conversation ON withdrawn (conversation, id);
        """

    /// Questions that count as sent by the person's word: what the server calls them is not known yet.
    private static let byWord = """
        CREATE INDEX item_by_word ON item (conversation) WHERE kind = 2 AND delivery = 4 AND remote IS NULL;
        """

    /// Conversations of which the server's id is not known; few.
    private static let withoutID = """
        CREATE INDEX conversation_without_id ON conversation (account) WHERE remote IS NULL;
        """

    /// What the last commits changed, for other processes that follow them.
    private static let changes = """
        CREATE TABLE change (
            number INTEGER NOT NULL,
            kind INTEGER NOT NULL,
            id INTEGER NOT NULL,
            cause TEXT NOT NULL,
            at INTEGER NOT NULL,
            PRIMARY KEY (number, kind, id)
        ) WITHOUT ROWID;
        """
}
