using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;

namespace Gateway.Actors.Devices;

/// <summary>
/// The addresses that may speak with a device's SN: IP addresses and networks, IPv4 and IPv6; none = any. Read once, when the device is; two lists with the same texts are equal.
/// </summary>
public sealed class AllowedAddresses : IEquatable<AllowedAddresses>
{
    /// <summary>Most elements of a list.</summary>
    public const int CountMax = 32;

    private const char Separator = ' ';
    private const int Mapped = 96; // Bits before the IPv4 address in ::ffff:0:0/96.

    private readonly IPNetwork[] _networks;

    private AllowedAddresses(IReadOnlyList<string> texts, IPNetwork[] networks)
    {
        Texts = texts;
        _networks = networks;
    }

    /// <summary>The empty list.</summary>
    public static AllowedAddresses Any { get; } = new([], []);

    /// <summary>The elements in the order given, each once: <c>10.0.0.7</c>, <c>10.0.0.0/8</c>, <c>2001:db8::/32</c>.</summary>
    public IReadOnlyList<string> Texts { get; }

    /// <summary>There is no list: every address is allowed.</summary>
    public bool IsAny => Texts.Count == 0;

    /// <summary>The list of these elements. One that cannot be read stays in <see cref="Texts"/> and matches nothing: a list that was spoiled must not let everybody in.</summary>
    public static AllowedAddresses Of(IEnumerable<string> elements)
    {
        var texts = new List<string>();
        var networks = new List<IPNetwork>();
        foreach (var element in elements)
        {
            var text = element;
            if (TryRead(element, out var network, out _))
            {
                text = TextOf(network);
                networks.Add(network);
            }

            if (!texts.Contains(text)) texts.Add(text);
        }

        return texts.Count == 0 ? Any : new AllowedAddresses(texts, [.. networks]);
    }

    /// <summary>Reads what <see cref="ToString"/> wrote; null and empty = any.</summary>
    public static AllowedAddresses Parse(string? text) =>
        string.IsNullOrEmpty(text) ? Any : Of(text.Split(Separator, StringSplitOptions.RemoveEmptyEntries));

    /// <summary>What is wrong with an element; null when nothing is.</summary>
    public static string? Fault(string? element) => TryRead(element, out _, out var fault) ? null : fault;

    /// <summary>Whether a terminal at this address may speak. An IPv4 address in its IPv6 form counts as the IPv4 address; null (not known) is only in <see cref="Any"/>.</summary>
    public bool Contains(IPAddress? address)
    {
        if (IsAny) return true;
        if (address is null) return false;
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        foreach (var network in _networks)
            if (network.Contains(plain)) return true;

        return false;
    }

    public bool Equals(AllowedAddresses? other) => other is not null && Texts.SequenceEqual(other.Texts, StringComparer.Ordinal);

    public override bool Equals(object? obj) => Equals(obj as AllowedAddresses);

    public override int GetHashCode() => string.GetHashCode(ToString(), StringComparison.Ordinal);

    /// <summary>The elements, separated by spaces.</summary>
    public override string ToString() => string.Join(Separator, Texts);

    private static string TextOf(IPNetwork network) =>
        network.PrefixLength == BitsOf(network.BaseAddress) ? network.BaseAddress.ToString() : network.ToString();

    private static bool TryRead(string? element, out IPNetwork network, [NotNullWhen(false)] out string? fault)
    {
        network = default;
        var slash = element?.IndexOf('/', StringComparison.Ordinal) ?? -1;
        fault = "is no IP address or network such as 192.0.2.7, 10.0.0.0/8 or 2001:db8::/32";
        if (element is null || !TryReadAddress(slash < 0 ? element : element[..slash], out var address)) return false;
        var bits = BitsOf(address);
        var prefix = bits;
        if (slash >= 0 && !TryReadPrefix(element.AsSpan(slash + 1), bits, out prefix))
        {
            fault = $"must have 0 to {bits} behind its slash";
            return false;
        }

        if (address.IsIPv4MappedToIPv6 && prefix >= Mapped)
            (address, prefix) = (address.MapToIPv4(), prefix - Mapped); // Remote addresses are compared as IPv4.

        var first = FirstOf(address, prefix);
        if (!first.Equals(address))
        {
            fault = $"has bits behind its prefix: {first}/{prefix} is the network";
            return false;
        }

        (network, fault) = (new IPNetwork(address, prefix), null);
        return true;
    }

    /// <summary>Four decimal numbers, or the hexadecimal form of IPv6; none of the other forms that .NET knows (10.1, 0x0A.0.0.1, zones).</summary>
    private static bool TryReadAddress(string text, [NotNullWhen(true)] out IPAddress? address) =>
        IPAddress.TryParse(text, out address)
        && (address.AddressFamily == AddressFamily.InterNetwork ? address.ToString() == text : text.All(static c => char.IsAsciiHexDigit(c) || c is ':' or '.'));

    private static bool TryReadPrefix(ReadOnlySpan<char> text, int bits, out int prefix) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out prefix) && prefix <= bits;

    private static int BitsOf(IPAddress address) => address.AddressFamily == AddressFamily.InterNetwork ? 32 : 128;

    /// <summary>The address with nothing behind the prefix.</summary>
    private static IPAddress FirstOf(IPAddress address, int prefix)
    {
        var bytes = address.GetAddressBytes();
        for (var i = 0; i < bytes.Length; i++)
        {
            var kept = Math.Clamp(prefix - (8 * i), 0, 8);
            bytes[i] &= (byte)(0xFF << (8 - kept));
        }

        return new IPAddress(bytes);
    }
}
