namespace Gateway.Edge.DeviceHttp.Requests;

/// <summary>A request that cannot be worked on: its body is too large, too slow or cut off, or there is no room for it.</summary>
/// <param name="reason">For the terminal's log.</param>
/// <param name="isOurs">For want of room: not the terminal's fault.</param>
internal sealed class RequestRefusedException(string reason, bool isOurs = false) : Exception(reason)
{
    public bool IsOurs => isOurs;
}
