namespace Gateway.Host.Listeners;

/// <summary>Marks the connections of the platform's listeners, so that a request cannot choose by its Host header what it is served.</summary>
internal sealed class PlatformListener
{
    public static readonly PlatformListener Mark = new();

    private PlatformListener()
    {
    }
}
