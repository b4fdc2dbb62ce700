namespace Gateway.Edge.DeviceHttp.Requests;

/// <summary>A request that cannot be worked on: its body is too large, too slow or cut off, or there is no room for it.</summary>
/// <param name="word">For the terminal; <see cref="ReplyWord.Busy"/> = for want of room.</param>
/// <param name="reason">For people.</param>
internal sealed class RequestRefusedException(ReplyWord word, string reason) : Exception(reason)
{
    public ReplyWord Word => word;
}
