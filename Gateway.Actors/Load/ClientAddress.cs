using System.Net;
using System.Net.Sockets;

namespace Gateway.Actors.Load;

/// <summary>Whom an address counts as where clients take turns or are counted.</summary>
public static class ClientAddress
{
    /// <summary>Of an IPv6 address: they name its network; the rest any machine behind it may choose, 2^64 of them.</summary>
    private const int NetworkBytes = 8;

    /// <summary>An IPv4 address, also in its IPv6 form, is itself; an IPv6 address its /64. Null, not known, is one client too.</summary>
    public static IPAddress Of(IPAddress? address)
    {
        if (address is null) return IPAddress.None;
        if (address.IsIPv4MappedToIPv6) return address.MapToIPv4();
        if (address.AddressFamily != AddressFamily.InterNetworkV6) return address;
        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out _);
        bytes[NetworkBytes..].Clear();
        return new IPAddress(bytes);
    }
}
