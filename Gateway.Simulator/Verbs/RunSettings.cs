using System.Net;
using Gateway.Codec.Framing;
using Gateway.Simulator.Terminals;

namespace Gateway.Simulator.Verbs;

/// <summary>What <c>run</c> was asked for.</summary>
internal sealed record RunSettings
{
    public required EndPoint Gateway { get; init; }

    public required int Terminals { get; init; }

    public required TimeSpan Duration { get; init; }

    /// <summary>How long terminals may upload on, after that, what is not acknowledged yet.</summary>
    public TimeSpan DrainMax { get; init; } = TimeSpan.FromSeconds(5);

    public required string Prefix { get; init; }

    public required long Seed { get; init; }

    /// <summary>Null for every other terminal each.</summary>
    public required ByteOrder? Order { get; init; }

    public required FleetOptions Fleet { get; init; }

    public required string? AckLog { get; init; }

    public required string? ReceivedLog { get; init; }

    /// <summary>SN of terminal number <paramref name="index"/>, counted from 0.</summary>
    public static string SnOf(string prefix, int index) => $"{prefix}-{index + 1:D5}";

    /// <summary>SN and key of every terminal.</summary>
    public IEnumerable<(string Sn, string Key)> Devices() => Enumerable.Range(0, Terminals).Select(index =>
    {
        var sn = SnOf(Prefix, index);
        return (sn, TerminalKeys.Derive(Seed, sn));
    });

    /// <summary>Every terminal.</summary>
    public IReadOnlyList<TerminalIdentity> Identities() =>
        [.. Devices().Select((device, index) => new TerminalIdentity(device.Sn, device.Key, Order ?? (index % 2 == 0 ? ByteOrder.Big : ByteOrder.Little)))];
}
