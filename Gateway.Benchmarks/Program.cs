using System.CommandLine;
using Gateway.Benchmarks;
using Gateway.Benchmarks.Hostile;
using Gateway.Benchmarks.Measuring;
using Gateway.Benchmarks.Peers;
using Gateway.Benchmarks.Starts;

var connections = new Option<int>("--connections") { Description = "Terminals that send heartbeats at the same time.", DefaultValueFactory = _ => 1000 };
var rounds = new Option<int>("--rounds") { Description = "Rounds of each side; the sides take turns.", DefaultValueFactory = _ => 3 };
var seconds = new Option<int>("--seconds") { Description = "Measured seconds of one round, 1 to 600.", DefaultValueFactory = _ => 4 };
var directory = new Option<string>("--directory") { Description = "Where the databases are created: on the disk to be measured.", DefaultValueFactory = _ => Path.GetTempPath() };
var backlog = new Option<int>("--backlog") { Description = "Feed items that Redis has missed, 0 to 10 000 000.", DefaultValueFactory = _ => 1_200_000 };
backlog.Validators.Add(value =>
{
    if (value.GetValueOrDefault<int>() is < 0 or > 10_000_000) value.AddError("--backlog must be from 0 to 10000000");
});
foreach (var option in new[] { connections, rounds, seconds })
{
    var (name, most) = (option.Name, option == seconds ? 600 : 50_000);
    option.Validators.Add(value =>
    {
        if (value.GetValueOrDefault<int>() < 1 || value.GetValueOrDefault<int>() > most) value.AddError($"{name} must be from 1 to {most}");
    });
}

BenchmarkOptions Read(ParseResult parsed) => new(
    parsed.GetValue(connections), parsed.GetValue(rounds), TimeSpan.FromSeconds(parsed.GetValue(seconds)), parsed.GetValue(directory)!);

var root = new RootCommand("Measures the gateway beside its baselines and prints the ratios with their goals. Without a verb: all of them, briefly.")
{
    VerbCommand.Of(
        "heartbeats", "The whole way of a heartbeat beside a bare Pipelines server.",
        (parsed, stop) => Verbs.HeartbeatsAsync(Read(parsed), stop), connections, rounds, seconds, directory),
    VerbCommand.Of(
        "memory", "Memory of an idle terminal.", (parsed, stop) => Verbs.MemoryAsync(Read(parsed), parsed, stop), connections, rounds, directory, AttackOptions.Program),
    VerbCommand.Of(
        "peers", "The gateway beside servers of heartbeats on other frameworks, in closed loops and at fixed rates.",
        (parsed, stop) => Verbs.PeersAsync(Read(parsed), parsed, stop), [seconds, directory, .. PeerOptions.All]),
    VerbCommand.Of("codec", "Reading, decrypting and parsing a heartbeat, by BenchmarkDotNet.", (_, _) => Verbs.CodecAsync()),
    VerbCommand.Of(
        "attendance", "The uplink on SQLite beside raw batched inserts, and its answers at 2 000 records/s.",
        (parsed, stop) => Verbs.AttendanceAsync(Read(parsed), stop), rounds, seconds, directory),
    VerbCommand.Of(
        "postgres", "The uplink on PostgreSQL beside a bare binary COPY of the same rows.", (parsed, stop) => Verbs.PostgresAsync(Read(parsed), stop), rounds, seconds, directory),
    VerbCommand.Of(
        "feed", "From commit to a REST consumer and to the Redis stream at 2 000 records/s, and catching up after Redis was away.",
        (parsed, stop) => Verbs.FeedAsync(Read(parsed), parsed.GetValue(backlog), stop), seconds, directory, backlog),
    VerbCommand.Of("feed-consumers", "A hundred of server-sent events beside one, on SQLite.", (parsed, stop) => Verbs.FeedConsumersAsync(Read(parsed), stop), seconds, directory),
    VerbCommand.Of("follow-feed", "So many consumers of it.", (parsed, stop) => Verbs.FollowFeedAsync(Read(parsed), parsed, stop), connections, seconds, ChildOptions.Port),
    VerbCommand.Of(
        "commands", "Commands accepted through REST on PostgreSQL.", (parsed, stop) => Verbs.CommandsAsync(Read(parsed), stop), connections, rounds, seconds, directory),
    VerbCommand.Of(
        "serve-gateway", "A gateway node for the load, until its input ends.", (parsed, stop) => Verbs.ServeGatewayAsync(Read(parsed), stop), connections, directory),
    VerbCommand.Of(
        "serve-peer", "Another server for the load, until its input ends.", (parsed, stop) => Verbs.ServePeerAsync(Read(parsed), parsed, stop), connections, ChildOptions.Peer),
    VerbCommand.Of(
        "load", "Heartbeats, each as soon as the one before is answered, or by the clock.", (parsed, stop) => Verbs.LoadAsync(Read(parsed), parsed, stop),
        connections, seconds, ChildOptions.Port, ChildOptions.Servers, ChildOptions.Numbers, ChildOptions.PerSecond),
    VerbCommand.Of(
        "hops", "Heartbeats to one node of a cluster of one, two and three on PostgreSQL, local and remote actors apart: what a hop costs.",
        (parsed, stop) => Verbs.HopsAsync(Read(parsed), stop), connections, rounds, seconds, directory),
    VerbCommand.Of(
        "hostile", "Honest terminals beside attackers, and beside somebody who burns the same CPU: latencies, refusals, memory.",
        (parsed, stop) => Verbs.HostileAsync(Read(parsed), parsed, stop), connections, rounds, seconds, directory, AttackOptions.Program, AttackOptions.Only),
    VerbCommand.Of("start", "Programs started in turn: until they are ready, and the first heartbeats after that.",
        (parsed, stop) => Verbs.StartAsync(Read(parsed), parsed, stop), connections, rounds, directory, StartComparison.Programs, StartComparison.OnPostgres),
    VerbCommand.Of(
        "serve-node", "One node of a cluster for the load; a line on its input asks which terminals' actors it holds.",
        (parsed, stop) => Verbs.ServeNodeAsync(Read(parsed), parsed, stop),
        connections, directory, ChildOptions.Database, ChildOptions.ClusterPort, ChildOptions.SeedPort, ChildOptions.ClearLinks),
};
foreach (var verb in ChildVerbs.OfHostile()) root.Add(verb);
foreach (var option in new Option[] { connections, rounds, seconds, directory }) root.Add(option);
root.SetAction(async (parsed, stop) =>
{
    await Verbs.AllAsync(Read(parsed), stop);
    return 0;
});
return await root.Parse(args).InvokeAsync();
