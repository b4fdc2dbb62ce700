using Gateway.Tests.Support;
using Gateway.Tests.Whole.Processes;
using Xunit;

namespace Gateway.Tests.WebConsole.Browser.Load;

/// <summary>
/// The console over a city's data (issue 20): first views, clicks, what open consoles cost, a million rows exported. Only <c>build prove console</c> runs it, times
/// <c>GATEWAY_PROVE_SCALE</c>; it asserts that everything is shown, the times are figures.
/// </summary>
[Collection(ConsoleTests.Collection)]
[Trait(Category.Name, Category.Long)]
public sealed class ConsoleLoadTests(ConsoleStage stage)
{
    private static double Share => double.TryParse(Environment.GetEnvironmentVariable("GATEWAY_PROVE_SCALE"), CultureInfo.InvariantCulture, out var share) ? share : 1;

    [ProveFact]
    public async Task Console_OfACityOnSqlite_Measured()
    {
        using var directory = new TempDirectory();
        var file = Path.Combine(directory, "data", "gateway.db");
        await RunAsync("sqlite", directory, [], new FillDatabase(file, null));
    }

    [PostgresProcessFact(provesOnly: true)]
    public async Task Console_OfACityOnPostgres_Measured()
    {
        using var directory = new TempDirectory();
        await using var database = await ServerDatabase.CreateAsync();
        string[] settings = ["Storage:Provider=PostgreSql", $"Storage:ConnectionString={database.ConnectionString}"];
        await RunAsync("postgres", directory, settings, new FillDatabase(null, database.ConnectionString));
    }

    private async Task RunAsync(string name, string directory, string[] settings, FillDatabase database)
    {
        var scale = FillScale.City.By(Share);
        var figures = new ConsoleFigures(name, $"{name}: {scale}");
        var midnight = new DateTimeOffset(DateTimeOffset.UtcNow.AddHours(8).Date, TimeSpan.FromHours(8));
        await using (var filled = GatewayProcess.Start(directory, settings))
        {
            await filled.ServesAsync();
            figures.Add("sites and terminals by the API", Seconds(await TimeAsync(() => ConsoleFill.ByApiAsync(filled, scale))));
            await filled.TerminateAsync();
            Assert.Equal(0, await filled.EndedAsync());
        }

        figures.Add("rosters, records and counts by SQL", Seconds(await TimeAsync(() => ConsoleFill.BySqlAsync(database, scale, midnight))));
        await using var gateway = GatewayProcess.Start(directory, settings);
        await gateway.ServesAsync();
        await database.RunAsync([new FillSql(database.IsPostgres, scale, midnight).Online(DateTimeOffset.UtcNow)]);
        var load = new ConsoleLoad(stage.Browser, gateway, figures);
        await load.RunAsync();
    }

    private static async Task<TimeSpan> TimeAsync(Func<Task> work)
    {
        var start = TimeProvider.System.GetTimestamp();
        await work();
        return TimeProvider.System.GetElapsedTime(start);
    }

    private static string Seconds(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:F1} s");
}
