using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace Gateway.Tests.Edge.Tcp;

/// <summary>A terminal that does exactly what its test says, on a real socket; it speaks from §5 and the field notes, with the platform's DES, not with our codec.</summary>
internal sealed class RawTerminal : IDisposable
{
    public const string Key = "l8iTgWXT";

    public const byte Heartbeat = 0x10;
    public const byte Upload = 0x19;
    public const byte PersonPush = 0x25;
    public const byte PersonDelete = 0x14;

    private readonly Socket _socket;
    private readonly bool _little;

    private RawTerminal(Socket socket, string sn, string key, bool little)
    {
        _socket = socket;
        _little = little;
        Sn = sn;
        TheKey = key;
        SnField = WireFrame.SnField(sn);
    }

    public string Sn { get; }

    public string TheKey { get; set; }

    /// <summary>The 16 bytes of the header.</summary>
    public byte[] SnField { get; set; }

    /// <summary>A dialect (D6): ECB in place of CBC.</summary>
    public bool Ecb { get; init; }

    public Socket Socket => _socket;

    /// <param name="receiveBuffer">Bytes that the kernel keeps for it while it does not read (and as many again, for its own accounts); null: as many as it likes.</param>
    public static async Task<RawTerminal> ConnectAsync(
        IPEndPoint gateway, string sn, string key = Key, bool little = false, bool ecb = false, IPAddress? from = null, int? receiveBuffer = null)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        if (receiveBuffer is { } length) socket.ReceiveBufferSize = length;
        if (from is not null) socket.Bind(new IPEndPoint(from, 0));
        using var late = new CancellationTokenSource(Patience.Max);
        await socket.ConnectAsync(gateway, late.Token);
        return new RawTerminal(socket, sn, key, little) { Ecb = ecb };
    }

    public byte[] Encrypt(string json) => Encrypt(Encoding.UTF8.GetBytes(json));

    public byte[] Encrypt(byte[] plain)
    {
        using var des = DES.Create();
        des.Key = Encoding.ASCII.GetBytes(TheKey);
        return Ecb ? des.EncryptEcb(plain, PaddingMode.PKCS7) : des.EncryptCbc(plain, new byte[8]);
    }

    public string Decrypt(byte[] body)
    {
        using var des = DES.Create();
        des.Key = Encoding.ASCII.GetBytes(TheKey);
        return Encoding.UTF8.GetString(Ecb ? des.DecryptEcb(body, PaddingMode.PKCS7) : des.DecryptCbc(body, new byte[8]));
    }

    /// <summary>A request with an encrypted body; null = no body.</summary>
    public byte[] Request(byte command, string? json, byte status = 0x01, int number = 0, int total = 0) =>
        Packet(command, json is null ? [] : Encrypt(json), status, number, total);

    /// <summary>A request with the body as it stands.</summary>
    public byte[] Packet(byte command, byte[] body, byte status = 0x01, int number = 0, int total = 0) =>
        new WireFrame(command, number, total, status, SnField, body).ToRequest(_little);

    public async Task SendAsync(params byte[] bytes)
    {
        using var late = new CancellationTokenSource(Patience.Max);
        for (var sent = 0; sent < bytes.Length;) sent += await _socket.SendAsync(bytes.AsMemory(sent), late.Token);
    }

    public Task SendAsync(byte command, string? json) => SendAsync(Request(command, json));

    /// <summary>The next reply; null when the gateway has closed with a FIN. A reset throws.</summary>
    public async Task<WireFrame?> ReadAsync()
    {
        var header = new byte[WireFrame.HeaderLength];
        if (!await FillAsync(header)) return null;
        var frame = new byte[WireFrame.LengthOf(header, _little)];
        header.CopyTo(frame, 0);
        if (!await FillAsync(frame.AsMemory(header.Length))) throw new EndOfStreamException("closed within a frame");
        return WireFrame.FromReply(frame, _little);
    }

    /// <summary>The next reply, which there must be.</summary>
    public async Task<WireFrame> ReadFrameAsync() => await ReadAsync() ?? throw new EndOfStreamException("closed instead of answered");

    public async Task<WireFrame> AskAsync(byte command, string? json)
    {
        await SendAsync(command, json);
        return await ReadFrameAsync();
    }

    /// <summary>A heartbeat with that time of its clock, answered.</summary>
    public Task<WireFrame> BeatAsync(DateTimeOffset clock) => AskAsync(Heartbeat, HeartbeatJson(clock));

    public string HeartbeatJson(DateTimeOffset clock) => $$"""{"sn":"{{Sn}}","date_time":"{{Local(clock)}}"}""";

    /// <summary>One upload of records, answered: result code and description.</summary>
    public async Task<(string Code, string Description)> UploadAsync(params (string UserId, string Time)[] records) => ResultOf(await AskAsync(Upload, UploadJson(records)));

    public string UploadJson(params (string UserId, string Time)[] records)
    {
        var logs = records.Select(record => $$"""{"sn":"{{Sn}}","user_id":"{{record.UserId}}","recog_time":"{{record.Time}}"}""");
        return $$"""{"count":{{records.Length}},"logs":[{{string.Join(',', logs)}}]}""";
    }

    /// <summary>The two fields of a result body; both must be text.</summary>
    public (string Code, string Description) ResultOf(WireFrame frame)
    {
        using var json = JsonDocument.Parse(Decrypt(frame.Body));
        return (json.RootElement.GetProperty("result_code").GetString()!, json.RootElement.GetProperty("result_desc").GetString()!);
    }

    /// <summary>The time as a terminal in Asia/Shanghai shows it.</summary>
    public static string Local(DateTimeOffset time) => time.ToOffset(TimeSpan.FromHours(8)).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary>Sends nothing more, but still reads.</summary>
    public void HalfClose() => _socket.Shutdown(SocketShutdown.Send);

    public void Dispose() => _socket.Dispose();

    private async Task<bool> FillAsync(Memory<byte> bytes)
    {
        using var late = new CancellationTokenSource(Patience.Max);
        for (var filled = 0; filled < bytes.Length;)
        {
            var read = await _socket.ReceiveAsync(bytes[filled..], late.Token);
            if (read == 0) return filled == 0 ? false : throw new EndOfStreamException("closed within a frame");
            filled += read;
        }

        return true;
    }
}
