using System.Net.Http.Headers;
using Akka.Actor;
using Gateway.Actors.Devices;
using Gateway.Actors.Feed;
using Gateway.Actors.Habits;
using Gateway.Host.Health;
using Gateway.Platform;
using Gateway.Platform.Commands;
using Gateway.Platform.Devices;
using Gateway.Platform.Keys;
using Gateway.Platform.Rest;
using Gateway.Platform.Rest.Health;
using Gateway.Storage.Alarms;
using Gateway.Storage.Feed;
using Gateway.Storage.Habits;
using Gateway.Storage.Jobs;
using Gateway.Storage.Keys;
using Gateway.Storage.Retention;
using Gateway.Storage.Rosters;
using Gateway.Storage.Sql;
using Gateway.Storage.UnknownTerminals;
using Gateway.Tests.Platform.OpenApi;
using Gateway.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Gateway.Tests.Platform;

/// <summary>The Platform API on a real Kestrel (any free port) and a real SQLite database; only the shard region is a fake.</summary>
internal sealed class PlatformHost : IAsyncDisposable
{
    /// <summary>No answer is too late.</summary>
    public static readonly RestLimits Patient = new() { ReadinessTimeout = Patience.Max };

    /// <summary>No answer is too late.</summary>
    public static readonly CommandLimits PatientCommands = new() { AskTimeout = Patience.Max, Deadline = Patience.Max };

    /// <summary>No answer is too late.</summary>
    public static readonly DeviceLimits PatientDevices = new() { LiveStateTimeout = Patience.Max, DecommissionTimeout = Patience.Max };

    private readonly ActorSystem _system = ActorSystem.Create("platform-api", "akka.loglevel = WARNING, akka.stdout-loglevel = OFF");
    private WebApplication _app = null!;

    public TestDatabase Database { get; private set; } = null!;

    public FakeDevices.Script Devices { get; } = new();

    public RecordedChanges Changes { get; } = new();

    public FeedSignal Signal { get; } = new();

    public LogLines Log { get; } = new();

    public List<IReadinessCheck> Checks { get; } = [];

    public string AdminKey { get; } = ApiKeySecret.New();

    public string PlatformKey { get; private set; } = "";

    public string ViewerKey { get; private set; } = "";

    public HttpClient Http { get; } = new(new ContractHandler()) { Timeout = Patience.Max };

    public IServiceProvider Services => _app.Services;

    public static async Task<PlatformHost> StartAsync(
        RestLimits? limits = null, Action<WebApplication>? map = null, Action<TestDatabase, IServiceCollection>? services = null,
        StorageProvider provider = StorageProvider.Sqlite)
    {
        var host = new PlatformHost { Database = await TestDatabase.CreateAsync(provider) };
        await host.RunAsync(limits ?? Patient, map, services);
        host.PlatformKey = await host.AddKeyAsync(ApiRole.Platform);
        host.ViewerKey = await host.AddKeyAsync(ApiRole.Viewer);
        return host;
    }

    public async Task<string> AddKeyAsync(ApiRole role)
    {
        var key = ApiKeySecret.New();
        await Database.Keys.AddAsync("test", role, ApiKeySecret.Hash(key), default);
        return key;
    }

    /// <summary>Sends with the key of the role <c>platform</c> unless another is given; an empty key sends none.</summary>
    public async Task<Answer> SendAsync(
        string method, string path, string? body = null, string? key = null, string contentType = "application/json", string? accept = null) =>
        await SendAsync(method, path, body is null ? null : Encoding.UTF8.GetBytes(body), key, contentType, accept);

    public async Task<Answer> SendAsync(
        string method, string path, byte[]? body, string? key = null, string contentType = "application/json", string? accept = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if ((key ?? PlatformKey) is { Length: > 0 } presented) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", presented);
        if (accept is not null) request.Headers.TryAddWithoutValidation("Accept", accept);
        if (body is not null)
        {
            request.Content = new ByteArrayContent(body);
            request.Content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        }

        using var response = await Http.SendAsync(request);
        return new Answer(response.StatusCode, await response.Content.ReadAsStringAsync(), response.Headers, response.Content.Headers);
    }

    public Task<Answer> GetAsync(string path, string? key = null) => SendAsync("GET", path, (byte[]?)null, key);

    public Task<Answer> PutDeviceAsync(string sn, string json = """{"key":"l8iTgWXT","kind":"attendance"}""") =>
        SendAsync("PUT", "/api/v1/devices/" + sn, json);

    public HabitStore Habits => new(Database.Database, Changes);

    /// <summary>Stops the server as SIGTERM would.</summary>
    public Task StopAsync() => _app.StopAsync();

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.DisposeAsync();
        await _system.Terminate();
        await Database.DisposeAsync();
    }

    private async Task RunAsync(RestLimits limits, Action<WebApplication>? map, Action<TestDatabase, IServiceCollection>? services)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders().AddProvider(Log).SetMinimumLevel(LogLevel.Debug);
        builder.Services.AddSingleton(Database.Devices).AddSingleton(Database.Attendance).AddSingleton(Database.Quarantine);
        builder.Services.AddSingleton(Database.Feed).AddSingleton(Database.Keys).AddSingleton(Database.Database);
        builder.Services.AddSingleton(new FeedCipher(Database.Hidden));
        builder.Services.AddSingleton(Database.Registrations).AddSingleton(Database.Audit);
        builder.Services.AddSingleton(Database.Presence).AddSingleton(new AlarmStore(Database.Database));
        builder.Services.AddSingleton(Database.Persons).AddSingleton(Database.Commands).AddSingleton(Database.Intake);
        builder.Services.AddSingleton(new RosterFacts(Database.Database, Database.Clock));
        builder.Services.AddSingleton(Database.RetentionOf(RetentionOptions.Standard)).AddSingleton(Database.Runs).AddSingleton(Database.Proofs);
        builder.Services.AddSingleton(Database.Models).AddSingleton(Database.ModelGuess).AddSingleton(Database.Sites);
        builder.Services.AddSingleton(Database.Rosters).AddSingleton(Database.RosterLists);
        builder.Services.AddSingleton(new JobStore(Database.Database, Database.Audit, Database.Hidden)).AddSingleton(new JobRunStore(Database.Database));
        builder.Services.AddSingleton(new UnknownTerminalStore(Database.Database));
        builder.Services.AddSingleton(new AdminKey(ApiKeySecret.Hash(AdminKey)));
        builder.Services.AddSingleton(new DialectNames(new HashSet<string> { "standard", "hainan" }));
        builder.Services.AddSingleton<IDeviceChanges>(Changes).AddSingleton<IHabitStore>(Habits);
        builder.Services.AddSingleton(new DeviceRegion(_system.ActorOf(Props.Create(() => new FakeDevices(Devices)))));
        builder.Services.AddSingleton(Signal).AddSingleton(limits);
        builder.Services.AddSingleton<IReadinessCheck, DatabaseReadiness>();
        builder.Services.AddTransient<IEnumerable<IReadinessCheck>>(_ => [new DatabaseReadiness(Database.Database), .. Checks]);
        builder.Services.AddSingleton(PatientDevices).AddSingleton(PatientCommands);
        builder.Services.AddPlatformApi();
        services?.Invoke(Database, builder.Services);
        _app = builder.Build();
        _app.UsePlatformApi();
        _app.MapPlatformApi();
        map?.Invoke(_app);
        await _app.StartAsync();
        var addresses = _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!;
        Http.BaseAddress = new Uri(addresses.Addresses.Single());
    }
}
