using System.Data.Common;
using System.Diagnostics;
using Gateway.Platform.Problems;
using Gateway.Platform.Rest.Requests;
using Gateway.Storage.Sql;
using Microsoft.AspNetCore.Connections;

namespace Gateway.Platform.Rest.Problems;

/// <summary>Turns whatever goes wrong behind it, an exception or a bare status, into a problem detail.</summary>
internal sealed class ProblemMiddleware(RequestDelegate next, ILogger<ProblemMiddleware> log)
{
    public async Task InvokeAsync(HttpContext http)
    {
        try
        {
            await next(http);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            return; // The client has gone: nobody to answer.
        }
        catch (ConnectionResetException)
        {
            return; // The same, noticed while its body was read.
        }
        catch (Exception e)
        {
            if (e is BadHttpRequestException { StatusCode: 413 }) await BodyDrain.TryAsync(http);
            await AnswerAsync(http, OfException(http, e));
            return;
        }

        if (IsBareError(http.Response)) await OfStatus(http).ExecuteAsync(http);
    }

    private static bool IsBareError(HttpResponse response) =>
        response is { HasStarted: false, StatusCode: >= 400, ContentLength: null, ContentType: null };

    private static ProblemResult OfStatus(HttpContext http)
    {
        var kind = ProblemKinds.OfStatus(http.Response.StatusCode);
        var detail = kind.Status switch
        {
            404 => $"No route {http.Request.Path}.",
            405 => $"{http.Request.Method} is not allowed for {http.Request.Path}; allowed: {http.Response.Headers.Allow}.",
            504 => "What was asked for may have been done all the same.",
            _ => null,
        };
        return new ProblemResult(kind, detail);
    }

    private ProblemResult OfException(HttpContext http, Exception exception)
    {
        switch (exception)
        {
            case BadHttpRequestException bad:
                RestLog.BadRequest(log, http.Request.Method, bad.StatusCode);
                return new ProblemResult(ProblemKinds.OfStatus(bad.StatusCode), bad.StatusCode == 413 ? "The body is larger than this route takes." : null);
            case CursorInvalidException:
                return new ProblemResult(ProblemKinds.CursorInvalid, "Give next_cursor of the page before, unchanged, and the same filters.")
                {
                    Errors = [new FieldError("cursor", ProblemKinds.CursorInvalid, "is not one that this list has given out")],
                };
            case DbException or StorageUnusableException:
                RestLog.DatabaseFailed(log, exception, http.Request.Method, http.GetEndpoint()?.DisplayName);
                return new ProblemResult(ProblemKinds.DatabaseUnavailable, "Try again; whether a change was stored is not known.")
                {
                    RetryAfter = TimeSpan.FromSeconds(5),
                };
            default:
                var traceId = Activity.Current?.TraceId.ToString() ?? http.TraceIdentifier;
                RestLog.RequestFailed(log, exception, http.Request.Method, http.GetEndpoint()?.DisplayName, traceId);
                return new ProblemResult(ProblemKinds.InternalError, "It has been logged under trace_id.") { TraceId = traceId };
        }
    }

    private static async Task AnswerAsync(HttpContext http, ProblemResult problem)
    {
        if (http.Response.HasStarted)
        {
            http.Abort(); // Half an answer must not look like a whole one.
            return;
        }

        http.Response.Clear();
        await problem.ExecuteAsync(http);
    }
}
