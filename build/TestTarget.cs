namespace Gateway.Build;

/// <summary>The target <c>test</c>.</summary>
internal static class TestTarget
{
    public const string Details =
        """
        Starts Redis and PostgreSQL on free ports in a temporary directory, runs the tests of the solution, throws the servers away.
        Where they are missing and apt-get is there, they are installed first (as root or by sudo; their system services are not started).

          --without-servers   run without them; the tests that need one are skipped or fail

        Further arguments go to `dotnet test`, for example: ./build.sh test --filter FullyQualifiedName~Codec
        The tests find the servers by GATEWAY_TEST_REDIS (StackExchange.Redis configuration) and GATEWAY_TEST_POSTGRES (Npgsql
        connection string). A variable that is set already is used as it is, and that server is not started. The console's tests take
        Chromium from the PATH, or the program that GATEWAY_TEST_CHROMIUM names; it is installed in the
        same way, but on Ubuntu, which has it only as a snap: there they are skipped.
        """;

    private const string WithoutServers = "--without-servers";

    /// <summary>A test that hangs is named and ended, so that the run ends too. What <c>prove</c> measures takes longer than any test.</summary>
    private static string[] HangGuard => ["--blame-hang-timeout", Environment.GetEnvironmentVariable("GATEWAY_PROVE") is null ? "5m" : "3h", "--blame-hang-dump-type", "none"];

    public static async Task<int> RunAsync(IReadOnlyList<string> arguments, CancellationToken cancellation)
    {
        var results = Path.Combine(Repository.Artifacts, "test-results");
        if (Directory.Exists(results)) Directory.Delete(results, recursive: true);
        var withoutServers = arguments.Contains(WithoutServers);
        string[] passedOn = [.. arguments.Where(argument => argument != WithoutServers)];
        await using var servers = withoutServers ? null : await TestServers.StartAsync(cancellation);
        var exitCode = await Command.RunAsync(
            "dotnet",
            ["test", "Gateway.sln", .. Targets.Configuration(passedOn), "-p:EveryTest=true", "--logger", "trx", "--results-directory", results, .. HangGuard, .. passedOn],
            cancellation,
            servers?.Environment);

        var summary = TestSummary.Read(results);
        if (summary.Total > 0) Console.WriteLine($"tests: passed {summary.Passed}, failed {summary.Failed}, skipped {summary.Skipped}");
        return summary.Fault(exitCode) is { } fault ? throw new BuildFailedException(fault) : 0;
    }
}
