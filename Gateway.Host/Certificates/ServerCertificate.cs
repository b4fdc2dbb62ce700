using System.Security.Cryptography.X509Certificates;
using Gateway.Host.Configuration;

namespace Gateway.Host.Certificates;

/// <summary>
/// The certificate of every TLS listener (<c>Gateway:DeviceHttp:Certificate</c>, or the self-signed one). A changed file is taken for the handshakes that follow, without a
/// restart; a
/// file that cannot be read, perhaps half written, changes nothing and is tried again.
/// </summary>
internal sealed class ServerCertificate
{
    /// <summary>The file is looked at no oftener.</summary>
    public static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(10);

    private readonly Lock _gate = new();
    private readonly Func<X509Certificate2> _load;
    private readonly string[] _files;
    private readonly TimeProvider _time;
    private X509Certificate2 _current;
    private DateTime _written;
    private long _lookedAt;

    /// <exception cref="SettingsException">The file is missing, cannot be read, or has no private key.</exception>
    public ServerCertificate(string? path, string dataDirectory, TimeProvider time)
    {
        _time = time;
        _load = () => DeviceCertificate.Load(path, dataDirectory, time);
        _current = _load();
        var file = string.IsNullOrEmpty(path) ? Path.Combine(dataDirectory, DeviceCertificate.FileName) : path;
        _files = [file, Path.ChangeExtension(file, ".key")];
        _written = Written();
        _lookedAt = time.GetTimestamp();
    }

    /// <summary>The certificate for the handshake of now.</summary>
    public X509Certificate2 Current
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
            // The old one is left to handshakes that are under way.
            _current = _load();
            _written = written;
        }
        catch (SettingsException)
        {
            // Half written, perhaps: the old one serves, and the next look tries again.
        }
    }

    private DateTime Written() => _files.Max(static file => File.GetLastWriteTimeUtc(file)); // A file that is not there: the year 1601.
}
