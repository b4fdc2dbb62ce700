namespace Gateway.WebConsole.SignIn;

/// <summary>
/// Slows down whoever guesses keys: after a few wrong ones an address waits, each time twice as long, and so do all together when many addresses guess. A right key wipes its
/// address's account.
/// </summary>
internal sealed class SignInPace(TimeProvider time)
{
    /// <summary>Wrong keys of one address that cost nothing.</summary>
    public const int Free = 5;

    /// <summary>Wrong keys of all addresses within a minute; beyond it every sign-in waits for the minute to end.</summary>
    public const int AllPerMinute = 100;

    /// <summary>Addresses that are remembered.</summary>
    public const int AddressesMax = 10_000;

    /// <summary>The longest wait, and after so long without a try an address is forgotten.</summary>
    public static readonly TimeSpan WaitMax = TimeSpan.FromMinutes(15);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Account> _accounts = new(StringComparer.Ordinal);
    private DateTimeOffset _minute;
    private int _inMinute;

    /// <summary>How long this address has to wait before its next try; zero: none. A try counts as wrong until <see cref="Succeeded"/> says otherwise.</summary>
    public TimeSpan Try(string address)
    {
        var now = time.GetUtcNow();
        lock (_gate)
        {
            if (now - _minute >= TimeSpan.FromMinutes(1)) (_minute, _inMinute) = (now, 0);
            if (_inMinute >= AllPerMinute) return _minute + TimeSpan.FromMinutes(1) - now;
            var account = _accounts.TryGetValue(address, out var known) && now - known.Last < WaitMax + WaitMax ? known : new Account(0, now);
            var until = account.Tries < Free ? account.Last : account.Last + Wait(account.Tries);
            if (until > now) return until - now;
            if (_accounts.Count >= AddressesMax) Forget(now);
            _accounts[address] = new Account(account.Tries + 1, now);
            _inMinute++;
            return TimeSpan.Zero;
        }
    }

    /// <summary>The key was right.</summary>
    public void Succeeded(string address)
    {
        lock (_gate)
        {
            _accounts.Remove(address);
            _inMinute = Math.Max(0, _inMinute - 1);
        }
    }

    private static TimeSpan Wait(int tries)
    {
        var seconds = Math.Pow(2, Math.Min(tries - Free + 1, 12));
        return TimeSpan.FromSeconds(Math.Min(seconds, WaitMax.TotalSeconds));
    }

    private void Forget(DateTimeOffset now)
    {
        var old = _accounts.OrderBy(static entry => entry.Value.Last).Take(AddressesMax / 4).Select(static entry => entry.Key).ToList();
        foreach (var address in _accounts.Where(entry => now - entry.Value.Last > WaitMax).Select(static entry => entry.Key).Concat(old).ToList())
            _accounts.Remove(address);
    }

    private readonly record struct Account(int Tries, DateTimeOffset Last);
}
