using System.Net;
using System.Net.Sockets;
using Gateway.Host.Configuration;

namespace Gateway.Host;

/// <summary>A port that another program has.</summary>
internal sealed class PortInUseException(string setting, EndPoint endpoint) : Exception($"{setting}: port in use: {endpoint}");

/// <summary>
/// Looks at every port before anything starts, so that the message can name the setting. Whoever takes a port in the moment between still makes the start fail, with a less
/// telling line.
/// </summary>
internal static class Ports
{
    /// <exception cref="PortInUseException">One of them is taken.</exception>
    /// <exception cref="SettingsException">One of the addresses is not this machine's.</exception>
    public static void Check(GatewayOptions options)
    {
        Check("Gateway:Tcp:Endpoint", options.Tcp.Endpoint);
        Check("Gateway:Platform:Urls", options.Platform.Endpoints);
        if (IPAddress.TryParse(options.Cluster.Hostname, out var address))
        {
            Check("Gateway:Cluster:Port", new IPEndPoint(address, options.Cluster.Port));
        }
    }

    private static void Check(string setting, IReadOnlyList<HttpEndpoint> endpoints)
    {
        foreach (var endpoint in endpoints)
        {
            Check(setting, new IPEndPoint(endpoint.Address ?? IPAddress.IPv6Any, endpoint.Port));
        }
    }

    private static void Check(string setting, IPEndPoint endpoint)
    {
        if (endpoint.Port == 0)
        {
            return;
        }

        try
        {
            using var probe = new Socket(endpoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            if (endpoint.Address.Equals(IPAddress.IPv6Any))
            {
                probe.DualMode = true;
            }

            probe.Bind(endpoint);
            probe.Listen(1);
        }
        catch (SocketException taken) when (taken.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            throw new PortInUseException(setting, endpoint);
        }
        catch (SocketException unusable)
        {
            throw new SettingsException(setting, endpoint.ToString(), $"must be an address and port that this machine can listen on ({unusable.SocketErrorCode})");
        }
    }
}
