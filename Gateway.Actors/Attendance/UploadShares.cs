namespace Gateway.Actors.Attendance;

/// <summary>
/// What each SN takes of this node's uplink: whoever stores more new records than its share is slowed, never refused (D39), and one that is far above what it usually stores is
/// seen. Counted after the commit: records that were there already are not counted, so that a repetition passes at full speed.
/// </summary>
public sealed class UploadShares(TimeProvider time)
{
    /// <summary>New records of one SN that pass at full speed: ten days of a busy gate that was cut off.</summary>
    public const int BurstMax = 20_000;

    /// <summary>New records a second that one SN may go on with: a hundred times what a busy gate recognises.</summary>
    public const int PerSecond = 100;

    /// <summary>Most that one upload is slowed by, all its parts together (D39).</summary>
    public static readonly TimeSpan SlowMax = TimeSpan.FromSeconds(5);

    /// <summary>New records of a day below which nothing is unusual.</summary>
    public const int UnusualFrom = 50_000;

    /// <summary>How many times its usual day is far above it.</summary>
    public const int UnusualFactor = 10;

    /// <summary>SNs that are remembered, those heard last.</summary>
    public const int TerminalsMax = 100_000;

    /// <summary>Weight of the latest day in the usual one.</summary>
    private const double DayWeight = 0.2;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Share> _shares = new(StringComparer.Ordinal);

    /// <summary>Counts records that have become durable.</summary>
    /// <param name="newRecords">Those that were new.</param>
    /// <param name="slowed">How long the same upload has been slowed already.</param>
    /// <returns>How long the upload is to be slowed now.</returns>
    public TimeSpan Took(string sn, int newRecords, TimeSpan slowed)
    {
        if (newRecords == 0) return TimeSpan.Zero;
        var now = time.GetUtcNow();
        lock (_gate)
        {
            if (!_shares.TryGetValue(sn, out var share))
            {
                if (_shares.Count >= TerminalsMax) DropOldest();
                _shares[sn] = share = new Share { At = time.GetTimestamp(), Day = Day(now) };
            }

            share.Taken = Math.Max(share.Taken - (time.GetElapsedTime(share.At).TotalSeconds * PerSecond), 0) + newRecords;
            share.At = time.GetTimestamp();
            Turn(share, Day(now));
            share.Today += newRecords;
            var over = TimeSpan.FromSeconds(Math.Max(share.Taken - BurstMax, 0) / PerSecond);
            var left = SlowMax - slowed;
            return over < left ? over : left > TimeSpan.Zero ? left : TimeSpan.Zero;
        }
    }

    /// <summary>SNs that have stored far more today (UTC) than they usually do in a day, the greatest first.</summary>
    public IReadOnlyList<UnusualUploads> Unusual(int most)
    {
        var day = Day(time.GetUtcNow());
        lock (_gate)
        {
            return
            [
                .. _shares.Where(entry => entry.Value.Day == day && entry.Value.Today >= UnusualFrom && entry.Value.Today > UnusualFactor * entry.Value.Usual)
                    .OrderByDescending(static entry => entry.Value.Today).Take(most)
                    .Select(static entry => new UnusualUploads(entry.Key, entry.Value.Today, (long)entry.Value.Usual)),
            ];
        }
    }

    private static int Day(DateTimeOffset time) => (int)(time.ToUnixTimeSeconds() / 86_400);

    /// <summary>A day that is over becomes part of the usual one. Days without anything do not count: sites rest.</summary>
    private static void Turn(Share share, int day)
    {
        if (share.Day == day) return;
        share.Usual = share.Usual == 0 ? share.Today : (share.Usual * (1 - DayWeight)) + (share.Today * DayWeight);
        (share.Day, share.Today) = (day, 0);
    }

    /// <summary>A quarter at once: the sorting is paid once for many.</summary>
    private void DropOldest()
    {
        foreach (var sn in _shares.OrderBy(static entry => entry.Value.At).Take(TerminalsMax / 4).Select(static entry => entry.Key).ToList()) _shares.Remove(sn);
    }

    private sealed class Share
    {
        /// <summary>New records above what has passed since.</summary>
        public double Taken { get; set; }

        /// <summary>When it was counted last, by a clock that never steps back.</summary>
        public long At { get; set; }

        public int Day { get; set; }

        public long Today { get; set; }

        /// <summary>New records of a usual day; 0: none is over yet.</summary>
        public double Usual { get; set; }
    }
}
