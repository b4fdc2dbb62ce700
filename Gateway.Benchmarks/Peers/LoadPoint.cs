using System.Diagnostics.CodeAnalysis;

namespace Gateway.Benchmarks.Peers;

/// <summary>One load that all sides are given.</summary>
/// <param name="Connections">Terminals.</param>
/// <param name="PerSecond">Heartbeats a second by the clock, of all together; 0: a closed loop.</param>
internal sealed record LoadPoint(int Connections, int PerSecond)
{
    private const int Most = 50_000;

    /// <summary>Options of the load.</summary>
    public string[] Arguments => ["--connections", Text(Connections), "--per-second", Text(PerSecond)];

    /// <summary>Reads <c>connections</c> or <c>connections@rate</c>.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out LoadPoint? point)
    {
        var parts = text.Split('@');
        var rate = 0;
        var isPoint = int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var connections) && connections is > 0 and <= Most
            && (parts.Length == 1 || (parts.Length == 2 && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out rate) && rate > 0));
        point = isPoint ? new LoadPoint(connections, rate) : null;
        return isPoint;
    }

    public override string ToString() => PerSecond == 0 ? $"closed loop, {Connections:N0} connections" : $"{PerSecond:N0}/s, {Connections:N0} connections";

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
