using Gateway.Benchmarks.Heartbeats;
using Gateway.Benchmarks.Measuring;
using Gateway.Peers;

namespace Gateway.Benchmarks.Peers;

/// <summary>What the rounds of one load tell: every side with its swing, and the gateway's ratios with their goals.</summary>
internal static class PeerFindings
{
    private const double GoalRateOfBestPeer = 1.0;
    private const double GoalCpuOfBestPeer = 0.9;
    private const double GoalCpuOfBare = 1.5;
    private const double GoalRateOfBare = 0.80;
    private const double GoalRateOfBareWithMany = 0.75;
    private const int Many = 10_000;
    private const int BusyRate = 20_000;

    /// <summary>Milliseconds.</summary>
    private const double GoalP99WhenBusy = 20;

    public static IEnumerable<Finding> Of(LoadPoint point, IReadOnlyDictionary<string, List<LoadResult>> sides)
    {
        foreach (var (side, rounds) in sides)
        {
            var isBusyGateway = side == PeerOptions.Gateway && point.PerSecond >= BusyRate;
            yield return new Finding(
                $"{point}: {side}", $"{Swing(rounds, static r => r.Rate, "N0")}/s, CPU {Swing(rounds, static r => r.CpuMicroseconds, "F1")} µs", "",
                $"p99 {Swing(rounds, static r => r.P99, "F1")} ms", isBusyGateway ? $"≤ {GoalP99WhenBusy:F0} ms" : "",
                isBusyGateway ? Median.Of(rounds, static r => r.P99) <= GoalP99WhenBusy : null);
        }

        if (!sides.TryGetValue(PeerOptions.Gateway, out var gateway)) yield break;
        var peers = sides.Where(static side => side.Key is not (PeerOptions.Gateway or PeerOptions.GatewayBefore or PeerServers.Bare)).ToList();
        var isClosed = point.PerSecond == 0;
        if (peers.Count > 0)
        {
            var best = isClosed ? peers.MaxBy(static side => Median.Of(side.Value, Rate)) : peers.MinBy(static side => Median.Of(side.Value, Cpu));
            yield return isClosed
                ? Ratio(point, "rate", gateway, best.Key, best.Value, Rate, GoalRateOfBestPeer, isFloor: true)
                : Ratio(point, "CPU", gateway, best.Key, best.Value, Cpu, GoalCpuOfBestPeer, isFloor: false);
        }

        if (sides.TryGetValue(PeerServers.Bare, out var bare))
        {
            yield return isClosed
                ? Ratio(point, "rate", gateway, PeerServers.Bare, bare, Rate, point.Connections >= Many ? GoalRateOfBareWithMany : GoalRateOfBare, isFloor: true)
                : Ratio(point, "CPU", gateway, PeerServers.Bare, bare, Cpu, GoalCpuOfBare, isFloor: false);
        }

        if (sides.TryGetValue(PeerOptions.GatewayBefore, out var before))
        {
            yield return Ratio(point, "rate", gateway, PeerOptions.GatewayBefore, before, Rate, null, isFloor: true);
            yield return Ratio(point, "CPU", gateway, PeerOptions.GatewayBefore, before, Cpu, null, isFloor: false);
        }
    }

    private static double Rate(LoadResult result) => result.Rate;

    private static double Cpu(LoadResult result) => result.CpuMicroseconds;

    /// <summary>The ratio of the medians, and those of single rounds: in a round the sides came one after the other.</summary>
    private static Finding Ratio(
        LoadPoint point, string what, List<LoadResult> gateway, string name, List<LoadResult> other, Func<LoadResult, double> value, double? goal, bool isFloor)
    {
        var (ours, theirs) = (Median.Of(gateway, value), Median.Of(other, value));
        var single = gateway.Zip(other, (a, b) => value(a) / value(b)).ToList();
        return new Finding(
            $"{point}: {what}, gateway / {name}", $"{ours:N1}", $"{theirs:N1}", $"{ours / theirs:F2} ({single.Min():F2} … {single.Max():F2})",
            goal is null ? "" : $"{(isFloor ? '≥' : '≤')} {goal:F2}", goal is null ? null : isFloor ? ours / theirs >= goal : ours / theirs <= goal);
    }

    /// <summary>The median, the least and the most.</summary>
    private static string Swing(List<LoadResult> rounds, Func<LoadResult, double> value, string format)
    {
        string Text(double number) => number.ToString(format, CultureInfo.InvariantCulture);
        return $"{Text(Median.Of(rounds, value))} ({Text(rounds.Min(value))} … {Text(rounds.Max(value))})";
    }
}
