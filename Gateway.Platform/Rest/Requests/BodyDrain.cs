using Microsoft.AspNetCore.Http.Features;

namespace Gateway.Platform.Rest.Requests;

/// <summary>
/// Reads the rest of a body that is too large and throws it away. Many clients read no answer before all of their body is sent: closed upon, they would see a
/// broken connection where the contract has a 413.
/// </summary>
internal static class BodyDrain
{
    /// <summary>Bytes that are read for the sake of an answer: 64 MiB. The sender of more is closed upon.</summary>
    public const long LengthMax = 64L * 1024 * 1024;

    /// <summary>How long it may take: 10 s.</summary>
    public static readonly TimeSpan TimeMax = TimeSpan.FromSeconds(10);

    /// <summary>Reads on, if the length is known and reading has not begun. A client that asked first (Expect: 100-continue) sends nothing.</summary>
    public static async Task TryAsync(HttpContext http)
    {
        if (http.Request.ContentLength is null or > LengthMax || http.Request.Headers.Expect.Count > 0) return;
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is not { IsReadOnly: false } limit) return;
        limit.MaxRequestBodySize = LengthMax;
        using var late = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted);
        late.CancelAfter(TimeMax);
        try
        {
            await http.Request.Body.CopyToAsync(Stream.Null, late.Token);
        }
        catch (Exception cut) when (cut is IOException or OperationCanceledException or BadHttpRequestException)
        {
            return; // Gone or too slow: the answer is tried all the same.
        }
    }
}
