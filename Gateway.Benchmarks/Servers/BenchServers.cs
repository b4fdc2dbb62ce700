namespace Gateway.Benchmarks.Servers;

/// <summary>The servers that a measurement needs, by the variables of the tests; <c>build bench</c> starts them and sets these.</summary>
internal static class BenchServers
{
    /// <summary>Npgsql connection string of an account that may make databases; null when there is none.</summary>
    public static readonly string? Postgres = Given("GATEWAY_TEST_POSTGRES");

    /// <summary>StackExchange.Redis configuration; null when there is none.</summary>
    public static readonly string? Redis = Given("GATEWAY_TEST_REDIS");

    /// <exception cref="InvalidOperationException">The server was not given.</exception>
    public static string Need(string? server, string variable) =>
        server ?? throw new InvalidOperationException($"{variable} is not set: ./build.sh bench starts the servers and sets it");

    private static string? Given(string variable) => Environment.GetEnvironmentVariable(variable) is { Length: > 0 } given ? given : null;
}
