namespace Gateway.Platform.Registrations;

/// <summary>
/// How fast ID numbers may be looked for: whoever guesses them learns from each answer whether one is there. Each key has so many at once, and another every so often; all keys
/// together have ten times as many.
/// </summary>
internal sealed class RegistrationSearchPace(TimeProvider time)
{
    /// <summary>Searches of one key that do not wait.</summary>
    public const int Burst = 60;

    /// <summary>After so long a key may search once more.</summary>
    public static readonly TimeSpan Every = TimeSpan.FromSeconds(1);

    private const int KeysAtOnce = 10;

    /// <summary>Keys that are remembered; those that have rested longest are forgotten first, and what they have used is over by then.</summary>
    private const int KeysMax = 1_000;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, TimeSpan> _debts = new(StringComparer.Ordinal);
    private readonly long _began = time.GetTimestamp();
    private TimeSpan _debtOfAll;

    /// <summary>How long this key has to wait before its next search; zero: it may have it.</summary>
    public TimeSpan Take(string keyId)
    {
        lock (_gate)
        {
            var now = time.GetElapsedTime(_began);
            var (own, all) = (Later(_debts.GetValueOrDefault(keyId), now), Later(_debtOfAll, now));
            var wait = Later(own - now - (Every * (Burst - 1)), all - now - (Every * (Burst - 1)));
            if (wait > TimeSpan.Zero) return wait;
            if (_debts.Count >= KeysMax && !_debts.ContainsKey(keyId)) _debts.Remove(_debts.MinBy(static debt => debt.Value).Key);
            (_debts[keyId], _debtOfAll) = (own + Every, all + (Every / KeysAtOnce));
            return TimeSpan.Zero;
        }
    }

    private static TimeSpan Later(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
