using System.Diagnostics.Metrics;
using Gateway.Actors.Commands;

namespace Gateway.Actors.Rosters;

/// <summary>Meters of this node's reconciler. Label sets are small and fixed.</summary>
internal static class RosterMetrics
{
    private static readonly Meter Meter = new("Gateway.Rosters");

    private static readonly Counter<long> Rounds = Meter.CreateCounter<long>(
        "gateway.roster.rounds",
        "{round}",
        "Comparisons of a terminal with its roster: done, put_off (its actor did not take all orders), overtaken (something changed meanwhile), failed.");

    private static readonly Counter<long> Orders = Meter.CreateCounter<long>("gateway.roster.orders", "{command}", "Commands that rosters gave to terminals, by type.");

    /// <summary>All orders are with the terminal's actor.</summary>
    public static void Done() => Count("done");

    /// <summary>Some are not; it is tried again.</summary>
    public static void PutOff() => Count("put_off");

    /// <summary>Something changed meanwhile: the next round sees to it.</summary>
    public static void Overtaken() => Count("overtaken");

    /// <summary>An error; it is due again when the claim is over.</summary>
    public static void Failed() => Count("failed");

    /// <summary>A terminal's actor has it, perhaps for the second time.</summary>
    public static void Ordered(CommandType type) => Orders.Add(1, new KeyValuePair<string, object?>("type", CommandText.Of(type)));

    private static void Count(string outcome) => Rounds.Add(1, new KeyValuePair<string, object?>("outcome", outcome));
}
