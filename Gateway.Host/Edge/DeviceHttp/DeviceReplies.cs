namespace Gateway.Edge.DeviceHttp;

/// <summary>Answers that several routes of §6 give.</summary>
internal static class DeviceReplies
{
    public static DeviceReply UnknownSn { get; } = DeviceReply.Result(DeviceReply.UnknownSn, "sn: unknown or disabled");

    /// <summary>An empty <c>Content</c> is the idle case for every known client (field notes).</summary>
    public static DeviceReply Idle { get; } = DeviceReply.Result(DeviceReply.Success, "idle");
}
