using System.CommandLine;

namespace Gateway.Benchmarks;

/// <summary>Options of the verbs that this program starts itself with: servers and loads in processes of their own.</summary>
internal static class ChildOptions
{
    public static readonly Option<int> Port = new("--port") { Description = "The server's port on 127.0.0.1.", Required = true };

    public static readonly Option<string> Servers = new("--server-pid")
    {
        Description = "The servers' processes, with commas: their CPU time is read at both ends of the measured time.",
        Required = true,
    };

    public static readonly Option<string?> Numbers = new("--numbers") { Description = "Numbers of the terminals, with commas; without it the first --connections." };

    public static readonly Option<int> PerSecond = new("--per-second") { Description = "Heartbeats a second by the clock; without it each follows the answer to the last." };

    public static readonly Option<string> Peer = new("--name") { Description = "Which server.", Required = true };

    public static readonly Option<string> Database = new("--database") { Description = "Connection string of the PostgreSQL database of all nodes.", Required = true };

    public static readonly Option<int> ClusterPort = new("--cluster-port") { Description = "The node's port between nodes.", Required = true };

    public static readonly Option<bool> ClearLinks = new("--clear-links") { Description = "Nodes speak without TLS." };

    public static readonly Option<int> SeedPort = new("--seed-port") { Description = "The first node's port between nodes.", Required = true };
}
