using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using Gateway.Benchmarks.Servers;
using Gateway.Codec.Crypto;

namespace Gateway.Benchmarks.Hostile;

/// <summary>Over HTTP, on the device listener and the platform API.</summary>
internal static class HttpAttacks
{
    private const int SilentConnections = 64;
    private const int TricklingConnections = 16;
    private const int TrickleLength = 3500;
    private const int LineConnections = 1500;
    private const int LineLength = 1_000_000;
    private const int LargeUploads = 6;
    private const int LargeLength = 8_000_000;
    private const int Clients = 8;
    private const int Streams = 500;

    private static readonly TimeSpan TrickleEvery = TimeSpan.FromSeconds(1);

    /// <summary>Uploads that announce a megabyte and send nothing, and some that send 3.5 KiB/s.</summary>
    public static Task SilentBodiesAsync(AttackTarget target, AttackCost cost, CancellationToken stop) =>
        Task.WhenAll(Enumerable.Range(0, SilentConnections + TricklingConnections).Select(async number =>
        {
            var head = $"POST /Service/DevivePacketWebSvr.assx/UploadAttendance?sn={BenchTerminal.Sn(0)} HTTP/1.1\r\nHost: g\r\n"
                + "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 1000000\r\n\r\n";
            while (!stop.IsCancellationRequested)
            {
                if (await AttackLink.OpenAsync(target.Http, number % 4, cost, stop) is not { } socket) continue;
                using var held = socket;
                var goesOn = await AttackLink.SendAsync(socket, Encoding.ASCII.GetBytes(head), cost, stop);
                var trickle = number < SilentConnections ? [] : Encoding.ASCII.GetBytes(new string('a', TrickleLength));
                while (goesOn && !stop.IsCancellationRequested)
                {
                    await Task.Delay(TrickleEvery, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                    goesOn = trickle.Length == 0 ? !socket.Poll(0, System.Net.Sockets.SelectMode.SelectRead) : await AttackLink.SendAsync(socket, trickle, cost, stop);
                }
            }
        }));

    /// <summary>Request lines without an end.</summary>
    public static Task RequestLinesAsync(AttackTarget target, AttackCost cost, CancellationToken stop)
    {
        var line = Encoding.ASCII.GetBytes("GET /" + new string('a', LineLength));
        return Task.WhenAll(Enumerable.Range(0, LineConnections).Select(async number =>
        {
            if (await AttackLink.OpenAsync(target.Http, number % 8, cost, stop) is not { } socket) return;
            using var held = socket;
            await AttackLink.SendAsync(socket, line, cost, stop);
            await Task.Delay(Timeout.Infinite, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }));
    }

    /// <summary>Uploads of 16 MB, of records that are none, by terminals with keys of their own.</summary>
    public static Task LargeUploadsAsync(AttackTarget target, AttackCost cost, CancellationToken stop) =>
        Task.WhenAll(Enumerable.Range(0, LargeUploads).Select(number => PostAsync(target.Http, number, cost, _ =>
        {
            var terminal = HonestLoad.RogueFirst + number;
            var json = new StringBuilder("{\"count\":1,\"logs\":[0", LargeLength + 64).Insert(20, ",0", (LargeLength / 2) - 16).Append("]}").ToString();
            var content = Convert.ToHexString(new DesCipher(BenchTerminal.Key(terminal), CipherOptions.Standard).Encrypt(Encoding.ASCII.GetBytes(json)));
            return (Upload, new StringContent($"sn={BenchTerminal.Sn(terminal)}&content={content}", Encoding.ASCII, Form));
        }, stop)));

    /// <summary>Content without the key, each time another, under the SN of an honest terminal.</summary>
    public static Task GarbageUploadsAsync(AttackTarget target, AttackCost cost, CancellationToken stop) =>
        Task.WhenAll(Enumerable.Range(0, Clients).Select(number => PostAsync(target.Http, number % 2, cost, static _ =>
        {
            var content = Convert.ToHexString(RandomNumberGenerator.GetBytes(32_768));
            return (Upload, new StringContent($"sn={BenchTerminal.Sn(HonestLoad.HttpFirst)}&content={content}", Encoding.ASCII, Form));
        }, stop)));

    /// <summary>Workers who are none, with photos, by whoever knows the SN of an enrolment terminal.</summary>
    public static Task RegistrationsAsync(AttackTarget target, AttackCost cost, CancellationToken stop) =>
        Task.WhenAll(Enumerable.Range(0, Clients).Select(number => PostAsync(target.Http, number % 2, cost, count =>
        {
            var photo = RandomNumberGenerator.GetBytes(200_000);
            ((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF, 0xE0]).CopyTo(photo);
            var text = Uri.EscapeDataString(Convert.ToBase64String(photo));
            var id = string.Create(CultureInfo.InvariantCulture, $"51010719900101{(number * 1000) + (count % 1000):D4}")[..18];
            var form = $"Idno={id}&Name=a&gender=1&nation=b&birthday=1990-01-01&address=c&idissue=d&idperiod=20200101-20400101&idphoto={text}&photo={text}"
                + $"&userType=1&dev_mac={BenchTerminal.Sn(HonestLoad.Enrolment)}&RegType=1";
            return ("/Regist.Asfx", new StringContent(form, Encoding.ASCII, Form));
        }, stop)));

    /// <summary>Pulls under SNs that may exist.</summary>
    public static Task GuessedSnsAsync(AttackTarget target, AttackCost cost, CancellationToken stop) => Task.WhenAll(Enumerable.Range(0, Clients).Select(number =>
        GetAsync(
            target.Http, number % 2, cost, count => new HttpRequestMessage(HttpMethod.Get, $"/Service/DevivePacketWebSvr.assx/GetAddPerson?sn=guess-{number}-{count}"), stop)));

    /// <summary>API keys that are none, each time another.</summary>
    public static Task WrongKeysAsync(AttackTarget target, AttackCost cost, CancellationToken stop) =>
        Task.WhenAll(Enumerable.Range(0, Clients).Select(number => GetAsync(target.Platform, number % 2, cost, static _ =>
        {
            var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/devices?limit=1");
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Convert.ToHexString(RandomNumberGenerator.GetBytes(32)));
            return request;
        }, stop)));

    /// <summary>As many feed streams of one viewer as there may be.</summary>
    public static async Task FeedStreamsAsync(AttackTarget target, AttackCost cost, CancellationToken stop)
    {
        using var client = AttackLink.Client(target.Platform, 0, cost);
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", target.ViewerKey);
        client.DefaultRequestHeaders.Accept.Add(new MediaTypeWithQualityHeaderValue("text/event-stream"));
        await Task.WhenAll(Enumerable.Range(0, Streams).Select(async _ =>
        {
            try
            {
                using var answer = await client.GetAsync(new Uri("/api/v1/feed", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, stop);
                if (answer.StatusCode != HttpStatusCode.OK) cost.WasRefused();
                else await answer.Content.CopyToAsync(Stream.Null, stop);
            }
            catch (Exception end) when (end is HttpRequestException or IOException or OperationCanceledException)
            {
                cost.WasRefused();
            }
        }));
    }

    private const string Upload = "/Service/DevivePacketWebSvr.assx/UploadAttendance";
    private const string Form = "application/x-www-form-urlencoded";

    private static Task PostAsync(int port, int address, AttackCost cost, Func<int, (string Path, HttpContent Content)> next, CancellationToken stop) =>
        GetAsync(port, address, cost, count =>
        {
            var (path, content) = next(count);
            cost.Sent(content.Headers.ContentLength ?? 0);
            return new HttpRequestMessage(HttpMethod.Post, path) { Content = content };
        }, stop);

    /// <summary>Requests one after another.</summary>
    private static async Task GetAsync(int port, int address, AttackCost cost, Func<int, HttpRequestMessage> next, CancellationToken stop)
    {
        using var client = AttackLink.Client(port, address, cost);
        for (var count = 0; !stop.IsCancellationRequested; count++)
        {
            try
            {
                using var request = next(count);
                using var answer = await client.SendAsync(request, stop);
                if (answer.StatusCode != HttpStatusCode.OK) cost.WasRefused();
            }
            catch (Exception end) when (end is HttpRequestException or IOException or OperationCanceledException)
            {
                cost.WasRefused();
            }
        }
    }
}
