using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Configuration;
using Gateway.Actors.Commands;
using Gateway.Actors.Devices;
using Gateway.Actors.Projection;
using Gateway.Actors.Serialization;
using Gateway.Actors.Sweeper;
using Gateway.Storage.Commands;
using Gateway.Storage.Journal;
using Gateway.Storage.Sql;
using Gateway.Tests.Support;
using Microsoft.Extensions.Logging;
using static Gateway.Actors.Devices.DeviceMessages;

namespace Gateway.Tests.Platform.Commands;

/// <summary>
/// What one node has for commands, on the database of a test: real DeviceActors with the database's journal and the settings of <c>hocon/</c>, the
/// projection and the sweeper. A router stands for the shard region.
/// </summary>
internal sealed class CommandNode : IAsyncDisposable
{
    private readonly TestDatabase _database;
    private readonly TimeProvider _time;
    private readonly LoggerFactory _logs;

    private CommandNode(TestDatabase database, TimeProvider time, CommandHistory? history)
    {
        (_database, _time) = (database, time);
        _logs = new LoggerFactory([Log]);
        System = ActorSystem.Create("node", Setup(database));
        var options = new DeviceActorOptions(ActorRefs.Nobody, time) { GetUnprojected = id => database.Journal.GetUnprojectedAsync(id, default) };
        if (history is not null) options = options with { HasHistory = history.Has, HistoryBegins = history.Begins };
        Router = System.ActorOf(Props.Create(() => new DeviceRouter(options)));
        Region = new DeviceRegion(Router);
    }

    public ActorSystem System { get; }

    public IActorRef Router { get; }

    public DeviceRegion Region { get; }

    public LogLines Log { get; } = new();

    public int Wakes;

    /// <summary>How often the sweeper has asked how far the journal is projected.</summary>
    public int Looks;

    /// <param name="history">Null: every DeviceActor recovers, whether it has a history or not.</param>
    public static CommandNode Start(TestDatabase database, TimeProvider? time = null, CommandHistory? history = null) =>
        new(database, time ?? TimeProvider.System, history);

    /// <summary>Starts a projection beside those that run.</summary>
    public IActorRef StartProjection(ICommandProjectionStore? store = null) => System.ActorOf(CommandProjection.Props(
        store ?? _database.Projection, () => Interlocked.Increment(ref Wakes), _logs.CreateLogger<CommandProjection>()));

    public IActorRef StartSweeper(CommandSweeperOptions options) => System.ActorOf(CommandSweeper.Props(
        new CountedSweepStore(new CommandSweepStore(_database.Commands, _database.Persons, _database.Journal), () => Interlocked.Increment(ref Looks)),
        Region, options, _time, _logs.CreateLogger<CommandSweeper>()));

    public async Task<CommandStatus> EnqueueAsync(string sn, Command command) =>
        (await Region.AskAsync<CommandAccepted>(new EnqueueCommand(sn, command.CreatedAt, command), Patience.Max)).Status;

    public async Task CancelAsync(string sn, string id, DateTimeOffset at) =>
        await Region.AskAsync<CommandFound>(new CancelCommand(sn, id, at), Patience.Max);

    /// <summary>Stops an actor and waits until it has.</summary>
    public static Task StopAsync(IActorRef actor) => actor.GracefulStop(Patience.Max);

    public async ValueTask DisposeAsync()
    {
        await System.Terminate();
        _logs.Dispose();
    }

    /// <param name="library">With Akka.Persistence.Sql's own journal and snapshots, as up to version 0.1.</param>
    public static ActorSystemSetup Setup(TestDatabase database, bool library = false)
    {
        var setup = ActorSystemSetup.Create(BootstrapSetup.Create().WithConfig(Settings(database.Options, library)), new HiddenTextSetup(database.Hidden));
        return setup.And(new JournalSetup(database.Database));
    }

    private static Config Settings(StorageOptions options, bool library)
    {
        var provider = options.Provider == StorageProvider.Sqlite
            ? "SQLite.MS\", read-isolation-level = read-uncommitted, parallelism = \"1"
            : "PostgreSQL.15";
        var connection = options.ConnectionString.Replace("\\", "\\\\", StringComparison.Ordinal);
        var sql = $$"""{ connection-string = "{{connection}}", provider-name = "{{provider}}" }""";
        var config = ConfigurationFactory.ParseString($$"""
            akka.loglevel = WARNING
            akka.stdout-loglevel = OFF
            akka.persistence.journal.sql = {{sql}}
            akka.persistence.snapshot-store.sql = {{sql}}
            {{(library ? "" : JournalSetup.Settings(options.Provider))}}
            """);
        foreach (var file in new[] { "journal.conf", "serialization.conf" })
            config = config.WithFallback(ConfigurationFactory.ParseString(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "hocon", file))));
        return config;
    }

    /// <summary>Starts the DeviceActor of an SN when a message comes for it.</summary>
    private sealed class DeviceRouter(DeviceActorOptions options) : UntypedActor
    {
        protected override void OnReceive(object message)
        {
            var sn = ((IDeviceMessage)message).Sn;
            var child = Context.Child("d-" + sn);
            (child.IsNobody() ? Context.ActorOf(DeviceActor.Props(sn, options), "d-" + sn) : child).Forward(message);
        }
    }

    private sealed class CountedSweepStore(ICommandSweepStore store, Action looked) : ICommandSweepStore
    {
        public TimeSpan PersonGrace => store.PersonGrace;

        public Task<List<string>> GetExpiredSnsAsync(DateTimeOffset at, string after, int most, CancellationToken cancellation) =>
            store.GetExpiredSnsAsync(at, after, most, cancellation);

        public Task<List<string>> GetReplacedSnsAsync(string after, int most, CancellationToken cancellation) => store.GetReplacedSnsAsync(after, most, cancellation);

        public Task<DateTimeOffset?> GetUnprojectedSinceAsync(CancellationToken cancellation)
        {
            looked();
            return store.GetUnprojectedSinceAsync(cancellation);
        }

        public Task<int> DeleteUnusedPersonsAsync(DateTimeOffset olderThan, int most, CancellationToken cancellation) =>
            store.DeleteUnusedPersonsAsync(olderThan, most, cancellation);
    }
}
