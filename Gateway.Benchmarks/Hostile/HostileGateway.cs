using System.Net.Http.Json;
using Gateway.Benchmarks.Measuring;
using Gateway.Benchmarks.Servers;

namespace Gateway.Benchmarks.Hostile;

/// <summary>The program as an operator starts it, this build's or another's, with the terminals of the load.</summary>
internal sealed class HostileGateway : IAsyncDisposable
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(50);

    private readonly GatewayProgram _program;
    private readonly WorkDirectory _directory;
    private readonly CancellationTokenSource _ended = new();
    private long _peak;

    private HostileGateway(GatewayProgram program, WorkDirectory directory) => (_program, _directory) = (program, directory);

    public int Socket => _program.Socket;

    /// <summary>The device listener for HTTP.</summary>
    public Uri Http => _program.Http;

    public int PlatformPort => _program.Platform.BaseAddress!.Port;

    public string ViewerKey { get; private set; } = "";

    public bool IsAlive => _program.IsAlive;

    /// <summary>The most memory that it had since <see cref="ForgetPeak"/>, in MiB.</summary>
    public long PeakMiB => Interlocked.Read(ref _peak);

    public void ForgetPeak() => Interlocked.Exchange(ref _peak, 0);

    /// <param name="program">Gateway.Host.dll; null: of this build.</param>
    public static async Task<HostileGateway> StartAsync(string? program, string parent, CancellationToken cancellation)
    {
        var directory = new WorkDirectory(parent);
        var gateway = new HostileGateway(await GatewayProgram.StartAsync(program, directory.Path, cancellation), directory);
        await gateway.PrepareAsync(cancellation);
        return gateway;
    }

    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        await _program.DisposeAsync();
        _ended.Dispose();
        _directory.Dispose();
    }

    private async Task PrepareAsync(CancellationToken cancellation)
    {
        var lines = HonestLoad.All.Select(number => JsonSerializer.Serialize(new
        {
            sn = BenchTerminal.Sn(number),
            key = BenchTerminal.ToChange(number).Key,
            kind = number == HonestLoad.Enrolment ? "enrolment" : "attendance",
        }));
        await _program.ImportAsync(lines, cancellation);
        using var made = await _program.Platform.PostAsJsonAsync(new Uri("/api/v1/keys", UriKind.Relative), new { name = "attacker", role = "viewer" }, cancellation);
        using var key = JsonDocument.Parse(await made.Content.ReadAsStringAsync(cancellation));
        ViewerKey = key.RootElement.GetProperty("key").GetString()!;
        _ = WatchAsync();
    }

    private async Task WatchAsync()
    {
        while (!_ended.IsCancellationRequested && _program.IsAlive)
        {
            try
            {
                var resident = _program.ResidentKiB / 1024;
                if (resident > Interlocked.Read(ref _peak)) Interlocked.Exchange(ref _peak, resident);
                await Task.Delay(LookEvery);
            }
            catch (Exception gone) when (gone is IOException or FormatException)
            {
                return;
            }
        }
    }
}
