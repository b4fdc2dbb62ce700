namespace Gateway.Actors.Rosters;

/// <summary>
/// Wakes this node's look for terminals whose difference may have changed (docs/decisions/0125-rosters-become-commands.md), after the commit that marked them. A hint: one that is
/// lost costs seconds, since every node looks by itself too. Neither blocks nor throws.
/// </summary>
public sealed class RosterSignal
{
    private readonly Lock _gate = new();
    private TaskCompletionSource _marked = Next();

    /// <summary>Completes at the next <see cref="Written"/>.</summary>
    public Task Marked
    {
        get
        {
            lock (_gate) return _marked.Task;
        }
    }

    public void Written()
    {
        TaskCompletionSource marked;
        lock (_gate) (marked, _marked) = (_marked, Next());
        marked.SetResult();
    }

    private static TaskCompletionSource Next() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
