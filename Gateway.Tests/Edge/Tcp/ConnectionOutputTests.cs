using System.IO.Pipelines;
using Gateway.Codec.Framing;
using Gateway.Edge.Tcp;
using Xunit;

namespace Gateway.Tests.Edge.Tcp;

/// <summary>A pipe that takes 64 KiB, as Kestrel's does, stands for the terminal.</summary>
public sealed class ConnectionOutputTests
{
    private const int TransportMost = 64 * 1024;
    private const int BodyMost = 10_213;
    private const long Now = 7;

    private readonly Pipe _pipe = new(new PipeOptions(pauseWriterThreshold: TransportMost, resumeWriterThreshold: TransportMost / 2, useSynchronizationContext: false));
    private readonly ConnectionOutput _output;
    private readonly List<int> _read = [];

    public ConnectionOutputTests() => _output = new ConnectionOutput(_pipe.Writer, new FrameReader(FrameSide.Request, ByteOrderPolicy.Big));

    [Fact]
    public void Flush_WhileTheTerminalReads_IsDoneAtOnce()
    {
        Assert.True(_output.Write(Frame(1)));

        Assert.Null(_output.Flush(Now));

        Assert.Equal(0, _output.FlushSince);
        ReadAll();
        Assert.Equal([1], _read);
    }

    [Fact]
    public async Task Write_WhileTheTerminalDoesNotRead_WaitsAndKeepsItsOrder()
    {
        const int Packets = 200; // 2 MB: a large photo.
        Task? flush = null;
        for (var number = 1; number <= Packets; number++)
        {
            Assert.True(_output.Write(Frame(number, BodyMost)));
            flush = _output.Flush(Now) ?? flush;
        }

        Assert.NotNull(flush);
        Assert.False(flush.IsCompleted);
        Assert.Equal(Now, _output.FlushSince);
        for (var turns = 0; flush is not null; turns++)
        {
            Assert.True(turns < Packets);
            ReadAll();
            await flush;
            flush = _output.Resume(Now);
        }

        ReadAll();
        Assert.Equal(Enumerable.Range(1, Packets), _read);
        Assert.Equal(0, _output.FlushSince);
    }

    [Fact]
    public void Write_OfManyPacketsBeforeTheFlush_AllLeave()
    {
        for (var number = 1; number <= 100; number++) Assert.True(_output.Write(Frame(number)));

        Assert.Null(_output.Flush(Now));

        ReadAll();
        Assert.Equal(Enumerable.Range(1, 100), _read);
    }

    [Fact]
    public void Write_BeyondWhatMayWait_SaysSo()
    {
        var taken = 0;
        while (_output.Write(Frame(taken + 1, BodyMost)))
        {
            _output.Flush(Now);
            Assert.True(++taken < 10_000);
        }

        Assert.InRange(taken, ConnectionOutput.WaitingMax, ConnectionOutput.WaitingMax + 20);
    }

    [Fact]
    public async Task Flush_ToATerminalThatHasGone_IsDone()
    {
        await _pipe.Reader.CompleteAsync();

        for (var number = 1; number <= 100; number++)
        {
            Assert.True(_output.Write(Frame(number, BodyMost)));
            Assert.Null(_output.Flush(Now));
        }
    }

    private static OutboundFrame Frame(int number, int length = 8) =>
        new(CommandWord.PersonPush, (ushort)number, ushort.MaxValue, FrameStatus.Success, SerialNumber.Read("smz-a03\0\0\0\0\0\0\0\0\0"u8), new byte[length]);

    /// <summary>Reads what the transport has; notes the packet numbers.</summary>
    private void ReadAll()
    {
        while (_pipe.Reader.TryRead(out var result) && !result.Buffer.IsEmpty)
        {
            var bytes = result.Buffer.ToArray();
            var at = 0;
            while (at + 4 <= bytes.Length && at + WireFrame.LengthOf(bytes.AsSpan(at), little: false) is var end && end <= bytes.Length)
            {
                _read.Add(WireFrame.FromReply(bytes.AsSpan(at, end - at), little: false).Number);
                at = end;
            }

            _pipe.Reader.AdvanceTo(result.Buffer.GetPosition(at), result.Buffer.End);
        }
    }
}
