using Xunit;

namespace Gateway.Tests.Support;

/// <summary>A test that needs the PostgreSQL server of GATEWAY_TEST_POSTGRES; skipped without it.</summary>
internal sealed class PostgresFactAttribute : FactAttribute
{
    public PostgresFactAttribute()
    {
        if (ServerDatabase.Server is null) Skip = ServerDatabase.Missing;
    }
}
