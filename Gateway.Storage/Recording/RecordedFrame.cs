namespace Gateway.Storage.Recording;

/// <summary>An entry of a terminal's recording: a frame, or several that were the same one after another.</summary>
/// <param name="Sn">The terminal.</param>
/// <param name="Number">1, 2, 3 … per terminal; 0 = not stored yet.</param>
/// <param name="At">When the first passed by.</param>
/// <param name="LastAt">When the last of <paramref name="Times"/> passed by.</param>
/// <param name="Times">How many it stands for.</param>
/// <param name="Json">An object in UTF-8, masked; empty where it is stored already, and only how many it stands for is written.</param>
public sealed record RecordedFrame(string Sn, long Number, DateTimeOffset At, DateTimeOffset LastAt, long Times, ReadOnlyMemory<byte> Json)
{
    /// <summary>No content: it is masked, but it is a terminal's all the same.</summary>
    public override string ToString() => $"RecordedFrame {{ {Number} }}";
}
