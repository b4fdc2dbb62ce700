namespace Gateway.Benchmarks.Servers;

/// <summary>The processor time of a PostgreSQL server on this machine, all of its processes together. Linux only; elsewhere it is not known.</summary>
internal sealed class PostgresProcessor
{
    private const double TicksPerSecond = 100;
    private const int Parent = 1;
    private const int UserTicks = 11;

    private readonly int? _server;

    private PostgresProcessor(int? server) => _server = server;

    /// <summary>Finds the server by the process of a connection: its parent.</summary>
    public static async Task<PostgresProcessor> FindAsync(BenchDatabase database, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        return new PostgresProcessor(Read(connection.ProcessID) is { } fields && Name(connection.ProcessID) == "postgres" ? (int)fields[Parent] : null);
    }

    /// <summary>Until now; null when it is not known.</summary>
    public TimeSpan? Total()
    {
        if (_server is not { } server) return null;

        // Ended children are in the parent's own sum.
        var ticks = Read(server) is { } own ? own[UserTicks] + own[UserTicks + 1] + own[UserTicks + 2] + own[UserTicks + 3] : 0;
        foreach (var directory in Directory.EnumerateDirectories("/proc"))
        {
            if (!int.TryParse(Path.GetFileName(directory), NumberStyles.None, CultureInfo.InvariantCulture, out var process)) continue;
            if (Read(process) is { } fields && fields[Parent] == server) ticks += fields[UserTicks] + fields[UserTicks + 1];
        }

        return TimeSpan.FromSeconds(ticks / TicksPerSecond);
    }

    private static string? Name(int process) => Text(process) is { } text ? text[(text.IndexOf('(', StringComparison.Ordinal) + 1)..text.LastIndexOf(')')] : null;

    /// <summary>The numbers of /proc/…/stat behind the name, the state (no number) as 0.</summary>
    private static long[]? Read(int process) => Text(process) is { } text
        ? Array.ConvertAll(text[(text.LastIndexOf(')') + 2)..].Split(' '), field => long.TryParse(field, CultureInfo.InvariantCulture, out var number) ? number : 0)
        : null;

    private static string? Text(int process)
    {
        try
        {
            return File.ReadAllText($"/proc/{process.ToString(CultureInfo.InvariantCulture)}/stat");
        }
        catch (IOException)
        {
            return null; // It has ended.
        }
    }
}
