using Gateway.Actors.Feed;

namespace Gateway.Platform.Rest.Requests;

/// <summary>A 200 whose JSON is written by hand, straight into the response.</summary>
internal sealed class JsonWriteResult(Action<Utf8JsonWriter> write) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.ContentType = "application/json; charset=utf-8";
        await using (var writer = new Utf8JsonWriter(response.BodyWriter, FeedItemJson.WriterOptions)) write(writer);
        await response.BodyWriter.FlushAsync(httpContext.RequestAborted);
    }
}
