using System.Diagnostics;
using System.Net;
using Gateway.Actors.Attendance;
using Gateway.Actors.Devices;
using Gateway.Actors.Sessions;
using Gateway.Codec.Bodies;
using Gateway.Codec.Crypto;
using Gateway.Codec.Framing;
using Gateway.Edge.Dialects;
using Gateway.Edge.Keys;

namespace Gateway.Edge.Uploads;

/// <summary>
/// One upload over HTTPS (§6.3), of any length: decrypted, read and stored in parts as its text comes (D39), in the memory of one part. What was stored stays so, whatever
/// becomes of the rest. For one thread.
/// </summary>
/// <param name="client">Who sends it; null: it is read again from the quarantine.</param>
internal sealed class TextUpload(UploadIntake intake, Device device, SerialNumber sn, Dialect dialect, DesCipher cipher, IPAddress? client, Activity? span)
{
    /// <summary>
    /// Bytes that are kept of content that cannot be read at all, or of the rest of one, for the quarantine: 4 MiB of text, some 25 000 records. A longer one gets no answer, so
    /// that the terminal keeps it until its key is put right.
    /// </summary>
    public const int UnreadableLengthMax = 4 * 1024 * 1024;

    private static readonly Fault NotDecrypted = new("decrypt: content cannot be decrypted with this terminal's key", UnreadableContent.NotDecryptable); // D24

    private readonly UploadDelay _delay = intake.NewDelay();
    private AttendanceParts _parts = new(sn);
    private DesTextDecryptor _decryptor = cipher.StartDecryptingText();

    /// <summary>The SN as key, for a device that has leave to use it, until it has been tried (D35).</summary>
    private DesKey? _snKey = dialect.Cipher.Enabled && (device.UploadKey ?? dialect.UploadKey) == UploadKey.Sn ? DesKey.OfFirstEight(device.Sn) : null;

    /// <summary>The text as it came, until its first part has shown that it can be read.</summary>
    private ArrayBufferWriter<byte>? _text = new();
    private Fault? _unreadable;

    /// <summary>Why the device's key could not read it, should the SN not either.</summary>
    private Fault? _unreadableByKey;
    private bool _isFinished;
    private Fault? _told;

    /// <summary>Characters so far.</summary>
    public long Length { get; private set; }

    /// <summary>Nothing but white space so far.</summary>
    public bool IsBlank { get; private set; } = true;

    /// <summary>Bytes that it holds.</summary>
    public long Retained => _parts.Retained + (_text?.Capacity ?? 0);

    /// <summary>All of it in clear, if it was one part that could be decrypted.</summary>
    public byte[]? Plain { get; private set; }

    /// <summary>Records, readable or not.</summary>
    public int Records => _parts.Records;

    /// <summary>Of all parts so far.</summary>
    public UploadOutcome Outcome { get; private set; }

    /// <summary>Records in the quarantine.</summary>
    public int Quarantined { get; private set; }

    /// <summary>It was the SN that read it, not the device's key.</summary>
    public bool IsReadBySn { get; private set; }

    /// <summary>Its device's key does not read it.</summary>
    public bool IsUnread { get; private set; }

    /// <summary>Which other key reads it then.</summary>
    public KeyFinding? Key { get; private set; }

    /// <summary>The quarantine entry that it is read again from: gone once all of it is stored.</summary>
    public long? Releases { get; init; }

    /// <summary>It is read again and could not be read: its entry stays as it is.</summary>
    public bool IsKept { get; private set; }

    /// <summary>By which it came.</summary>
    public Transport Transport { get; init; } = Transport.Http;

    /// <summary>Why it, or the rest of it, could not be read and is in the quarantine; null: it could.</summary>
    public string? Reason => _told?.Reason;

    /// <summary>The same in a word, where there is a <see cref="Reason"/>.</summary>
    public UnreadableContent Unreadable => _told?.Kind ?? default;

