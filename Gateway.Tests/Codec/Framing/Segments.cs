using Gateway.Codec.Framing;

namespace Gateway.Tests.Codec.Framing;

/// <summary>The same bytes in other pieces.</summary>
internal static class Segments
{
    public static ReadOnlySequence<byte> Of(params byte[][] pieces)
    {
        var first = new Piece(pieces[0], 0);
        var last = first;
        foreach (var piece in pieces.Skip(1)) last = last.Append(piece);
        return new ReadOnlySequence<byte>(first, 0, last, last.Memory.Length);
    }

    public static ReadOnlySequence<byte> OneByteEach(byte[] bytes) => Of([.. bytes.Select(b => new[] { b })]);

    /// <summary>Everything that a reader finds in the bytes when they come at once.</summary>
    public static List<(FrameReadResult Result, Frame Frame, FrameFault Fault)> ReadAll(FrameReader reader, ReadOnlySequence<byte> input)
    {
        var found = new List<(FrameReadResult, Frame, FrameFault)>();
        while (reader.TryRead(ref input, out var frame, out var fault) is var result and not FrameReadResult.NeedMore)
        {
            found.Add((result, frame, fault));
            if (fault.IsFatal()) break;
        }

        return found;
    }

    /// <summary>The same when they come in chunks, what was not taken being offered again, as a pipe does.</summary>
    public static List<(FrameReadResult Result, Frame Frame, FrameFault Fault)> ReadChunks(FrameReader reader, params byte[][] chunks)
    {
        var found = new List<(FrameReadResult, Frame, FrameFault)>();
        byte[] held = [];
        foreach (var chunk in chunks)
        {
            held = [.. held, .. chunk];
            var input = new ReadOnlySequence<byte>(held);
            while (reader.TryRead(ref input, out var frame, out var fault) is var result and not FrameReadResult.NeedMore)
            {
                found.Add((result, frame, fault));
                if (fault.IsFatal()) return found;
            }

            held = input.ToArray();
        }

        return found;
    }

    private sealed class Piece : ReadOnlySequenceSegment<byte>
    {
        public Piece(byte[] bytes, long start)
        {
            Memory = bytes;
            RunningIndex = start;
        }

        public Piece Append(byte[] bytes)
        {
            var next = new Piece(bytes, RunningIndex + Memory.Length);
            Next = next;
            return next;
        }
    }
}
