using System.IO.Pipelines;
using Gateway.Actors.Feed;
using Gateway.Platform.Keys;
using Gateway.Platform.Rest.Keys;
using Microsoft.AspNetCore.Http.Features;

namespace Gateway.Platform.Rest.Feed;

/// <summary>One consumer's stream of server-sent events: <c>id</c> = seq, <c>event</c> = kind, <c>data</c> = the item.</summary>
internal sealed class FeedStream(FeedReader reader, ApiKeyVerifier keys, RestLimits limits, TimeProvider time, ILogger<FeedStream> log)
{
    /// <summary>Items per reading.</summary>
    private const int BatchLength = 500;

    /// <summary>Streams until the client goes, its key is deleted or <paramref name="stopping"/> is cancelled; the response then ends as a whole one.</summary>
    public async Task RunAsync(HttpContext http, long after, IReadOnlyCollection<FeedKind>? kinds, CancellationToken stopping)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, stopping);
        var position = after;
        try
        {
            Begin(http.Response);
            await CommentAsync(http.Response.BodyWriter, ended.Token);
            await foreach (var page in PagesAsync(http, after, kinds, ended.Token))
            {
                Write(http.Response.BodyWriter, page.Items);
                await http.Response.BodyWriter.FlushAsync(ended.Token);
                position = page.Next;
            }
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
            // The client has gone or the gateway stops: the stream just ends.
        }

        RestLog.FeedStreamEnded(log, position);
    }

    /// <summary>The pages that have items; between them comments that keep the connection alive. Ends when the key is not valid any more.</summary>
    private async IAsyncEnumerable<FeedPage> PagesAsync(
        HttpContext http,
        long after,
        IReadOnlyCollection<FeedKind>? kinds,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        var position = after;
        var since = time.GetTimestamp();
        while (true)
        {
            var page = await reader.ReadAsync(position, kinds, BatchLength, cancellation);
            position = page.Next;
            if (page.Items.Count > 0) yield return page;
            var left = limits.FeedKeepAlive - time.GetElapsedTime(since);
            if (left <= TimeSpan.Zero)
            {
                if (await keys.FindAsync(BearerHandler.Presented(http.Request) ?? "", cancellation) is null) yield break;
                await CommentAsync(http.Response.BodyWriter, cancellation);
                since = time.GetTimestamp();
            }
            else if (page.Items.Count < BatchLength)
            {
                await reader.PauseAsync(page, left, cancellation);
            }
        }
    }

    private static void Begin(HttpResponse response)
    {
        response.ContentType = "text/event-stream";
        response.Headers.CacheControl = "no-store";
        response.Headers["X-Accel-Buffering"] = "no"; // Proxies must pass each event on at once.
        response.HttpContext.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
    }

    private static async Task CommentAsync(PipeWriter body, CancellationToken cancellation)
    {
        body.Write(": feed\n\n"u8);
        await body.FlushAsync(cancellation);
    }

    private static void Write(PipeWriter body, IReadOnlyList<FeedItem> items)
    {
        var json = new ArrayBufferWriter<byte>(512);
        using var writer = new Utf8JsonWriter(json, FeedItemJson.WriterOptions);
        foreach (var item in items)
        {
            json.ResetWrittenCount();
            writer.Reset();
            FeedItemJson.Write(writer, item);
            writer.Flush();
            Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"id: {item.Seq}\nevent: {FeedItemJson.KindText(item.Kind)}\ndata: "), body);
            WriteOneLine(body, json.WrittenSpan);
            body.Write("\n\n"u8);
        }
    }

    /// <summary>Stored JSON may hold line breaks between its tokens: they would end the event.</summary>
    private static void WriteOneLine(PipeWriter body, ReadOnlySpan<byte> json)
    {
        var span = body.GetSpan(json.Length)[..json.Length];
        json.CopyTo(span);
        span.Replace((byte)'\n', (byte)' ');
        span.Replace((byte)'\r', (byte)' ');
        body.Advance(json.Length);
    }
}
