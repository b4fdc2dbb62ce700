using Xunit;

namespace Gateway.Tests.Whole.Processes;

/// <summary>A test that needs a PostgreSQL server (GATEWAY_TEST_POSTGRES, which <c>build test</c> starts); skipped without it.</summary>
internal sealed class PostgresProcessFactAttribute : FactAttribute
{
    /// <param name="provesOnly"><c>build prove</c> alone runs it.</param>
    public PostgresProcessFactAttribute(bool provesOnly = false)
    {
        if (provesOnly) Skip = Prove.Missing;
        if (Environment.GetEnvironmentVariable("GATEWAY_TEST_POSTGRES") is null) Skip = "GATEWAY_TEST_POSTGRES is not given";
    }
}
