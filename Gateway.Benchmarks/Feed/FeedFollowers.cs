using System.Buffers.Text;
using System.Diagnostics;
using System.IO.Pipelines;
using System.Net.Http.Headers;
using Gateway.Benchmarks.Measuring;
using Gateway.Benchmarks.Servers;

namespace Gateway.Benchmarks.Feed;

/// <summary>Consumers of server-sent events from the feed's end on, many in one process: every number is looked at, of every tenth record its age.</summary>
internal static class FeedFollowers
{
    private const int MeasuredOf = 10;

    /// <exception cref="InvalidOperationException">An event was missing, or came twice.</exception>
    public static async Task<FollowerResult> RunAsync(int port, int consumers, TimeSpan duration, CancellationToken cancellation)
    {
        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}"), Timeout = Timeout.InfiniteTimeSpan };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", GatewayServer.AdminKey);
        using var end = JsonDocument.Parse(await http.GetStringAsync(new Uri("/api/v1/feed?kinds=registration", UriKind.Relative), cancellation));
        var after = end.RootElement.GetProperty("next").GetInt64();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        stop.CancelAfter(duration);
        var each = await Task.WhenAll(Enumerable.Range(0, consumers).Select(_ => FollowAsync(http, after, stop.Token)));
        var delays = new Latencies(each.Select(one => one.Delays));
        return new FollowerResult(each.Sum(one => one.Events), delays.Percentile(0.5), delays.Percentile(0.99));
    }

    private static async Task<(long Events, Latencies Delays)> FollowAsync(HttpClient http, long after, CancellationToken stop)
    {
        var (seq, delays) = (after, new Latencies());
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"/api/v1/feed?after={after}", UriKind.Relative));
            request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/event-stream"));
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, stop);
            response.EnsureSuccessStatusCode();
            var body = PipeReader.Create(await response.Content.ReadAsStreamAsync(stop));
            while (true)
            {
                var read = await body.ReadAsync(stop);
                if (read.IsCompleted) throw new InvalidOperationException("a stream of the feed has ended");
                body.AdvanceTo(Take(read.Buffer, ref seq, delays), read.Buffer.End);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return (seq - after, delays);
        }
    }

    private static SequencePosition Take(ReadOnlySequence<byte> buffer, ref long seq, Latencies delays)
    {
        var reader = new SequenceReader<byte>(buffer);
        while (reader.TryReadTo(out ReadOnlySequence<byte> line, (byte)'\n'))
        {
            var text = line.IsSingleSegment ? line.FirstSpan : line.ToArray();
            if (text.StartsWith("id: "u8))
            {
                if (!Utf8Parser.TryParse(text[(text.LastIndexOf((byte)':') + 1)..], out long next, out _) || next != ++seq)
                    throw new InvalidOperationException($"{Encoding.ASCII.GetString(text)} came in the place of {seq}");
            }
            else if (seq % MeasuredOf == 0 && text.IndexOf("\"at\":\""u8) is > 0 and var at)
            {
                var time = text[(at + 6)..];
                var born = DateTimeOffset.Parse(Encoding.ASCII.GetString(time[..time.IndexOf((byte)'"')]), CultureInfo.InvariantCulture);
                delays.Add((long)((DateTimeOffset.UtcNow - born).TotalSeconds * Stopwatch.Frequency));
            }
        }

        return reader.Position;
    }
}
