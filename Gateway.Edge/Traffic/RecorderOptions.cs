namespace Gateway.Edge.Traffic;

/// <summary>The frame recorder.</summary>
/// <param name="FramesPerDevice">Entries that are kept of each terminal; 0 = nothing is recorded.</param>
internal sealed record RecorderOptions(int FramesPerDevice)
{
    public static RecorderOptions Standard { get; } = new(FramesPerDevice: 200);
}
