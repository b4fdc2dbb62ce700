namespace Gateway.Actors.Attendance;

/// <summary>
/// The pause between two groups of uploads, so that those of several terminals share a transaction while few come (docs/decisions/0112). It counts from the beginning of the
/// last group: who comes after a silence does not wait, and where a commit takes longer than the pause there is none. It ends early when every terminal of the last group has
/// sent again, since then nobody is known who might still come (a terminal alone waits for nobody), and when enough uploads wait.
/// </summary>
/// <param name="every">Between the beginnings of two groups; no upload waits longer for company.</param>
/// <param name="time">The machine's own clock: the pause is one of the disk, not of the domain.</param>
public sealed class GroupPace(TimeSpan every, TimeProvider time)
{
    /// <summary>Uploads that are company enough: above some 200 a second the pause is shorter than its limit, and under load there is none.</summary>
    public const int WaitingEnough = 3;

    private readonly Lock _gate = new();

    /// <summary>SNs of the last group that have not been heard since.</summary>
    private readonly HashSet<string> _awaited = new(StringComparer.Ordinal);

    private TaskCompletionSource? _over;
    private long _began;

    /// <summary>A group of uploads by these SNs begins.</summary>
    public void Began(IEnumerable<string> sns)
    {
        lock (_gate)
        {
            _began = time.GetTimestamp();
            _awaited.Clear();
            _awaited.UnionWith(sns);
        }
    }

    /// <summary>An upload has come.</summary>
    /// <param name="waiting">Uploads that wait for the next group, with it.</param>
    public void Came(string sn, int waiting)
    {
        lock (_gate)
        {
            _awaited.Remove(sn);
            if (IsOver(waiting)) _over?.TrySetResult();
        }
    }

    /// <summary>Completes when the next group may begin.</summary>
    public Task PauseAsync(int waiting)
    {
        lock (_gate)
        {
            var left = every - time.GetElapsedTime(_began);
            if (left <= TimeSpan.Zero || IsOver(waiting)) return Task.CompletedTask;
            _over = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return Task.WhenAny(_over.Task, Task.Delay(left, time));
        }
    }

    private bool IsOver(int waiting) => _awaited.Count == 0 || waiting >= WaitingEnough;
}
