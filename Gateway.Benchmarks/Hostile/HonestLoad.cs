using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Gateway.Benchmarks.Measuring;
using Gateway.Benchmarks.Servers;

namespace Gateway.Benchmarks.Hostile;

/// <summary>What honest terminals saw.</summary>
/// <param name="Socket">Of uploads on the socket.</param>
/// <param name="Http">Of uploads over HTTP.</param>
/// <param name="Refused">Uploads that were not stored: connection closed, no answer, an error.</param>
internal sealed record HonestResult(Latencies Socket, Latencies Http, long Refused);

/// <summary>Terminals of many sites, on the socket and over HTTP, each with a heartbeat and an upload a second.</summary>
internal sealed class HonestLoad(int socketPort, Uri http)
{
    public const int Sockets = 40;
    public const int HttpFirst = Sockets;
    public const int Https = 20;
    public const int RogueFirst = 100;
    public const int Rogues = 10;
    public const int Enrolment = 200;

    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(30);

    private long _refused;

    /// <summary>Numbers of all terminals of an attack, the attackers' too.</summary>
    public static IEnumerable<int> All => [.. Enumerable.Range(0, Sockets + Https), .. Enumerable.Range(RogueFirst, Rogues), Enrolment];

    public async Task<HonestResult> RunAsync(TimeSpan duration, CancellationToken stop)
    {
        _refused = 0;
        var started = Stopwatch.GetTimestamp();
        using var client = new HttpClient(new SocketsHttpHandler()) { BaseAddress = http, Timeout = AnswerWithin };
        var sockets = Enumerable.Range(0, Sockets).Select(number => Task.Run(() => SocketAsync(number, started, duration, stop), stop)).ToArray();
        var https = Enumerable.Range(HttpFirst, Https).Select(number => Task.Run(() => HttpAsync(client, number, started, duration, stop), stop)).ToArray();
        return new HonestResult(new Latencies(await Task.WhenAll(sockets)), new Latencies(await Task.WhenAll(https)), Interlocked.Read(ref _refused));
    }

    /// <summary>By the clock: the time of an answer counts from when the upload was due.</summary>
    private static async Task PacedAsync(int number, long started, TimeSpan duration, Func<Task<bool>> ask, Latencies latencies, CancellationToken stop)
    {
        for (var due = Every * (number % 20) / 20; due < duration; due += Every)
        {
            var ahead = due - Stopwatch.GetElapsedTime(started);
            if (ahead > TimeSpan.Zero) await Task.Delay(ahead, stop);
            if (await ask()) latencies.Add((long)((Stopwatch.GetElapsedTime(started) - due).TotalSeconds * Stopwatch.Frequency));
        }
    }

    private async Task<Latencies> SocketAsync(int number, long started, TimeSpan duration, CancellationToken stop)
    {
        var latencies = new Latencies();
        HonestTerminal? terminal = null;
        await PacedAsync(number, started, duration, AskAsync, latencies, stop);
        terminal?.Dispose();
        return latencies;

        async Task<bool> AskAsync()
        {
            using var late = CancellationTokenSource.CreateLinkedTokenSource(stop);
            late.CancelAfter(AnswerWithin);
            try
            {
                if (terminal is null)
                {
                    var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                    terminal = new HonestTerminal(number, socket);
                    await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, socketPort), late.Token);
                }

                await terminal.AskAsync(HonestTerminal.Heartbeat(number, DateTimeOffset.UtcNow), late.Token);
                await terminal.AskAsync(terminal.NextUpload(records: 1), late.Token);
                return true;
            }
            catch (Exception end) when (end is IOException or SocketException or OperationCanceledException)
            {
                Interlocked.Increment(ref _refused);
                terminal?.Dispose();
                terminal = null;
                return false;
            }
        }
    }

    private async Task<Latencies> HttpAsync(HttpClient client, int number, long started, TimeSpan duration, CancellationToken stop)
    {
        var latencies = new Latencies();
        await PacedAsync(number, started, duration, AskAsync, latencies, stop);
        return latencies;

        async Task<bool> AskAsync()
        {
            try
            {
                var content = Convert.ToHexString(HonestTerminal.Encrypt(number, HonestTerminal.NextRecords(number, records: 4)));
                using var form = new FormUrlEncodedContent([new("sn", BenchTerminal.Sn(number)), new("content", content)]);
                using var answer = await client.PostAsync(new Uri("/Service/DevivePacketWebSvr.assx/UploadAttendance", UriKind.Relative), form, stop);
                var stored = answer.StatusCode == HttpStatusCode.OK && (await answer.Content.ReadAsStringAsync(stop)).Contains("\"Result\":0", StringComparison.Ordinal);
                if (!stored) Interlocked.Increment(ref _refused);
                return stored;
            }
            catch (Exception end) when (end is HttpRequestException or IOException or OperationCanceledException && !stop.IsCancellationRequested)
            {
                Interlocked.Increment(ref _refused);
                return false;
            }
        }
    }
}
