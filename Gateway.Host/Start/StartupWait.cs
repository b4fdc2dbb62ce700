using System.Diagnostics;
using Gateway.Actors.Time;
using Gateway.Host.Configuration;
using Gateway.Host.Listeners;
using Gateway.Host.Logging;
using Gateway.Host.Membership;
using Gateway.Platform.Rest.Health;
using Gateway.Platform.Rest.Requests;
using Gateway.Storage.Migrations;
using Gateway.Storage.Sql;
using Serilog;

namespace Gateway.Host.Start;

/// <summary>
/// Where the node waits until it may start: while the database is away, while its schema is brought up to date, while others own it. The platform's addresses answer that the
/// process lives and is not ready, and why; devices find no listener and try again by themselves. It makes room in the moment before the node itself listens.
/// </summary>
internal sealed partial class StartupWait(GatewayOptions options, DataDirectory data, IConfiguration configuration) : IHostedService, IAsyncDisposable
{
    private static readonly TimeSpan RetryMin = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan RetryMax = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan TellEvery = TimeSpan.FromMinutes(1);

    /// <summary>A start on a schema that is up to date opens nothing beside the node itself.</summary>
    private static readonly TimeSpan MigrationShownAfter = TimeSpan.FromSeconds(2);

    private WebApplication? _room;
    private volatile CheckResponse? _why;

    /// <summary>
    /// Brings the schema up to date as soon as the database answers, and takes the database for a node without seed nodes as soon as nobody else has it. False: the process was
    /// told to stop meanwhile.
    /// </summary>
    /// <exception cref="StorageUnusableException">The database answers, and cannot be used.</exception>
    public async Task<bool> PassedAsync(Schema schema, DatabaseOwner owner)
    {
        var since = Stopwatch.GetTimestamp();
        var told = TimeSpan.Zero;
        var backoff = new Backoff(RetryMin, RetryMax);
        for (var migrated = false; ;)
        {
            try
            {
                migrated = migrated || await MigratedAsync(schema);
                if (!migrated) return false;
                if (options.Cluster.SeedNodes.Count > 0 || await owner.TryFoundAsync(Stopping))
                {
                    if (_room is not null) LogBack(_room.Logger, Stopwatch.GetElapsedTime(since).TotalSeconds);
                    return true;
                }

                await WaitAsync("owner", owner.Fault!); // Which it logs by itself.
            }
            catch (StorageAwayException away)
            {
                owner.NoteAway();
                var waited = Stopwatch.GetElapsedTime(since);
                if (await WaitAsync("database", "away since the start"))
                {
                    LogAway(_room!.Logger, away.Message);
                }
                else if (waited - told >= TellEvery)
                {
                    told = waited;
                    LogStillAway(_room!.Logger, waited.TotalSeconds, away.Message);
                }
            }
            catch (OperationCanceledException) when (Stopping.IsCancellationRequested)
            {
                return false;
            }

            await Task.Delay(backoff.Next(), Stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (Stopping.IsCancellationRequested) return false;
        }
    }

    private CancellationToken Stopping => _room?.Lifetime.ApplicationStopping ?? CancellationToken.None;

    /// <summary>False: the process was told to stop meanwhile; what is under way is rolled back with its connection.</summary>
    private async Task<bool> MigratedAsync(Schema schema)
    {
        var migration = schema.MigrateAsync(Stopping);
        if (await Task.WhenAny(migration, Task.Delay(MigrationShownAfter)) != migration)
        {
            if (await WaitAsync("database", "its schema is brought up to date, or waits for another node that does it")) LogMigrating(_room!.Logger);
            await Task.WhenAny(migration, Task.Delay(Timeout.Infinite, Stopping));
            if (!migration.IsCompleted) return false;
        }

        await migration;
        return true;
    }

    /// <summary>True: for another reason than before.</summary>
    private async Task<bool> WaitAsync(string check, string why)
    {
        var before = _why;
        _why = new CheckResponse(check, false, why);
        _room ??= await OpenAsync();
        if (before != _why) Systemd.Ready($"lives and waits: {check}, {why.ReplaceLineEndings(" ")}");
        return before != _why;
    }

    /// <summary>The node is about to listen.</summary>
    public Task StartAsync(CancellationToken cancellationToken) => DisposeAsync().AsTask();

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        if (_room is not { } room) return;
        _room = null;

        // No draining: whoever asks for health asks again.
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await room.StopAsync(now.Token);
        await room.DisposeAsync();
    }

    private async Task<WebApplication> OpenAsync()
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration.Sources.Clear();
        builder.Host.UseSerilog((_, log) => GatewayLog.Configure(log, configuration), preserveStaticLogger: true);
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            GatewayListeners.ListenPlatform(kestrel, options, data);
        });
        var room = builder.Build();
        room.Run(AnswerAsync);
        await room.StartAsync();
        return room;
    }

    private Task AnswerAsync(HttpContext http)
    {
        http.Response.Headers.CacheControl = "no-store";
        if (http.Request.Path == "/health/live") return Results.Json(new LiveResponse("live"), RestJson.Strict.LiveResponse).ExecuteAsync(http);
        http.Response.Headers.RetryAfter = "5";
        var body = new ReadyResponse("not-ready", [_why!]);
        return Results.Json(body, RestJson.Strict.ReadyResponse, statusCode: StatusCodes.Status503ServiceUnavailable).ExecuteAsync(http);
    }

    [LoggerMessage(1010, LogLevel.Warning, "The database is away; the node waits for it, lives and is not ready: {Reason}")]
    private static partial void LogAway(Microsoft.Extensions.Logging.ILogger log, string reason);

    [LoggerMessage(1011, LogLevel.Warning, "The database is still away after {Seconds:0} s: {Reason}")]
    private static partial void LogStillAway(Microsoft.Extensions.Logging.ILogger log, double seconds, string reason);

    [LoggerMessage(1016, LogLevel.Information, "The schema is brought up to date, by this node or by another that this one waits for; the node lives and is not ready")]
    private static partial void LogMigrating(Microsoft.Extensions.Logging.ILogger log);

    [LoggerMessage(1012, LogLevel.Information, "The node starts, after {Seconds:0.0} s of waiting")]
    private static partial void LogBack(Microsoft.Extensions.Logging.ILogger log, double seconds);
}
