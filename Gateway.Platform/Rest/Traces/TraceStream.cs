using System.IO.Pipelines;
using Gateway.Actors.Nodes;
using Gateway.Actors.Traffic;
using Gateway.Platform.Devices;
using Gateway.Platform.Rest.Requests;
using Microsoft.AspNetCore.Http.Features;

namespace Gateway.Platform.Rest.Traces;

/// <summary>One listener's stream of server-sent events: <c>id</c> counts from 1, <c>event</c> = <c>listening</c>, <c>frame</c>, <c>closed</c> or <c>dropped</c>.</summary>
internal sealed class TraceStream(NodeIdentity node, RestLimits limits, TimeProvider time)
{
    /// <summary>Streams until the client goes or <paramref name="stopping"/> (the gateway's end, or its key's) is cancelled.</summary>
    public async Task RunAsync(HttpContext http, TraceListener listener, DeviceResponse device, CancellationToken stopping)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, stopping);
        var body = http.Response.BodyWriter;
        try
        {
            http.Response.ContentType = "text/event-stream";
            http.Response.Headers.CacheControl = "no-store";
            http.Response.Headers["X-Accel-Buffering"] = "no"; // Proxies must pass each event on at once.
            http.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
            Write(body, 1, "listening", Listening(device));
            await body.FlushAsync(ended.Token);
            for (var id = 2L; await WaitAsync(http, listener, ended.Token);)
            {
                while (listener.Events.TryRead(out var traced))
                {
                    if (listener.TakeDropped() is > 0 and var dropped)
                        Write(body, id++, "dropped", Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $$"""{"count":{{dropped}}}""")));

                    Write(body, id++, traced.Kind, traced.Json.Span);
                    await body.FlushAsync(ended.Token);
                }
            }
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
            // The listener or its key has gone, or the gateway stops: the stream just ends.
        }
    }

    /// <summary>Waits for the next event, with comments that keep the connection alive.</summary>
    private async Task<bool> WaitAsync(HttpContext http, TraceListener listener, CancellationToken cancellation)
    {
        var next = listener.Events.WaitToReadAsync(cancellation).AsTask();
        while (true)
        {
            try
            {
                return await next.WaitAsync(limits.FeedKeepAlive, time, cancellation);
            }
            catch (TimeoutException)
            {
                http.Response.BodyWriter.Write(": trace\n\n"u8);
                await http.Response.BodyWriter.FlushAsync(cancellation);
            }
        }
    }

    private byte[] Listening(DeviceResponse device)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(bytes, new JsonWriterOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        json.WriteStartObject();
        json.WriteString("sn", device.Sn);
        json.WriteString("node", node.Name);
        json.WritePropertyName("connection");
        JsonSerializer.Serialize(json, device.Connection, RestJson.Strict.ConnectionResponse!);
        json.WriteEndObject();
        json.Flush();
        return bytes.WrittenSpan.ToArray();
    }

    private static void Write(PipeWriter body, long id, string kind, ReadOnlySpan<byte> json)
    {
        Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"id: {id}\nevent: {kind}\ndata: "), body);
        body.Write(json);
        body.Write("\n\n"u8);
    }
}
