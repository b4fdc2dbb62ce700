using System.Security.Cryptography.X509Certificates;
using Gateway.Host.Configuration;

namespace Gateway.Host.Certificates;

/// <summary>
/// The certificate of every TLS listener (<c>Gateway:DeviceHttp:Certificate</c>, or the self-signed one). A changed file is taken for the handshakes that follow, without a
/// restart.
/// </summary>
internal sealed class ServerCertificate
{
    /// <summary>The file is looked at no oftener.</summary>
    public static readonly TimeSpan LookEvery = WatchedFile<X509Certificate2>.LookEvery;

    private readonly WatchedFile<X509Certificate2> _file;

    /// <exception cref="SettingsException">The file is missing, cannot be read, or has no private key.</exception>
    public ServerCertificate(string? path, string dataDirectory, TimeProvider time)
    {
        var file = string.IsNullOrEmpty(path) ? Path.Combine(dataDirectory, DeviceCertificate.FileName) : path;
        _file = new([file, Path.ChangeExtension(file, ".key")], () => DeviceCertificate.Load(path, dataDirectory, time), time);
    }

    /// <summary>The certificate for the handshake of now.</summary>
    public X509Certificate2 Current => _file.Current;
}
