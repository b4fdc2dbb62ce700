using Gateway.Actors.Traffic;
using Gateway.Storage.Recording;

namespace Gateway.Platform.Recordings;

/// <summary>Reads one terminal's recording: what this node still has of it is written first.</summary>
internal sealed class RecordingReader(IFrameRecording recording, FrameStore store)
{
    /// <summary>Media type of one entry a line.</summary>
    public const string Ndjson = "application/x-ndjson";

    /// <summary>Oldest first: one entry a line, or <c>{"items":[…]}</c>.</summary>
    public async Task<byte[]> ReadAsync(string sn, bool lines, CancellationToken cancellation)
    {
        IReadOnlyList<RecordedFrame> frames = [];
        if (recording.Kept > 0)
        {
            await recording.FlushAsync(sn, cancellation);
            frames = await store.ReadAsync(sn, recording.Kept, cancellation);
        }

        var output = new MemoryStream();
        if (!lines) output.Write("{\"items\":["u8);
        for (var i = 0; i < frames.Count; i++)
        {
            if (!lines && i > 0) output.WriteByte((byte)',');
            Write(output, frames[i]);
            if (lines) output.WriteByte((byte)'\n');
        }

        if (!lines) output.Write("]}"u8);
        return output.ToArray();
    }

    /// <summary>What is stored is an object of its own; number and times come before its fields.</summary>
    private static void Write(MemoryStream output, RecordedFrame frame)
    {
        var head = $"{{\"number\":{frame.Number.ToString(CultureInfo.InvariantCulture)},\"sn\":\"{JsonEncodedText.Encode(frame.Sn)}\",\"at\":\"{Text(frame.At)}\"";
        if (frame.Times > 1) head += $",\"times\":{frame.Times.ToString(CultureInfo.InvariantCulture)},\"last_at\":\"{Text(frame.LastAt)}\"";
        output.Write(Encoding.ASCII.GetBytes(head + ","));
        output.Write(frame.Json.Span[1..]);
    }

    private static string Text(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
