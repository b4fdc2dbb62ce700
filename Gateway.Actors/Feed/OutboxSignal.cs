namespace Gateway.Actors.Feed;

/// <summary>Wakes the feed's sequencer after a commit that wrote into the outbox. A hint: the sequencer looks by itself too.</summary>
public sealed class OutboxSignal
{
    private volatile Action _wake = static () => { };

    /// <summary>Calls this from now on. It must not block or throw.</summary>
    public void Connect(Action wake) => _wake = wake;

    /// <summary>There are new rows in the outbox.</summary>
    public void Written() => _wake();
}
