using Gateway.Codec.Framing;
using Xunit;

namespace Gateway.Tests.Codec.Framing;

/// <summary>One golden frame of Vectors/frames.json, made by make_frames.py with the openssl command.</summary>
public sealed record FrameVector(
    string Name,
    string Side,
    string Order,
    byte Command,
    ushort Number,
    ushort Total,
    byte Status,
    string Sn,
    string? Plain,
    string Body,
    string Frame)
{
    public const string Key = "l8iTgWXT";

    private static readonly JsonSerializerOptions Options = new() { PropertyNameCaseInsensitive = true };

    public static IReadOnlyList<FrameVector> All { get; } =
        JsonSerializer.Deserialize<List<FrameVector>>(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Vectors", "frames.json")), Options)!;

    public static TheoryData<int, string> Cases
    {
        get
        {
            var cases = new TheoryData<int, string>();
            for (var i = 0; i < All.Count; i++) cases.Add(i, $"{All[i].Name}, {All[i].Order}");
            return cases;
        }
    }

    public FrameSide FrameSide => Enum.Parse<FrameSide>(Side, ignoreCase: true);

    public ByteOrder ByteOrder => Enum.Parse<ByteOrder>(Order, ignoreCase: true);

    public byte[] FrameBytes => Convert.FromHexString(Frame);

    public byte[] BodyBytes => Convert.FromHexString(Body);

    public void AssertEqual(in Frame frame)
    {
        Assert.Equal(Command, frame.Command);
        Assert.Equal(Number, frame.PacketNumber);
        Assert.Equal(Total, frame.PacketTotal);
        Assert.Equal(Status, frame.Status);
        Assert.Equal(Sn, frame.Sn.ToString());
        Assert.Equal(BodyBytes, frame.Body.ToArray());
    }
}
