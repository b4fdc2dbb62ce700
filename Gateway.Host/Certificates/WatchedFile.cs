using Gateway.Host.Configuration;

namespace Gateway.Host.Certificates;

/// <summary>What was read from files that may change. A file that cannot be read, perhaps half written, changes nothing and is tried again.</summary>
internal sealed class WatchedFile<T>
    where T : class
{
    /// <summary>The files are looked at no oftener.</summary>
    public static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(10);

    private readonly Lock _gate = new();
    private readonly IReadOnlyList<string> _files;
    private readonly Func<T> _load;
    private readonly TimeProvider _time;
    private T _current;
    private DateTime _written;
    private long _lookedAt;

    /// <param name="files">Some may be missing.</param>
    /// <exception cref="SettingsException">They cannot be read now.</exception>
    public WatchedFile(IReadOnlyList<string> files, Func<T> load, TimeProvider time)
    {
        (_files, _load, _time) = (files, load, time);
        _current = load();
        _written = Written();
        _lookedAt = time.GetTimestamp();
    }

    /// <summary>As they are now, or were when they could be read last.</summary>
    public T Current
    {
        get
        {
            lock (_gate)
            {
                if (_time.GetElapsedTime(_lookedAt) >= LookEvery)
                {
                    _lookedAt = _time.GetTimestamp();
                    Look();
                }

                return _current;
            }
        }
    }

    private void Look()
    {
        var written = Written();
        if (written == _written) return;
        try
        {
            // The old one is left to those who use it.
            _current = _load();
            _written = written;
        }
        catch (SettingsException)
        {
            // Half written, perhaps: the old one serves, and the next look tries again.
        }
    }

    private DateTime Written() => _files.Max(File.GetLastWriteTimeUtc); // A file that is not there: the year 1601.
}
