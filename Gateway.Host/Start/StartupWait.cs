using System.Diagnostics;
using Gateway.Actors.Time;
using Gateway.Host.Configuration;
using Gateway.Host.Listeners;
using Gateway.Host.Logging;
using Gateway.Platform.Rest.Health;
using Gateway.Platform.Rest.Requests;
using Gateway.Storage.Migrations;
using Gateway.Storage.Sql;
using Serilog;

namespace Gateway.Host.Start;

/// <summary>
/// Where the node waits while the database is away at the start: the platform's addresses answer that the process lives and is not ready, devices find no
/// listener and try again by themselves. It makes room in the moment before the node itself listens.
/// </summary>
internal sealed partial class StartupWait(GatewayOptions options, DataDirectory data, IConfiguration configuration) : IHostedService, IAsyncDisposable
{
    private static readonly TimeSpan RetryMin = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan RetryMax = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan TellEvery = TimeSpan.FromMinutes(1);

    private WebApplication? _room;

    /// <summary>Brings the schema up to date, as soon as the database answers. False: the process was told to stop meanwhile.</summary>
    /// <exception cref="StorageUnusableException">The database answers, and cannot be used.</exception>
    public async Task<bool> MigrateAsync(Schema schema)
    {
        var since = Stopwatch.GetTimestamp();
        var told = TimeSpan.Zero;
        var backoff = new Backoff(RetryMin, RetryMax);
        while (true)
        {
            var stopping = _room?.Lifetime.ApplicationStopping ?? CancellationToken.None;
            try
            {
                await schema.MigrateAsync(stopping);
                if (_room is not null) LogBack(_room.Logger, Stopwatch.GetElapsedTime(since).TotalSeconds);
                return true;
            }
            catch (StorageAwayException away)
            {
                var waited = Stopwatch.GetElapsedTime(since);
                if (_room is null)
                {
                    _room = await OpenAsync();
                    LogAway(_room.Logger, away.Message);
                }
                else if (waited - told >= TellEvery)
                {
                    told = waited;
                    LogStillAway(_room.Logger, waited.TotalSeconds, away.Message);
                }
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return false;
            }

            await Task.Delay(backoff.Next(), _room.Lifetime.ApplicationStopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (_room.Lifetime.ApplicationStopping.IsCancellationRequested) return false;
        }
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

    private static Task AnswerAsync(HttpContext http)
    {
        http.Response.Headers.CacheControl = "no-store";
        if (http.Request.Path == "/health/live") return Results.Json(new LiveResponse("live"), RestJson.Strict.LiveResponse).ExecuteAsync(http);
        http.Response.Headers.RetryAfter = "5";
        var body = new ReadyResponse("not-ready", [new CheckResponse("database", false, "away since the start")]);
        return Results.Json(body, RestJson.Strict.ReadyResponse, statusCode: StatusCodes.Status503ServiceUnavailable).ExecuteAsync(http);
    }

    [LoggerMessage(1010, LogLevel.Warning, "The database is away; the node waits for it, lives and is not ready: {Reason}")]
    private static partial void LogAway(Microsoft.Extensions.Logging.ILogger log, string reason);

    [LoggerMessage(1011, LogLevel.Warning, "The database is still away after {Seconds:0} s: {Reason}")]
    private static partial void LogStillAway(Microsoft.Extensions.Logging.ILogger log, double seconds, string reason);

    [LoggerMessage(1012, LogLevel.Information, "The database answers, after {Seconds:0.0} s; the node starts")]
    private static partial void LogBack(Microsoft.Extensions.Logging.ILogger log, double seconds);
}
