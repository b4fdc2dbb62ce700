using Gateway.Platform.Rest.Health;
using Gateway.Storage.Sql;

namespace Gateway.Host.Health;

/// <summary>The database answers.</summary>
public sealed class DatabaseReadiness(Database database) : IReadinessCheck
{
    public string Name => "database";

    public async Task<string?> CheckAsync(CancellationToken cancellation)
    {
        await database.PingAsync(cancellation);
        return null;
    }
}
