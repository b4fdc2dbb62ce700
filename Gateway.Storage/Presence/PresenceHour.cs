namespace Gateway.Storage.Presence;

/// <summary>What a terminal did in one hour.</summary>
/// <param name="From">When the hour begins.</param>
/// <param name="Online">Which part of it, as far as it is over and known, the terminal was online: 0 to 1. Null: nothing is known of it.</param>
/// <param name="Changes">How often it came or went.</param>
public sealed record PresenceHour(DateTimeOffset From, double? Online, int Changes)
{
    /// <summary>Hours of a week.</summary>
    public const int OfWeek = 7 * 24;

    /// <param name="changes">Of the ring, the oldest first.</param>
    /// <param name="hours">What the ring let go, the oldest first.</param>
    internal static IReadOnlyList<PresenceHour> WeekOf(IReadOnlyList<ConnectionRow> changes, IReadOnlyList<ConnectionHour> hours, DateTimeOffset now)
    {
        var week = new Week(now.ToUnixTimeMilliseconds());
        foreach (var hour in hours)
        {
            week.Until(hour.From, hour.Began); // All since the change before it.
            week.Add(hour);
        }

        foreach (var change in changes)
        {
            week.Until(change.At.ToUnixTimeMilliseconds(), week.IsOnline);
            week.Change(change);
        }

        return week.End();
    }

    /// <summary>Walks along a terminal's changes.</summary>
    private sealed class Week(long now)
    {
        private readonly long _first = (now / ConnectionHour.Milliseconds) - OfWeek + 1;
        private readonly long[] _online = new long[OfWeek];
        private readonly long[] _known = new long[OfWeek];
        private readonly int[] _changes = new int[OfWeek];
        private long _at;

        /// <summary>Since the last change; null: none is known.</summary>
        public bool? IsOnline { get; private set; }

        /// <summary>From where it stands to <paramref name="to"/> the terminal was so.</summary>
        public void Until(long to, bool? online)
        {
            var end = Math.Min(to, now);
            for (var at = Math.Max(_at, _first * ConnectionHour.Milliseconds); online is not null && at < end;)
            {
                var next = Math.Min(end, ((at / ConnectionHour.Milliseconds) + 1) * ConnectionHour.Milliseconds);
                Count(at / ConnectionHour.Milliseconds, online == true ? next - at : 0, next - at, 0);
                at = next;
            }

            _at = Math.Max(_at, to);
        }

        public void Add(ConnectionHour hour)
        {
            Count(hour.Hour, hour.OnlineMs, hour.LastAt - hour.From, hour.Changes);
            (_at, IsOnline) = (hour.LastAt, hour.Online);
        }

        public void Change(ConnectionRow change)
        {
            Count(change.At.ToUnixTimeMilliseconds() / ConnectionHour.Milliseconds, 0, 0, 1);
            IsOnline = change.Online;
        }

        public IReadOnlyList<PresenceHour> End()
        {
            Until(now, IsOnline);
            return
            [
                .. Enumerable.Range(0, OfWeek).Select(i => new PresenceHour(
                    DateTimeOffset.FromUnixTimeMilliseconds((_first + i) * ConnectionHour.Milliseconds),
                    _known[i] == 0 ? null : Math.Clamp((double)_online[i] / _known[i], 0, 1),
                    _changes[i])),
            ];
        }

        private void Count(long hour, long online, long known, int changes)
        {
            if (hour - _first is not (>= 0 and < OfWeek and var i)) return;
            _online[i] += online;
            _known[i] += known;
            _changes[i] += changes;
        }
    }
}
