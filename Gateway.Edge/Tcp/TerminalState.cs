using Gateway.Actors.Devices;
using Gateway.Actors.Sessions;
using Gateway.Codec.Crypto;
using Gateway.Codec.Framing;
using Gateway.Edge.Dialects;

namespace Gateway.Edge.Tcp;

/// <summary>Who speaks on a connection, and how: written by the lane's stream alone.</summary>
internal sealed class TerminalState
{
    private SerialNumber _lastSn;
    private string? _lastText;
    private Device? _device;

    /// <summary>The connection's terminal, from its first body that decrypts (D38); null before.</summary>
    public Session? Session { get; set; }

    /// <summary>The SN this connection is bound to; null before the key is proved.</summary>
    public string? Sn { get; set; }

    public DesCipher? Cipher { get; private set; }

    public Dialect? Dialect { get; private set; }

    /// <summary>Whether it is being certified.</summary>
    public bool IsCertifying => _device is { IsCertifying: true };

    /// <summary>Its message of several packets; the one thing here that the lane's actor touches, too.</summary>
    public PartialMessage Partial { get; } = new();

    /// <summary>Checksum errors in a row (D3).</summary>
    public int BadFrames { get; set; }

    /// <summary>The SN field of the terminal's last frame: answers and commands that come from the DeviceActor bear the very bytes that came in (D5).</summary>
    public SerialNumber WireSn { get; set; }

    /// <summary>What is wrong with the key of its bodies, once one could not be decrypted; for people.</summary>
    public string? WrongKeyNote { get; set; }

    /// <summary>Completes when every upload before now has been answered: answers leave in the order of the uploads.</summary>
    public Task Uploads { get; set; } = Task.CompletedTask;

    /// <summary>The text of an SN field, or null when it is none (D5). Called by the read loop only; remembers the last, which is nearly always the same.</summary>
    public string? TextOf(in SerialNumber sn)
    {
        if (_lastText is null || !sn.Equals(_lastSn))
        {
            if (!sn.TryGetText(out var text)) return null;
            _lastSn = sn;
            _lastText = text;
        }

        return _lastText;
    }

    /// <summary>True once <see cref="Use"/> was called for this very device: what was decided then still holds.</summary>
    public bool Uses(Device device) => ReferenceEquals(device, _device);

    /// <summary>Takes over key and dialect of the device if they are new.</summary>
    public void Use(Device device, DialectTable dialects)
    {
        if (ReferenceEquals(device, _device)) return;
        var dialect = dialects.Of(device.Dialect);
        if (Cipher is null || device.Key != _device!.Key || dialect != Dialect)
        {
            if (!DesKey.TryParse(device.Key.Reveal(), out var key, out var error))
                throw new InvalidOperationException($"the stored key of device {device.Sn} cannot be decrypted or is none: {error}; give it one by PUT");

            (Cipher, WrongKeyNote) = (new DesCipher(key, dialect.Cipher), null);
        }

        Dialect = dialect;
        _device = device;
    }
}
