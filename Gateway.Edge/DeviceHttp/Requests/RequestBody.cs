using Gateway.Edge.Budgets;
using Microsoft.AspNetCore.Http.Features;

namespace Gateway.Edge.DeviceHttp.Requests;

/// <summary>Reads a body whole, within its limits of size and time, holding room for it in the budget of all bodies before the first byte is read.</summary>
internal sealed class RequestBody(DeviceHttpLimits limits, TimeProvider time)
{
    /// <summary>Room that even a small body takes: bounds the number of slow senders.</summary>
    private const int RoomMin = 16 * 1024;

    private const int FirstBuffer = 16 * 1024;

    private readonly Capacity _room = new(Math.Max(limits.BodiesLengthMax, limits.BodyLengthMax));

    /// <summary>The body, or why it could not be had: too large, too slow, cut off, or no room.</summary>
    public async Task<BodyRead> ReadAsync(HttpContext http)
    {
        var length = http.Request.ContentLength;
        if (length == 0 || http.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: false }) return new BodyRead([], null, Capacity.None);
        if (length > limits.BodyLengthMax) return TooLarge();
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size) size.MaxRequestBodySize = limits.BodyLengthMax;

        using var timeout = new CancellationTokenSource(limits.RoomWithin, time);
        IDisposable room;
        try
        {
            room = await _room.EnterAsync(Math.Max(Math.Min(RoomMin, limits.BodyLengthMax), length ?? limits.BodyLengthMax), timeout.Token);
        }
        catch (OperationCanceledException)
        {
            return BodyRead.Refused("the gateway is busy", isOurs: true);
        }

        timeout.CancelAfter(limits.BodyTimeMax);
        var read = await ReadAsync(http.Request.Body, (int?)length, room, timeout.Token);
        if (read.Refusal is not null) room.Dispose();
        return read;
    }

    private async Task<BodyRead> ReadAsync(Stream stream, int? length, IDisposable room, CancellationToken cancellation)
    {
        try
        {
            if (length is { } exact)
            {
                var whole = new byte[exact];
                await stream.ReadExactlyAsync(whole, cancellation);
                return new BodyRead(whole, null, room);
            }

            var buffer = new ArrayBufferWriter<byte>(FirstBuffer);
            while (await stream.ReadAsync(buffer.GetMemory(FirstBuffer), cancellation) is var count and > 0)
            {
                buffer.Advance(count);
                if (buffer.WrittenCount > limits.BodyLengthMax) return TooLarge();
            }

            return new BodyRead(buffer.WrittenSpan.ToArray(), null, room);
        }
        catch (OperationCanceledException)
        {
            return BodyRead.Refused("the body came too slowly");
        }
        catch (BadHttpRequestException bad)
        {
            return bad.StatusCode == StatusCodes.Status413PayloadTooLarge ? TooLarge() : BodyRead.Refused("the body cannot be read");
        }
        catch (IOException)
        {
            return BodyRead.Refused("the body was cut off");
        }
    }

    private BodyRead TooLarge() => BodyRead.Refused($"the body is larger than {limits.BodyLengthMax} bytes");
}
