using System.IO.Pipelines;
using Gateway.Platform.Import;
using Xunit;

namespace Gateway.Tests.Platform;

public sealed class LineReaderTests
{
    private static readonly byte[] Body = Encoding.UTF8.GetBytes("\uFEFFone\r\n\r\n门\nlast\r");

    [Fact]
    public async Task Read_SplitAtEveryOffset_GivesTheSameLines()
    {
        for (var offset = 0; offset <= Body.Length; offset++) Assert.Equal(["1:one", "2:", "3:门", "4:last"], await ReadAsync(Body[..offset], Body[offset..]));
    }

    [Fact]
    public async Task Read_ByteByByte_GivesTheSameLines() =>
        Assert.Equal(["1:one", "2:", "3:门", "4:last"], await ReadAsync([.. Body.Select(b => new[] { b })]));

    [Fact]
    public async Task Read_Nothing_HasNoLine() => Assert.Empty(await ReadAsync([]));

    [Fact]
    public async Task Read_LineAtAndOverTheLimit_OnlyTheLongOneIsSkipped()
    {
        var longest = new string('x', LineReader.LengthMax);
        var body = Encoding.UTF8.GetBytes($"{longest}\r\n{longest}x\nshort\n{longest}{longest}\nend");

        var lines = await ReadAsync([.. body.Chunk(4096)]);

        Assert.Equal(["1:" + longest, "2!", "3:short", "4!", "5:end"], lines);
    }

    private static async Task<List<string>> ReadAsync(params byte[][] parts)
    {
        var pipe = new Pipe();
        var writing = Task.Run(async () =>
        {
            foreach (var part in parts) await pipe.Writer.WriteAsync(part);
            await pipe.Writer.CompleteAsync();
        });
        var reader = new LineReader(pipe.Reader);
        var lines = new List<string>();
        while (await reader.ReadAsync(default)) lines.Add(reader.TooLong ? $"{reader.Number}!" : $"{reader.Number}:{Encoding.UTF8.GetString(reader.Line)}");
        await writing;
        return lines;
    }
}
