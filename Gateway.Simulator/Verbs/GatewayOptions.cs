using System.CommandLine;
using System.Net;
using System.Net.Sockets;

namespace Gateway.Simulator.Verbs;

/// <summary>Where the gateway is: its device socket.</summary>
internal sealed class GatewayOptions
{
    private readonly Option<HostPort> _gateway = new("--gateway", "--tcp")
    {
        Description = "The gateway's device socket.",
        HelpName = "host:port",
        DefaultValueFactory = _ => new HostPort("127.0.0.1", 6960),
        CustomParser = OptionRules.ParseEndpoint
    };

    /// <summary>Adds the option to a verb.</summary>
    public void AddTo(Command verb) => verb.Options.Add(_gateway);

    /// <summary>The address to connect to.</summary>
    /// <exception cref="UsageException">The name has no address.</exception>
    public async Task<IPEndPoint> ResolveAsync(ParseResult parsed, CancellationToken stop)
    {
        var endpoint = parsed.GetRequiredValue(_gateway);
        if (IPAddress.TryParse(endpoint.Host, out var address)) return new IPEndPoint(address, endpoint.Port);
        try
        {
            return new IPEndPoint((await Dns.GetHostAddressesAsync(endpoint.Host, stop))[0], endpoint.Port);
        }
        catch (SocketException e)
        {
            throw new UsageException($"--gateway {endpoint.Host}: {e.Message}", e);
        }
    }
}

/// <summary>Where a socket listens: a name or an address, and a port.</summary>
internal sealed record HostPort(string Host, int Port)
{
    /// <summary><c>host:port</c>, as it is given.</summary>
    public override string ToString() => Host.Contains(':', StringComparison.Ordinal) ? $"[{Host}]:{Port}" : $"{Host}:{Port}";
}
