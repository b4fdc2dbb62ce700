using System.Data.Common;
using Gateway.Actors.Attendance;
using Gateway.Actors.Commands;
using Gateway.Actors.Devices;
using Gateway.Actors.Privacy;
using Gateway.Actors.Projection;
using Gateway.Actors.Rosters;
using Gateway.Actors.Serialization;
using Gateway.Actors.Sessions;
using Gateway.Actors.Wire;
using Gateway.Storage.Attendance;
using Gateway.Storage.Audit;
using Gateway.Storage.Commands;
using Gateway.Storage.Devices;
using Gateway.Storage.Feed;
using Gateway.Storage.Hiding;
using Gateway.Storage.Journal;
using Gateway.Storage.Keys;
using Gateway.Storage.Migrations;
using Gateway.Storage.Persons;
using Gateway.Storage.Presence;
using Gateway.Storage.Protection;
using Gateway.Storage.Recording;
using Gateway.Storage.Registrations;
using Gateway.Storage.Retention;
using Gateway.Storage.Rosters;
using Gateway.Storage.Sites;
using Gateway.Storage.Sql;
using LinqToDB.Data;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Data.Sqlite;
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

    public IHiddenText Hidden => new HiddenText(Protection);

    public HidingStore Hiding => new(Database, Hidden, ClearFields.Default, Clock);

    public StoppedClock Clock { get; } = new();

    public Database Database { get; private set; } = null!;

    public DeviceStore Devices => new(Database, Protection, Clock);

    public SiteStore Sites => new(Database, new RosterOfSite(), Clock);

    public ModelStore Models => new(Database, Clock);

    public ModelGuess ModelGuess => new(Database, Clock);

    public Schema Schema => new(Database, Options, Clock);

    public AttendanceStore Attendance => new(Database, Protection, Hidden, ClearFields.Default);

    public QuarantineStore Quarantine => new(Database, Protection);

    public FeedStore Feed => FeedOf(new FeedMemory());

    public PresenceStore Presence => new(Database);

    public FrameStore Frames => new(Database, Protection);

    public ApiKeyStore Keys => new(Database, Clock);

    public PersonStore Persons => new(Database, Protection, new HashKeys(Database, Protection), Clock);

    public RegistrationStore Registrations => new(Database, Protection, new HashKeys(Database, Protection));

    public RosterSignal RosterSignal { get; } = new();

    public RosterStore Rosters => new(Database, Persons, Audit, RosterSignal, Clock);

    public RosterLists RosterLists => new(Database, Hidden);

    public AuditStore Audit => new(Database, Clock);

    public RetentionProofStore Proofs => new(Database, TimeProvider.System);

    public RetentionRunStore Runs => new(Database, TimeProvider.System);

    public RetentionPlan Plan => new(Database);

    public CommandStore Commands => new(Database, Hidden);

    public CommandIntakeStore Intake => new(Database, Persons, Audit, Hidden);

    public CommandJournal Journal => new(Database, Hidden);

    public CommandProjectionStore Projection => new(Database, Journal, Hidden, RosterSignal);

    public ReconcileStore Reconcile => new(Database);

    public static async Task<TestDatabase> CreateAsync(StorageProvider provider = StorageProvider.Sqlite)
    {
        var test = new TestDatabase(provider);

        if (provider == StorageProvider.PostgreSql) await test.OnServerAsync("CREATE DATABASE", $"TEMPLATE {await TemplateDatabase.NameAsync()}");
        await test.Schema.MigrateAsync(default);
        return test;
    }

    /// <summary>A database that an earlier version has left (Vectors/landed), brought up to date.</summary>
    /// <param name="before">SQL to run before that, or nothing.</param>
    public static async Task<TestDatabase> UpgradeAsync(StorageProvider provider, string before = "")
    {
        var test = new TestDatabase(provider);
        if (provider == StorageProvider.PostgreSql) await test.OnServerAsync("CREATE DATABASE", "");
        var file = $"landed-{(provider == StorageProvider.Sqlite ? "sqlite" : "postgres")}.sql";
        var script = await System.IO.File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Vectors", "landed", file));
        await using (var connection = test.Connect())
        {
            await connection.OpenAsync();
            await using var command = connection.CreateCommand();
            command.CommandText = script + before;
            await command.ExecuteNonQueryAsync();
        }

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

    /// <summary>The retention by site, by the machine's clock or another.</summary>
    public SiteRetention RetentionOf(RetentionOptions options, TimeProvider? time = null) => new(
        Plan, new RetentionDeletes(Database, Proofs, TimeProvider.System), Runs, Proofs, new PartitionStore(Database), new DatabaseSizes(Database),
        new RetentionClock(Database, time ?? TimeProvider.System), Audit, options, time ?? TimeProvider.System, NullLogger<SiteRetention>.Instance);

    /// <summary>A number out of the database: <c>SELECT count(*) …</c>.</summary>
    public Task<long> NumberAsync(string sql) => Database.ReadAsync((db, token) => db.ExecuteAsync<long>(sql, token), default);

    public async Task<IReadOnlyList<T>> ColumnAsync<T>(string sql) => await Database.ReadAsync((db, token) => db.QueryToListAsync<T>(sql, token), default);

    public Task<int> ExecuteAsync(string sql) => Database.WriteAsync((db, token) => db.ExecuteAsync(sql, token), default);

    /// <summary>Events with their tag rows, in one transaction, as the journal of the actors writes them.</summary>
    public Task JournalAsync(params ICommandEvent[] events) => Database.WriteAsync(
        async (db, token) =>
        {
            var serializer = new GatewaySerializer(null, Hidden);
            foreach (var happened in events)
            {
                var ordering = await (await db.CommandAsync(
                        """
                        INSERT INTO journal (created, deleted, persistence_id, sequence_number, message, manifest, identifier)
                        SELECT @created, @deleted, @pid, coalesce(max(sequence_number), 0) + 1, @message, @manifest, @identifier FROM journal WHERE persistence_id = @pid
                        RETURNING ordering
                        """,
                        token))
                    .With("created", happened.At.UtcTicks).With("deleted", false).With("pid", DeviceActor.PersistenceIdOf(happened.Sn))
                    .With("message", serializer.ToBinary(happened)).With("manifest", serializer.Manifest(happened)).With("identifier", GatewaySerializer.Id)
                    .ToListAsync(row => row.GetInt64(0), token);
                await (await db.CommandAsync(
                        "INSERT INTO tags (ordering_id, tag, sequence_nr, persistence_id) SELECT ordering, @tag, sequence_number, persistence_id FROM journal WHERE ordering = @at",
                        token))
                    .With("tag", CommandEvents.Tag).With("at", ordering.Single()).ExecuteAsync(token);
            }

            return 0;
        },
        default);

    /// <summary>Journals events and projects them.</summary>
    public async Task<ProjectedEvents> ProjectAsync(params ICommandEvent[] events)
    {
        await JournalAsync(events);
        return await Projection.ProjectAsync(events.Length, default);
    }

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

    /// <summary>A connection of no pool: what is set on it is gone with it.</summary>
    private DbConnection Connect() => Options.Provider == StorageProvider.Sqlite
        ? new SqliteConnection(new SqliteConnectionStringBuilder(Options.ConnectionString) { Pooling = false }.ConnectionString)
        : new NpgsqlConnection(new NpgsqlConnectionStringBuilder(Options.ConnectionString) { Pooling = false }.ConnectionString);

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
