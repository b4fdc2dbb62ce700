namespace Gateway.WebConsole.Cluster;

/// <summary>How far back the cluster's charts go, and in which steps.</summary>
/// <param name="Name">In the address.</param>
internal sealed record ClusterRange(string Name, TimeSpan Length, TimeSpan Step)
{
    public static IReadOnlyList<ClusterRange> All { get; } =
    [
        new("1h", TimeSpan.FromHours(1), TimeSpan.FromMinutes(1)),
        new("24h", TimeSpan.FromHours(24), TimeSpan.FromMinutes(10)),
        new("7d", TimeSpan.FromDays(7), TimeSpan.FromHours(1)),
        new("30d", TimeSpan.FromDays(30), TimeSpan.FromHours(6)),
    ];

    /// <summary>The one of that name; the first for any other.</summary>
    public static ClusterRange Of(string? name) => All.FirstOrDefault(range => range.Name == name, All[0]);
}
