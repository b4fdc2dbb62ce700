using System.IO.Pipelines;
using Gateway.Edge.Budgets;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;

namespace Gateway.Edge.DeviceHttp.Requests;

/// <summary>
/// The parameters of one request, from its query and its body, read as it comes: memory is charged by what has come, never by what was announced, and a body that comes too
/// slowly ends. Dispose it when the parameters are no longer used.
/// </summary>
internal sealed class FormBody : IDisposable
{
    /// <summary>Bytes that are read at once.</summary>
    private const int StepMax = 64 * 1024;

    /// <summary>Bytes of the fields beside the one that is streamed.</summary>
    private const int FieldsBesideMax = 64 * 1024;

    /// <summary>What it takes to read any body at all.</summary>
    private const int ReadersCost = 12 * 1024;

    private readonly RequestRooms _rooms;
    private readonly DeviceHttpLimits _limits;
    private readonly TimeProvider _time;
    private readonly FormFields _fields;
    private readonly FormReader _form;
    private readonly PipeReader? _body;
    private readonly long? _announced;
    private readonly bool _isStreamed;
    private readonly long _lengthMax;
    private readonly Claimant _address;
    private readonly RoomHold _memory;
    private readonly CancellationTokenSource _late;

    /// <summary>The time that is left for the present piece of the body, and for all of it; only time in which we wait for bytes counts.</summary>
    private TimeSpan _pieceLeft;
    private TimeSpan _wholeLeft;
    private long _piece;
    private long _length;

    /// <param name="streamed">The field that may be of any length: the caller takes it from <see cref="Streamed"/> as it comes. Null: there is none.</param>
    /// <param name="lengthMax">Bytes of the body.</param>
    public FormBody(HttpContext http, string? streamed, long lengthMax, RequestRooms rooms, DeviceHttpLimits limits, TimeProvider time)
    {
        (_rooms, _limits, _time) = (rooms, limits, time);
        (_isStreamed, _lengthMax) = (streamed is not null, lengthMax);
        _fields = new FormFields(Parameters, streamed);
        _form = new FormReader(_fields);
        _address = Claimant.Of(http.Connection.RemoteIpAddress);
        _memory = new RoomHold(rooms.Bytes, _address);
        _late = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        (_pieceLeft, _wholeLeft) = (limits.BodyPieceWithin, _isStreamed ? TimeSpan.MaxValue : limits.BodyTimeMax);
        if (http.Request.QueryString.Value is { Length: > 1 } query) FormReader.ReadQuery(Encoding.UTF8.GetBytes(query, 1, query.Length - 1), _fields);
        if (http.Request.ContentLength == 0 || http.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: false }) return;

        // The server's own minimum is met or not within five seconds, which a terminal on a bad line does not always do.
        if (http.Features.Get<IHttpMinRequestBodyDataRateFeature>() is { } rate) rate.MinDataRate = null;
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size) size.MaxRequestBodySize = _lengthMax;
        (_body, _announced) = (http.Request.BodyReader, http.Request.ContentLength);
    }

    public RequestParameters Parameters { get; } = new();

    /// <summary>What has come of the streamed field; whoever has taken it clears it.</summary>
    public ArrayBufferWriter<byte> Streamed => _fields.Streamed;

    /// <summary>Bytes that the caller holds of what it has taken.</summary>
    public long Taken { get; set; }

    /// <summary>Reads on, a step. False: it has been read to its end.</summary>
    /// <exception cref="RequestRefusedException">It cannot be had whole.</exception>
    public async ValueTask<bool> ReadAsync()
    {
        if (_body is null || _length < 0) return false;
        if (_announced > _lengthMax) throw TooLarge();
        var read = await NextAsync(_body);
        var bytes = read.Buffer.Slice(0, Math.Min(read.Buffer.Length, StepMax));
        try
        {
            _length += bytes.Length;
            if (_length > _lengthMax) throw TooLarge();
            await HoldAsync(bytes.Length);
            foreach (var segment in bytes) _form.Append(segment.Span);
            if (_isStreamed && _fields.Kept > FieldsBesideMax) throw new RequestRefusedException(ReplyWord.TooLarge, "the fields beside the content are too large");
        }
        finally
        {
            _body.AdvanceTo(bytes.End);
        }

        if (!read.IsCompleted || bytes.Length < read.Buffer.Length) return true;
        _form.Finish();
        _length = -1;
        return false;
    }

    /// <summary>Reads and drops what is left, so that the answer is not lost in a reset.</summary>
    public async ValueTask SkipAsync()
    {
        while (await ReadAsync())
        {
            Streamed.ResetWrittenCount();
            if (_length > _limits.BodyLengthMax) throw TooLarge();
        }
    }

    /// <summary>From now on the memory is on the account of this terminal.</summary>
    public void BelongsTo(string sn) => _memory.BelongsTo(sn);

    /// <summary>Takes a place among the requests that are worked on, until it is disposed.</summary>
    /// <param name="sn">The terminal that it is for, as far as the request says so.</param>
    /// <exception cref="RequestRefusedException">There was none in time.</exception>
    public async ValueTask<IDisposable> EnterAsync(string sn)
    {
        var place = new RoomHold(_rooms.Places, _address with { Sn = sn });
        await WaitAsync(place, 1);
        return place;
    }

    public void Dispose()
    {
        _memory.Dispose();
        _late.Dispose();
    }

    private async ValueTask<ReadResult> NextAsync(PipeReader body)
    {
        var began = _time.GetTimestamp();
        _late.CancelAfter(_pieceLeft < _wholeLeft ? _pieceLeft : _wholeLeft);
        ReadResult read;
        try
        {
            read = await body.ReadAsync(_late.Token);
        }
        catch (OperationCanceledException)
        {
            throw new RequestRefusedException(ReplyWord.TooSlow, "the body came too slowly");
        }
        catch (BadHttpRequestException bad)
        {
            throw bad.StatusCode == StatusCodes.Status413PayloadTooLarge ? TooLarge() : new RequestRefusedException(ReplyWord.Unreadable, "the body cannot be read");
        }
        catch (IOException)
        {
            throw new RequestRefusedException(ReplyWord.Unreadable, "the body was cut off");
        }

        _late.CancelAfter(Timeout.InfiniteTimeSpan);
        var took = _time.GetElapsedTime(began);
        (_pieceLeft, _wholeLeft) = (Max0(_pieceLeft - took), Max0(_wholeLeft - took));
        _piece += Math.Min(read.Buffer.Length, StepMax);
        if (_piece >= _limits.BodyPieceMin) (_piece, _pieceLeft) = (0, _limits.BodyPieceWithin);
        return read;
    }

    private static TimeSpan Max0(TimeSpan time) => time < TimeSpan.Zero ? TimeSpan.Zero : time;

    private ValueTask HoldAsync(long more) => WaitAsync(_memory, ReadersCost + _fields.Retained + Taken + more);

    private async ValueTask WaitAsync(RoomHold hold, long amount)
    {
        if (hold.TrySet(amount)) return;
        using var giveUp = new CancellationTokenSource(_limits.RoomWithin, _time);
        try
        {
            await hold.SetAsync(amount, giveUp.Token);
        }
        catch (OperationCanceledException)
        {
            throw new RequestRefusedException(ReplyWord.Busy, "the gateway is busy");
        }
    }

    private RequestRefusedException TooLarge() => new(ReplyWord.TooLarge, $"the body is larger than {_lengthMax} bytes");
}
