using Gateway.Actors.Feed;
using Gateway.Platform.Keys;
using Gateway.Platform.Problems;
using Gateway.Platform.Rest.Keys;
using Gateway.Platform.Rest.Problems;
using Gateway.Storage.Sql;
using Microsoft.AspNetCore.Http.Timeouts;

namespace Gateway.Platform.Rest.Requests;

/// <summary>
/// Lists as CSV: all pages of what is filtered, streamed, one page in memory at a time. So many at a time on a node, shared out among keys; each has its time, and ends
/// with its key. An export that cannot be finished is broken off, so that half of it does not look like the whole.
/// </summary>
internal sealed class CsvExports(KeyWatch keys, TimeProvider time)
{
    /// <summary>The media type.</summary>
    public const string MediaType = "text/csv";

    /// <summary>What a list that can be exported says of it.</summary>
    public const string Description =
        "With Accept: text/csv all pages of what is filtered, streamed as CSV (RFC 4180, UTF-8, a header row of the field names; limit is not looked at): texts of a list between "
        + "semicolons, an object as JSON. An export that breaks off ends its connection without an end of the body. Eight may run at a time on one node; one more is answered 503.";

    /// <summary>Rows that are read at a time.</summary>
    public const int PageLength = 500;

    /// <summary>Exports at a time on one node.</summary>
    public const int PlacesMax = 8;

    /// <summary>How long one may take: 30 minutes.</summary>
    public static readonly TimeSpan TimeMax = TimeSpan.FromMinutes(30);

    private readonly KeyShares _places = new(PlacesMax);

    /// <summary>The caller would rather have CSV than JSON.</summary>
    public static bool IsWanted(HttpRequest request)
    {
        var accepted = request.GetTypedHeaders().Accept;
        double Quality(string type) => accepted.Where(a => a.MediaType.Equals(type, StringComparison.OrdinalIgnoreCase)).Select(static a => a.Quality ?? 1).DefaultIfEmpty(0).Max();
        return Quality(MediaType) is > 0 and var csv && csv >= Quality("application/json");
    }

    /// <param name="columns">Field names of an item, in the order of the columns.</param>
    /// <param name="cursor">Of the request: from there on; null: from the first.</param>
    /// <param name="page">Reads a page of the list.</param>
    /// <param name="write">Writes an item, as the list in JSON has it.</param>
    public IResult Of<T>(
        IReadOnlyList<string> columns, string? cursor, Func<string?, CancellationToken, Task<Page<T>>> page, Action<Utf8JsonWriter, T> write) =>
        new Export<T>(this, columns, cursor, page, write);

    private sealed class Export<T>(
        CsvExports owner, IReadOnlyList<string> columns, string? cursor, Func<string?, CancellationToken, Task<Page<T>>> page, Action<Utf8JsonWriter, T> write) : IResult
    {
        public async Task ExecuteAsync(HttpContext httpContext)
        {
            var caller = BearerHandler.Caller(httpContext.User);
            if (!owner._places.TryEnter(caller))
            {
                await new ProblemResult(ProblemKinds.ExportsExhausted, $"This key has its share of the {PlacesMax} exports that may run on this node.")
                {
                    RetryAfter = TimeSpan.FromSeconds(30),
                }.ExecuteAsync(httpContext);
                return;
            }

            try
            {
                httpContext.Features.Get<IHttpRequestTimeoutFeature>()?.DisableTimeout();
                using var late = new CancellationTokenSource(TimeMax, owner.Time);
                using var key = owner.Keys.Hold(BearerHandler.Presented(httpContext.Request)!);
                using var ended = CancellationTokenSource.CreateLinkedTokenSource(httpContext.RequestAborted, late.Token, key.Ended);
                await WriteAsync(httpContext.Response, ended.Token);
            }
            catch (OperationCanceledException)
            {
                httpContext.Abort();
            }
            finally
            {
                owner._places.Leave(caller);
            }
        }

        private async Task WriteAsync(HttpResponse response, CancellationToken cancellation)
        {
            var read = await page(cursor, cancellation);
            response.ContentType = MediaType + "; charset=utf-8; header=present";
            response.Headers.CacheControl = "no-store";
            CsvText.WriteHeader(response.BodyWriter, columns);
            var json = new ArrayBufferWriter<byte>();
            await using var writer = new Utf8JsonWriter(json, FeedItemJson.WriterOptions);
            while (true)
            {
                foreach (var item in read.Items)
                {
                    json.ResetWrittenCount();
                    writer.Reset();
                    write(writer, item);
                    await writer.FlushAsync(cancellation);
                    CsvText.WriteRow(response.BodyWriter, columns, json.WrittenMemory);
                }

                await response.BodyWriter.FlushAsync(cancellation);
                if (read.NextCursor is not { } next) return;
                read = await page(next, cancellation);
            }
        }
    }

    private KeyWatch Keys => keys;

    private TimeProvider Time => time;
}
