namespace Gateway.Host.Listeners;

/// <summary>What an HTTP listener serves. Set on each of its connections, so a request cannot choose by its Host header.</summary>
internal sealed class ListenerRole
{
    public static readonly ListenerRole Platform = new();
    public static readonly ListenerRole Devices = new();

    private ListenerRole()
    {
    }
}
