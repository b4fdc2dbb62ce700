using Gateway.Actors.Attendance;
using Gateway.Actors.Devices;
using Gateway.Actors.Sessions;
using Gateway.Storage.Attendance;
using Gateway.Storage.Audit;
using Gateway.Storage.Commands;
using Gateway.Storage.Devices;
using Gateway.Storage.Feed;
using Gateway.Storage.Keys;
using Gateway.Storage.Migrations;
using Gateway.Storage.Presence;
using Gateway.Storage.Protection;
using Gateway.Storage.Recording;
using Gateway.Storage.Registrations;
using Gateway.Storage.Sql;
using LinqToDB.Data;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Xunit;

namespace Gateway.Tests.Support;

/// <summary>
/// A migrated database of its own for one test, with every store on it: a real SQLite file in a temporary directory, or a new database on
/// the PostgreSQL server that the environment variable GATEWAY_TEST_POSTGRES names by connection string (without
/// it, theories over <see cref="Providers"/> run on SQLite alone).
/// </summary>
internal sealed class TestDatabase : IAsyncDisposable
{
    public static readonly DateTimeOffset Start = new(2025, 3, 1, 8, 0, 0, TimeSpan.Zero);

    private static readonly string? Server = Environment.GetEnvironmentVariable("GATEWAY_TEST_POSTGRES");

    private readonly string _directory;

    private TestDatabase(StorageProvider provider)
    {
        _directory = Directory.CreateTempSubdirectory("gateway-storage-").FullName;
        File = Path.Combine(_directory, "gateway.db");
        var connection = provider == StorageProvider.Sqlite
            ? $"Data Source={File}"
            : new NpgsqlConnectionStringBuilder(Server ?? throw new InvalidOperationException(ServerDatabase.Missing))
            {
                Database = "gateway_" + Guid.NewGuid().ToString("N"),
                Pooling = true
            }.ConnectionString;
        Options = new StorageOptions(provider, connection);
        Open();
    }

    public static TheoryData<StorageProvider> Providers => Server is null ? [StorageProvider.Sqlite] : [StorageProvider.Sqlite, StorageProvider.PostgreSql];

    public string File { get; }

    public StorageOptions Options { get; }

    public IDataProtectionProvider Protection { get; } = new EphemeralDataProtectionProvider();

    public StoppedClock Clock { get; } = new();

    public Database Database { get; private set; } = null!;

    public DeviceStore Devices => new(Database, Protection, Clock);

    public Schema Schema => new(Database, Options, Clock);

    public AttendanceStore Attendance => new(Database, Protection);

    public QuarantineStore Quarantine => new(Database, Protection);

    public FeedStore Feed => FeedOf(new FeedMemory());

    public PresenceStore Presence => new(Database);

    public FrameStore Frames => new(Database, Protection);

    public ApiKeyStore Keys => new(Database, Clock);

    public PersonStore Persons => new(Database, Protection, new HashKeys(Database, Protection), Clock);

    public RegistrationStore Registrations => new(Database, Protection, new HashKeys(Database, Protection));

    public AuditStore Audit => new(Database, Clock);

    public CommandStore Commands => new(Database);

    public CommandProjectionStore Projection => new(Database);

    public static async Task<TestDatabase> CreateAsync(StorageProvider provider = StorageProvider.Sqlite)
    {
        var test = new TestDatabase(provider);

        if (provider == StorageProvider.PostgreSql) await test.OnServerAsync("CREATE DATABASE", $"TEMPLATE {await TemplateDatabase.NameAsync()}");
        await test.Schema.MigrateAsync(default);
        return test;
    }

    /// <summary>The database as a new process finds it.</summary>
    public async Task ReopenAsync()
    {
        await Database.DisposeAsync();
        Open();
    }

    /// <summary>The feed as a node with this memory sees it.</summary>
    public FeedStore FeedOf(FeedMemory memory) => new(Database, memory, Clock, NullLogger<FeedStore>.Instance);

    /// <summary>A number out of the database: <c>SELECT count(*) …</c>.</summary>
    public Task<long> NumberAsync(string sql) => Database.ReadAsync((db, token) => db.ExecuteAsync<long>(sql, token), default);

    public async Task<IReadOnlyList<T>> ColumnAsync<T>(string sql) => await Database.ReadAsync((db, token) => db.QueryToListAsync<T>(sql, token), default);

    public Task<int> ExecuteAsync(string sql) => Database.WriteAsync((db, token) => db.ExecuteAsync(sql, token), default);

    /// <summary>From now on the table takes no new row of which <paramref name="when"/> holds.</summary>
    public Task RefuseInsertsAsync(string table, string when = "1 = 1") => ExecuteAsync(Options.Provider == StorageProvider.Sqlite
        ? $"CREATE TRIGGER refuses BEFORE INSERT ON {table} WHEN {when} BEGIN SELECT RAISE(ABORT, 'disk full'); END"
        : $"""
        CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $body$ BEGIN RAISE EXCEPTION 'disk full' USING ERRCODE = 'disk_full'; END $body$;
        CREATE TRIGGER refuses BEFORE INSERT ON {table} FOR EACH ROW WHEN ({when}) EXECUTE FUNCTION refuse();
        """);

    public static DeviceChange Device(string sn, string? name = null, string? site = null, params string[] tags) =>
        new(sn, "l8iTgWXT", DeviceKind.Attendance, name, site, null, tags, null);

    /// <summary>A record of the <paramref name="second"/>-th second after <see cref="Start"/>.</summary>
    public static AttendanceRecord Record(string sn, string userId, int second, string? site = null, string? extra = null) => new(
        Guid.CreateVersion7(),
        sn,
        userId,
        Start.AddSeconds(second),
        Start.AddSeconds(second).ToOffset(TimeSpan.FromHours(8)).ToString("yyyy-MM-dd HH:mm:ss"),
        Start.AddHours(1),
        Transport.Socket,
        site,
        extra);

    public static AttendanceUpload Upload(string sn, params AttendanceRecord[] records) => new(sn, Transport.Socket, Start.AddHours(1), records, null);

    public async ValueTask DisposeAsync()
    {
        await Database.DisposeAsync();
        if (Options.Provider == StorageProvider.PostgreSql)
        {
            NpgsqlConnection.ClearAllPools();
            await OnServerAsync("DROP DATABASE", "WITH (FORCE)");
        }

        Directory.Delete(_directory, recursive: true);
    }

    private void Open() => Database = new Database(Options);

    private async Task OnServerAsync(string verb, string options)
    {
        await using var connection = new NpgsqlConnection(Server);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = $"{verb} {new NpgsqlConnectionStringBuilder(Options.ConnectionString).Database} {options}";
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>A clock that stands until it is set.</summary>
    internal sealed class StoppedClock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = Start;

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
