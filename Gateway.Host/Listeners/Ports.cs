using System.Net;
using System.Net.Sockets;
using Gateway.Host.Configuration;

namespace Gateway.Host.Listeners;

/// <summary>A port that another program has.</summary>
internal sealed class PortInUseException(string setting, EndPoint endpoint) : Exception($"{setting}: port in use: {endpoint}");

/// <summary>
/// Takes every port for a moment before anything starts, so that the message can name the setting. Whoever takes a port in the moment between still makes the start fail, with a
/// less
/// telling line.
/// </summary>
internal static class Ports
{
    /// <exception cref="PortInUseException">One of them is taken, perhaps by another setting.</exception>
    /// <exception cref="SettingsException">One of the addresses is not this machine's.</exception>
    public static void Check(GatewayOptions options)
    {
        // All are held until the last is looked at: two settings with one port are told as well.
        var held = new List<Socket>();
        try
        {
            Take(held, "Gateway:Tcp:Endpoint", options.Tcp.Endpoint);
            if (options.Tcp.TlsEndpoint is { } tls) Take(held, "Gateway:Tcp:TlsEndpoint", tls);
            foreach (var (setting, endpoints) in new[] { ("Gateway:DeviceHttp:Urls", options.DeviceHttp.Endpoints), ("Gateway:Platform:Urls", options.Platform.Endpoints) })
                foreach (var endpoint in endpoints) Take(held, setting, new IPEndPoint(endpoint.Address ?? Any, endpoint.Port));

            Take(held, "Gateway:Cluster:Port", new IPEndPoint(ClusterAddress(options.Cluster.Hostname), options.Cluster.Port));
        }
        finally
        {
            held.ForEach(static socket => socket.Dispose());
        }
    }

    private static IPAddress Any => Socket.OSSupportsIPv6 ? IPAddress.IPv6Any : IPAddress.Any;

    private static IPAddress ClusterAddress(string hostname)
    {
        const string Setting = "Gateway:Cluster:Hostname";
        const string Allowed = "must be an address of this machine, or a name that has one";
        try
        {
            return IPAddress.TryParse(hostname, out var address)
                ? address
                : Dns.GetHostAddresses(hostname).MinBy(static found => found.AddressFamily) ?? throw new SettingsException(Setting, hostname, Allowed);
        }
        catch (Exception unknown) when (unknown is SocketException or ArgumentException)
        {
            throw new SettingsException(Setting, hostname, Allowed);
        }
    }

    private static void Take(List<Socket> held, string setting, IPEndPoint endpoint)
    {
        try
        {
            var probe = new Socket(endpoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            held.Add(probe);
            if (endpoint.Address.Equals(IPAddress.IPv6Any)) probe.DualMode = true;
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
