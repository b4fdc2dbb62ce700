using System.Net;
using Gateway.Servers;

namespace Gateway.Simulator.Soak.Servers;

/// <summary>
/// A network namespace for each node, on one bridge with this machine: so that the nodes can be parted from each other while each of them still reaches the database, Redis and its
/// terminals. Needs root and <c>ip</c> of iproute2.
/// </summary>
internal sealed class Namespaces : IAsyncDisposable
{
    private const string Bridge = "gwsoak";
    private const string Net = "10.213.77.";

    private readonly int _nodes;

    private Namespaces(int nodes) => _nodes = nodes;

    /// <summary>The address of this machine on the bridge.</summary>
    public IPAddress Host { get; } = IPAddress.Parse(Net + "1");

    /// <summary>Makes them.</summary>
    /// <exception cref="SoakFailedException">The machine does not allow it; the message says why.</exception>
    /// <exception cref="ServerFailedException">There is no <c>ip</c>.</exception>
    public static async Task<Namespaces> CreateAsync(int nodes)
    {
        var made = new Namespaces(nodes);
        await made.RemoveAsync();
        try
        {
            await IpAsync($"link add {Bridge} type bridge");
            await IpAsync($"addr add {Net}1/24 dev {Bridge}");
            await IpAsync($"link set {Bridge} up");
            for (var node = 0; node < nodes; node++)
            {
                var (name, link) = (Name(node), Name(node));
                await IpAsync($"netns add {name}");
                await IpAsync($"link add {link} type veth peer name eth0 netns {name}");
                await IpAsync($"link set {link} master {Bridge}");
                await IpAsync($"link set {link} up");
                await IpAsync($"-n {name} addr add {Address(node)}/24 dev eth0");
                await IpAsync($"-n {name} link set eth0 up");
                await IpAsync($"-n {name} link set lo up");
            }

            return made;
        }
        catch (SoakFailedException)
        {
            await made.RemoveAsync();
            throw;
        }
    }

    /// <summary>Where the nodes run.</summary>
    public IReadOnlyList<NodePlace> Places() =>
        [.. Enumerable.Range(0, _nodes).Select(static node => new NodePlace(IPAddress.Parse(Address(node)), 6960, 6961, 8080, 4053, ["ip", "netns", "exec", Name(node)]))];

    /// <summary>Parts one node from all others: neither side gets a packet or a refusal from the other.</summary>
    public Task PartAsync(int node) => RouteAsync(node, "add");

    /// <summary>Takes it back.</summary>
    public Task HealAsync(int node) => RouteAsync(node, "del");

    public async ValueTask DisposeAsync() => await RemoveAsync();

    private async Task RouteAsync(int node, string verb)
    {
        foreach (var other in Enumerable.Range(0, _nodes).Where(other => other != node))
        {
            await IpAsync($"-n {Name(other)} route {verb} blackhole {Address(node)}/32");
            await IpAsync($"-n {Name(node)} route {verb} blackhole {Address(other)}/32");
        }
    }

    private async Task RemoveAsync()
    {
        for (var node = 0; node < _nodes; node++)
        {
            await RunAsync($"link del {Name(node)}");
            await RunAsync($"netns del {Name(node)}");
        }

        await RunAsync($"link del {Bridge}");
    }

    private static string Name(int node) => string.Create(CultureInfo.InvariantCulture, $"gwsoak-{node + 1}");

    private static string Address(int node) => string.Create(CultureInfo.InvariantCulture, $"{Net}{node + 11}");

    private static async Task IpAsync(string arguments)
    {
        var (exitCode, _, said) = await RunAsync(arguments);
        if (exitCode != 0) throw new SoakFailedException($"Network namespaces cannot be had here: ip {arguments}: {said.Trim()}");
    }

    private static Task<(int ExitCode, string Output, string Error)> RunAsync(string arguments) => Programs.RunAsync(["ip", .. arguments.Split(' ')], CancellationToken.None);
}
