using System.IO.Pipelines;
using Gateway.Actors.Privacy;
using Microsoft.AspNetCore.Http.Features;

namespace Gateway.Platform.Rest.Feed;

/// <summary>One consumer's stream of server-sent events (<see cref="FeedEvent"/>).</summary>
internal sealed class FeedStream(FeedReader reader, RestLimits limits, TimeProvider time, ILogger<FeedStream> log)
{
    /// <summary>Items per reading.</summary>
    private const int BatchLength = 500;

    /// <summary>
    /// Streams until the client goes, its position is worth nothing any more (it comes again and is told so) or <paramref name="stopping"/> (the gateway's end, or its key's) is
    /// cancelled; the response then ends as a whole one.
    /// </summary>
    /// <param name="page">The first.</param>
    /// <param name="masked">Not null: the consumer may not see personal data, but for these fields.</param>
    public async Task RunAsync(HttpContext http, FeedPage page, FeedWish wish, ClearFields? masked, CancellationToken stopping)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, stopping);
        var batches = wish with { Limit = BatchLength };
        var body = http.Response.BodyWriter;
        try
        {
            Begin(http.Response);
            await CommentAsync(body, null, ended.Token);
            var (told, since) = (page.Next, time.GetTimestamp());
            while (page.Refusal is null)
            {
                if (page.Items.Count > 0)
                {
                    foreach (var item in page.Items) body.Write((masked is null ? item : item.Masked(masked)).Event.Span);
                    await body.FlushAsync(ended.Token);
                    told = page.Items[^1].Seq;
                }

                var left = limits.FeedKeepAlive - time.GetElapsedTime(since);
                if (left <= TimeSpan.Zero)
                {
                    await CommentAsync(body, page.Next > told ? page : null, ended.Token);
                    (told, since) = (page.Next, time.GetTimestamp());
                    left = limits.FeedKeepAlive;
                }

                page = await reader.NextAsync(page, batches, left, ended.Token);
            }
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
            // The client or its key has gone, or the gateway stops: the stream just ends.
        }

        RestLog.FeedStreamEnded(log, page.Next);
    }

    private static void Begin(HttpResponse response)
    {
        response.ContentType = "text/event-stream";
        response.Headers.CacheControl = "no-store";
        response.Headers["X-Accel-Buffering"] = "no"; // Proxies must pass each event on at once.
        response.HttpContext.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
    }

    /// <param name="passed">How far a consumer of some kinds has come: an id without data is no event, but what it resumes from.</param>
    private static async Task CommentAsync(PipeWriter body, FeedPage? passed, CancellationToken cancellation)
    {
        body.Write(": feed\n"u8);
        if (passed is not null) Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"id: {passed.Position.Generation}:{passed.Next}\n"), body);
        body.Write("\n"u8);
        await body.FlushAsync(cancellation);
    }
}