    /// <summary>Takes the next piece of the text and stores the parts that are whole by now.</summary>
    /// <param name="isLast">Nothing more comes.</param>
    /// <returns>False: not all of it can be made durable, so that nothing may be acknowledged.</returns>
    public async Task<bool> TakeAsync(ReadOnlyMemory<byte> text, bool isLast)
    {
        Length += text.Length;
        IsBlank &= text.Span.Trim(" \t\r\n"u8).IsEmpty;
        _text?.Write(text.Span);

        // Once it cannot be read, the text is kept if it is there, else the rest in clear.
        if ((_unreadable is null || _text is null) && !_decryptor.TryAppend(text.Span, _parts)) Fail(NotDecrypted, isLast);
        if (_unreadable is not null && (_text?.WrittenCount ?? _parts.Unread.Length) > UnreadableLengthMax) return false;
        if (isLast && IsBlank) return true;
        if (isLast && _unreadable is null && !_isFinished && !_decryptor.TryFinish(_parts)) Fail(NotDecrypted, isLast);
        while (_unreadable is null)
        {
            switch (_parts.Read(isLast, out var part, out var plain, out var fault))
            {
                case AttendancePartResult.NeedsMore:
                    return true;
                case AttendancePartResult.TooLong:
                    return false;
                case AttendancePartResult.Unreadable:
                    var kind = fault.Code == ResultCode.Malformed ? UnreadableContent.NotJson : UnreadableContent.NotAttendance;
                    Fail(new Fault("parse: " + fault.Description, kind), isLast); // D24
                    break;
                case AttendancePartResult.Part:
                    _text = null;
                    if (!await StoreAsync(part!, plain, isLast: false)) return false;
                    break;
                default:
                    if (_text is not null) Plain = plain.ToArray();
                    return (part!.Logs.Count + part.FaultCount == 0 && Releases is null) || await StoreAsync(part, plain, isLast: true);
            }
        }

        return !isLast || await StoreUnreadableAsync();
    }

    /// <summary>Waits if its SN is above its share of the uplink; to be called while nothing is held.</summary>
    public Task SlowAsync() => _delay.WaitAsync();

    private Task<bool> StoreAsync(AttendanceBody part, ReadOnlyMemory<byte> plain, bool isLast)
    {
        Quarantined += part.FaultCount;
        var upload = intake.Read(part, device, Transport, dialect.TimeZone, plain.Span, UploadIntake.HttpTries);
        return StoreAsync(isLast ? upload with { Releases = Releases } : upload);
    }

    /// <summary>It cannot be read. What the device's key has not read is begun again with the SN as key: nothing of it has been given away by then.</summary>
    private void Fail(Fault fault, bool isLast)
    {
        _unreadable ??= fault;
        if (_text is not { } text || _snKey is not { } key) return;
        (_snKey, _unreadableByKey) = (null, fault);
        var (parts, decryptor) = (new AttendanceParts(sn), new DesCipher(key, dialect.Cipher).StartDecryptingText());
        if (!decryptor.TryAppend(text.WrittenSpan, parts) || (isLast && !decryptor.TryFinish(parts))) return;
        (_parts, _decryptor, _unreadable, _isFinished, IsReadBySn) = (parts, decryptor, null, isLast, true);
    }

    /// <summary>
    /// As it came, so that it can be read again once the key is right; in clear if the key is. Of garbage one in 256 has a padding that fits: only text proves the key (D38).
    /// </summary>
    private async Task<bool> StoreUnreadableAsync()
    {
        _told = _unreadable!;
        if (_text is not { } text) return await StoreAsync(intake.Unreadable(device, _parts.Unread, _told.Reason, null) with { Releases = Releases });

        IsReadBySn = false;
        var all = new ArrayBufferWriter<byte>((text.WrittenCount / 2) + CipherOptions.BlockLength);
        var decryptor = cipher.StartDecryptingText();
        var isOpen = decryptor.TryAppend(text.WrittenSpan, all) && decryptor.TryFinish(all);
        var isProved = isOpen && PlainText.ProvesKey(all.WrittenSpan);

        // What is too short to prove anything is too short for a record, too.
        if (isProved || (isOpen && (all.WrittenCount < PlainText.ProofLengthMin || !dialect.Cipher.Enabled)))
            (_told, Plain) = (_unreadableByKey ?? _unreadable!, all.WrittenSpan.ToArray());
        else
            (_told, IsUnread, Key) = (NotDecrypted, true, KeyDiagnosis.Of(device, sn, dialect.Cipher, text.WrittenSpan));
        if (IsKept = Releases is not null) return true;
        return await StoreAsync(intake.Unreadable(device, Plain ?? text.WrittenMemory, _told.Reason, isProved ? null : client, Key));
    }

    private async Task<bool> StoreAsync(AttendanceUpload upload)
    {
        if (await intake.StoreAsync(upload, span, _delay) is not { } outcome) return false;
        var result = outcome.Result == UploadResult.Stored ? Outcome.Result : outcome.Result;
        Outcome = new UploadOutcome(result, Outcome.Stored + outcome.Stored, Outcome.Duplicates + outcome.Duplicates, outcome.Tries);
        return outcome.Result != UploadResult.NotTaken; // D35
    }

    /// <summary>Why it cannot be read, for people and in a word.</summary>
    private sealed record Fault(string Reason, UnreadableContent Kind);
}
