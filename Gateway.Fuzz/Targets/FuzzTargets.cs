using Gateway.Codec.Framing;
using Gateway.Fuzz.Engine;

namespace Gateway.Fuzz.Targets;

/// <summary>Everything that reads bytes from outside.</summary>
internal static class FuzzTargets
{
    /// <summary>New ones, for one thread.</summary>
    public static IReadOnlyList<IFuzzTarget> New() =>
    [
        new FrameTarget(FrameSide.Request), new FrameTarget(FrameSide.Reply), new PacketTarget(), new BodyTarget(),
        new FormTarget(), new UploadTarget(), new ProxyTarget(), new RequestTarget(), new TextTarget(), new WireTarget(), new NodePortTarget()
    ];
}
