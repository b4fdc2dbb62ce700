using LinqToDB;
using LinqToDB.Data;
using Microsoft.Data.Sqlite;

namespace Gateway.Storage.Sql;

/// <summary>One SQLite file: how it is opened, and whether it is sound.</summary>
internal sealed class SqliteFile
{
    /// <summary>Larger files are not read through at the start, bytes: it would take longer than an operator waits.</summary>
    public const long CheckedLengthMax = 256L * 1024 * 1024;

    /// <summary>How long our writer waits for that of another program, seconds: a backup, a person with a tool.</summary>
    private const int BusyTimeoutSeconds = 5;

    /// <summary>Without it the provider itself sleeps 150 ms between two tries.</summary>
    internal static readonly string BusyPragma = string.Create(CultureInfo.InvariantCulture, $"PRAGMA busy_timeout = {BusyTimeoutSeconds * 1000}");

    /// <summary>SQLITE_NOTADB.</summary>
    private const int NotADatabase = 26;

    /// <summary>The smallest page, bytes. SQLite takes a shorter file for an empty one and writes over it.</summary>
    private const long FileLengthMin = 512;

    private readonly DataOptions _options;

    public SqliteFile(string connectionString)
    {
        var builder = new SqliteConnectionStringBuilder(connectionString) { Pooling = false, DefaultTimeout = BusyTimeoutSeconds };
        Path = builder.DataSource;
        ConnectionString = builder.ConnectionString;
        _options = new DataOptions().UseConnectionString(ProviderName.SQLiteMS, ConnectionString);
    }

    public string Path { get; }

    public string ConnectionString { get; }

    /// <summary>Opens a connection for reading.</summary>
    public DataConnection OpenReader() => Open("PRAGMA query_only = ON");

    /// <summary>
    /// Opens the connection for writing: every commit is on the disk before it returns. The log is written back every 32 MiB (8192 pages) and not every 4: a
    /// large group changes a thousand pages of its indexes, which at 4 MiB would go to the file with every commit.
    /// </summary>
    public DataConnection OpenWriter() => Open(
        """
        PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -32768;
        PRAGMA wal_autocheckpoint = 8192; PRAGMA journal_size_limit = 67108864;
        """);

    /// <summary>Puts the file in WAL mode (creating it) and reads it through when it is not too large. Blocks.</summary>
    /// <exception cref="StorageUnusableException">It is damaged, or no database.</exception>
    public void Check()
    {
        CreatePrivate();
        if (new FileInfo(Path) is { Exists: true, Length: > 0 and < FileLengthMin }) throw new StorageUnusableException(Explain(NotADatabase));
        using var db = OpenWriter();
        var tables = db.Execute<long>("SELECT count(*) FROM sqlite_master");
        if (tables == 0 || new FileInfo(Path).Length >= CheckedLengthMax) return;

        var verdict = db.Execute<string>("PRAGMA quick_check(1)");
        if (verdict == "ok") return;
        throw new StorageUnusableException($"The database file {Path} is damaged ({verdict.ReplaceLineEndings(" ")}). Restore it from a backup.");
    }

    /// <summary>One line for people about a primary error code of SQLite.</summary>
    public string Explain(int sqliteError) => sqliteError switch
    {
        11 => $"The database file {Path} is damaged. Restore it from a backup.",
        NotADatabase => $"The file {Path} is not a database, or it is damaged. Restore it from a backup.",
        14 => $"The database file {Path} cannot be opened: check that its directory exists and may be written to.",
        3 or 8 or 23 => $"The database file {Path} may not be written to.",
        5 or 6 => $"The database file {Path} is locked by another program.",
        10 => $"The database file {Path} cannot be read or written: the disk reports an error.",
        13 => $"There is no room on the disk for the database file {Path}.",
        _ => string.Create(CultureInfo.InvariantCulture, $"The database file {Path} cannot be used (SQLite error {sqliteError})."),
    };

    /// <summary>A new file is the owner's alone, in whatever directory; SQLite gives its side files the same mode.</summary>
    private void CreatePrivate()
    {
        if (OperatingSystem.IsWindows() || File.Exists(Path)) return;
        try
        {
            using var _ = new FileStream(
                Path, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite });
        }
        catch (Exception unusable) when (unusable is IOException or UnauthorizedAccessException)
        {
            // SQLite meets the same obstacle next, and its error has a line for people.
        }
    }

    private DataConnection Open(string settings)
    {
        var db = new DataConnection(_options);
        try
        {
            db.Execute($"{BusyPragma}; PRAGMA foreign_keys = ON; {settings}");
            return db;
        }
        catch
        {
            db.Dispose();
            throw;
        }
    }
}
