using System.Diagnostics;
using System.Net;
using Gateway.Actors.Attendance;
using Gateway.Actors.Devices;
using Gateway.Actors.Sessions;
using Gateway.Codec.Bodies;
using Gateway.Codec.Crypto;
using Gateway.Codec.Framing;

namespace Gateway.Edge.Uploads;

/// <summary>
/// One upload over HTTPS (§6.3), of any length: decrypted, read and stored in parts as its text comes (D39), in the memory of one part. What was stored stays so, whatever
/// becomes of the rest. For one thread.
/// </summary>
internal sealed class TextUpload(UploadIntake intake, Device device, SerialNumber sn, DesCipher cipher, TimeZoneInfo zone, IPAddress client, Activity? span)
{
    /// <summary>
    /// Bytes that are kept of content that cannot be read at all, or of the rest of one, for the quarantine: 4 MiB of text, some 25 000 records. A longer one gets no answer, so
    /// that the terminal keeps it until its key is put right.
    /// </summary>
    public const int UnreadableLengthMax = 4 * 1024 * 1024;

    private const string NotDecrypted = "decrypt: content cannot be decrypted with this terminal's key"; // D24

    private readonly AttendanceParts _parts = new(sn);
    private readonly UploadDelay _delay = intake.NewDelay();
    private readonly DesTextDecryptor _decryptor = cipher.StartDecryptingText();

    /// <summary>The text as it came, until its first part has shown that it can be read.</summary>
    private ArrayBufferWriter<byte>? _text = new();
    private string? _unreadable;

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

    /// <summary>Why it, or the rest of it, could not be read and is in the quarantine; null: it could.</summary>
    public string? Reason { get; private set; }

    /// <summary>Takes the next piece of the text and stores the parts that are whole by now.</summary>
    /// <param name="isLast">Nothing more comes.</param>
    /// <returns>False: not all of it can be made durable, so that nothing may be acknowledged.</returns>
    public async Task<bool> TakeAsync(ReadOnlyMemory<byte> text, bool isLast)
    {
        Length += text.Length;
        IsBlank &= text.Span.Trim(" \t\r\n"u8).IsEmpty;
        _text?.Write(text.Span);

        // Once it cannot be read, the text is kept if it is there, else the rest in clear.
        if ((_unreadable is null || _text is null) && !_decryptor.TryAppend(text.Span, _parts)) _unreadable ??= NotDecrypted;
        if (_unreadable is not null && (_text?.WrittenCount ?? _parts.Unread.Length) > UnreadableLengthMax) return false;
        if (isLast && IsBlank) return true;
        if (isLast && _unreadable is null && !_decryptor.TryFinish(_parts)) _unreadable ??= NotDecrypted;
        while (_unreadable is null)
        {
            switch (_parts.Read(isLast, out var part, out var plain, out var fault))
            {
                case AttendancePartResult.NeedsMore:
                    return true;
                case AttendancePartResult.TooLong:
                    return false;
                case AttendancePartResult.Unreadable:
                    _unreadable = "parse: " + fault.Description; // D24
                    break;
                case AttendancePartResult.Part:
                    _text = null;
                    if (!await StoreAsync(part!, plain)) return false;
                    break;
                default:
                    if (_text is not null) Plain = plain.ToArray();
                    return part!.Logs.Count + part.FaultCount == 0 || await StoreAsync(part, plain);
            }
        }

        return !isLast || await StoreUnreadableAsync();
    }

    /// <summary>Waits if its SN is above its share of the uplink; to be called while nothing is held.</summary>
    public Task SlowAsync() => _delay.WaitAsync();

    private Task<bool> StoreAsync(AttendanceBody part, ReadOnlyMemory<byte> plain)
    {
        Quarantined += part.FaultCount;
        return StoreAsync(intake.Read(part, device, Transport.Http, zone, plain.Span, UploadIntake.HttpTries));
    }

    /// <summary>As it came, if nothing could be decrypted; else in clear. Of garbage one in 256 has a padding that fits: only text proves the key (D38).</summary>
    private Task<bool> StoreUnreadableAsync()
    {
        var (content, isProved) = (_parts.Unread, true);
        Reason = _unreadable;
        if (_text is { } text)
        {
            var all = new ArrayBufferWriter<byte>((text.WrittenCount / 2) + CipherOptions.BlockLength);
            var decryptor = cipher.StartDecryptingText();
            if (decryptor.TryAppend(text.WrittenSpan, all) && decryptor.TryFinish(all))
            {
                (content, isProved) = (all.WrittenMemory, PlainText.ProvesKey(all.WrittenSpan));
                Plain = content.ToArray();
            }
            else
            {
                (content, isProved) = (text.WrittenMemory, false);
                Reason = NotDecrypted;
            }
        }

        return StoreAsync(intake.Unreadable(device, content, Reason!, isProved ? null : client));
    }

    private async Task<bool> StoreAsync(AttendanceUpload upload)
    {
        if (await intake.StoreAsync(upload, span, _delay) is not { } outcome) return false;
        var result = outcome.Result == UploadResult.Stored ? Outcome.Result : outcome.Result;
        Outcome = new UploadOutcome(result, Outcome.Stored + outcome.Stored, Outcome.Duplicates + outcome.Duplicates, outcome.Tries);
        return outcome.Result != UploadResult.NotTaken; // D35
    }
}
