using Gateway.Actors.Feed;
using Gateway.Actors.Privacy;
using Gateway.Platform.Keys;
using Gateway.Platform.Problems;
using Gateway.Platform.Rest.Keys;
using Gateway.Platform.Rest.Problems;
using Gateway.Platform.Rest.Requests;

namespace Gateway.Platform.Rest.Feed;

/// <summary>The northbound feed: page, long poll, server-sent events.</summary>
internal static class FeedEndpoints
{
    private const string EventStream = "text/event-stream";

    private static readonly FeedKind[] AllKinds = Enum.GetValues<FeedKind>();
    private static readonly QueryParameter After = new("after", "Items after this seq; 0 = from the oldest that is kept.") { Range = (0, long.MaxValue), Default = 0 };
    private static readonly QueryParameter Generation = new("generation", "The generation that came with it; with it a position that is worth nothing any more is refused.")
    {
        LengthMax = 32,
    };

    private static readonly QueryParameter Wait = new("wait", "When there is nothing yet, wait so many seconds for it, 0..60.")
    {
        Range = (0, 60),
        Default = 0,
    };

    private static readonly QueryParameter Kinds = new("kinds", "Only items of these kinds, separated by commas.")
    {
        OneOf = [.. AllKinds.Select(FeedItemJson.KindText)],
        Several = true,
    };

    private static readonly QueryParameter LastEventId = new(
        "Last-Event-ID",
        "Of a stream that is taken up again: the id of the last event that was read (`generation:seq`). It goes before `after` and "
        + "`generation`; without a stream it is left aside.");

    private static readonly QueryParameter Site = new("site", "Only items of terminals that stand at this construction site when the feed is read.");
    private static readonly QueryParameter[] FeedQuery = [After, Generation, Kinds, Site, QueryParameter.Limit, Wait];

    public static void MapFeed(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/feed", ReadAsync).WithTags("feed").WithQuery(FeedQuery).WithHeaders(LastEventId).Problems(400, 409, 410, 503)
            .Produces<FeedPageResponse>(200, "application/json", EventStream)
            .Describe("ReadFeed", "The northbound feed",
                "Every attendance record, registration, command outcome and device status change exactly once, in one order. Give next and generation back, as after and "
                + "generation. "
                + "With Accept: text/event-stream the same as server-sent events (id = generation:seq, event = kind, data = the item), resumed by Last-Event-ID. "
                + "A restore or a fail-over may take numbers back: positions that were read under them, and such above the feed's end, are answered 409 with fork, oldest, "
                + "head and generation; "
                + "one older than what is kept 410. "
                + "With site a page may be empty and next yet greater: items of other sites were passed by. "
                + "The role viewer sees masks in the place of a terminal's own fields (extra) and words (result_desc). "
                + "At most 200 consumers may wait at a time on one node, long polls and streams together: one key 100, viewers together 100, and a key fewer when others wait; "
                + "one more is answered 503 with Retry-After. A key that is deleted meanwhile ends its streams, and its long polls with 401.")
            .DisableRequestTimeout(); // It limits its waiting itself.

    private static async Task<IResult> ReadAsync(
        HttpContext http,
        FeedReader reader,
        FeedStream stream,
        FeedConsumers consumers,
        ClearFields clear,
        KeyWatch keys,
        RestLimits limits,
        IHostApplicationLifetime lifetime,
        ILogger<FeedStream> log)
    {
        var query = new QueryReader(http.Request, FeedQuery);
        var position = new FeedPosition(query.Text(Generation), query.Number(After));
        if (!IsGeneration(position.Generation)) query.Errors.Add(Generation.Name, ProblemKinds.ParameterInvalid, "must be a generation of a feed");
        var kinds = query.Texts(Kinds)?.Select(text => AllKinds.First(k => FeedItemJson.KindText(k) == text)).ToArray();
        var wish = new FeedWish(kinds, query.Text(Site), (int)query.Number(QueryParameter.Limit));
        var wait = TimeSpan.FromSeconds(query.Number(Wait));
        var streamed = WantsStream(http.Request);
        if (streamed) position = Resume(http.Request, query.Errors) ?? position;
        if (query.Errors.Any) return query.Errors.ToProblem();
        var page = await reader.FirstAsync(position, wish, streamed || wait > TimeSpan.Zero, http.RequestAborted);
        if (page.Refusal is not null || (!streamed && (page.Items.Count > 0 || wait == TimeSpan.Zero))) return AnswerAs(page);
        var caller = BearerHandler.Caller(http.User);
        if (!consumers.TryEnter(caller))
        {
            RestLog.FeedConsumerRefused(log, limits.FeedConsumers);
            return new ProblemResult(ProblemKinds.FeedConsumersExhausted, $"This key has its share of the {limits.FeedConsumers} consumers that may wait on this node.")
            {
                RetryAfter = TimeSpan.FromSeconds(5),
            };
        }

        try
        {
            using var key = keys.Hold(BearerHandler.Presented(http.Request)!);
            using var ended = CancellationTokenSource.CreateLinkedTokenSource(lifetime.ApplicationStopping, key.Ended);
            if (streamed) await stream.RunAsync(http, page, wish, ApiPolicies.SeesPersonal(http.User) ? null : clear, ended.Token);
            else page = await PollAsync(reader, page, wish, wait, http.RequestAborted, ended.Token);
            if (streamed) return Results.Empty;
            return key.Ended.IsCancellationRequested ? new ProblemResult(ProblemKinds.Unauthenticated, "The key was deleted meanwhile.") : AnswerAs(page);
        }
        finally
        {
            consumers.Leave(caller);
        }

        IResult AnswerAs(FeedPage read) => Answer(ApiPolicies.SeesPersonal(http.User) ? read : read.Masked(clear));
    }

    /// <summary>A stop of the gateway ends the poll with an empty page, not with an error; so does the end of its key.</summary>
    private static async Task<FeedPage> PollAsync(
        FeedReader reader, FeedPage empty, FeedWish wish, TimeSpan wait, CancellationToken aborted, CancellationToken stopping)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(aborted, stopping);
        try
        {
            return await reader.NextAsync(empty, wish, wait, ended.Token);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            return empty;
        }
    }

    private static bool WantsStream(HttpRequest request) =>
        request.GetTypedHeaders().Accept.Any(a => a.Quality is not 0 && a.MediaType.Equals(EventStream, StringComparison.OrdinalIgnoreCase));

    /// <summary><c>generation:seq</c>, or the number alone.</summary>
    private static FeedPosition? Resume(HttpRequest request, FieldErrors errors)
    {
        var text = request.Headers["Last-Event-ID"].ToString();
        if (text.Length == 0) return null;
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        var generation = colon < 0 ? null : text[..colon];
        if (IsGeneration(generation) && long.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var seq))
            return new FeedPosition(generation, seq);

        errors.Add("Last-Event-ID", ProblemKinds.FeedPositionInvalid, "must be the id of an event of this feed");
        return null;
    }

    private static bool IsGeneration(string? text) => text is null || (text.Length > 0 && text.All(char.IsAsciiLetterOrDigit));

    private static IResult Answer(FeedPage page) => page.Refusal is { } refusal ? refusal.ToProblem() : new JsonWriteResult(writer =>
    {
        writer.WriteStartObject();
        writer.WriteStartArray("items");
        foreach (var item in page.Items) writer.WriteRawValue(item.Json.Span, skipInputValidation: true);
        writer.WriteEndArray();
        writer.WriteNumber("next", page.Next);
        writer.WriteString("generation", page.State.Current.Name);
        writer.WriteEndObject();
    });
}
