using System.Diagnostics.CodeAnalysis;
using Gateway.Actors.Attendance;
using Gateway.Actors.Devices;
using Gateway.Actors.Quarantine;
using Gateway.Codec.Bodies;
using Gateway.Codec.Crypto;
using Gateway.Codec.Framing;
using Gateway.Edge.Dialects;
using Gateway.Edge.Keys;

namespace Gateway.Edge.Uploads;

/// <summary>Reads uploads again the way they came (D35): by <see cref="TextUpload"/>, so with the same promise and the same uniqueness.</summary>
internal sealed class QuarantineReader(DialectTable dialects, UploadIntake uploads, UploadHabit habit) : IQuarantineReader
{
    /// <summary>Bytes that are taken at once.</summary>
    private const int PieceMax = 64 * 1024;

    public async Task<RereadOutcome> ReadAgainAsync(KeptUpload kept, Device device)
    {
        if (!TryPrepare(kept, device, out var sn, out var dialect, out var cipher) || (kept.IsClear && !IsFaultless(kept, sn)))
            return new RereadOutcome(RereadResult.Unreadable, 0, 0, 0);

        var upload = new TextUpload(uploads, device, sn, dialect, cipher, client: null, span: null) { Releases = kept.Id, Transport = kept.Transport };
        for (var at = 0; at < kept.Content.Length; at += PieceMax)
        {
            var piece = kept.Content[at..Math.Min(at + PieceMax, kept.Content.Length)];
            if (!await upload.TakeAsync(piece, isLast: at + piece.Length == kept.Content.Length)) return Outcome(RereadResult.NotStored);
            await upload.SlowAsync();
        }

        if (upload.IsBlank || upload.IsKept) return Outcome(RereadResult.Unreadable);
        if (!kept.IsClear && upload.Records > 0) habit.Read(device, upload.IsReadBySn);
        return Outcome(RereadResult.Read);

        RereadOutcome Outcome(RereadResult result) => new(result, upload.Outcome.Stored, upload.Outcome.Duplicates, upload.Quarantined);
    }

    public bool IsReadBy(KeptUpload kept, Device device) =>
        !kept.IsClear && TryPrepare(kept, device, out var sn, out var dialect, out var cipher) && dialect.Cipher.Enabled
        && KeyDiagnosis.Reads(cipher, sn, kept.Content.Span) is not null;

    public KeyFinding? Diagnose(KeptUpload kept, Device device) =>
        !kept.IsClear && TryPrepare(kept, device, out var sn, out var dialect, out _) ? KeyDiagnosis.Of(device, sn, dialect.Cipher, kept.Content.Span) : null;

    /// <summary>False: it has no content that can be read, or the device no key.</summary>
    private bool TryPrepare(KeptUpload kept, Device device, out SerialNumber sn, out Dialect dialect, [NotNullWhen(true)] out DesCipher? cipher)
    {
        (dialect, cipher) = (dialects.Of(device.Dialect), null);
        if (kept.IsClear) dialect = dialect with { Cipher = dialect.Cipher with { Enabled = false } };
        if (!SerialNumber.TryFromText(kept.Sn, out sn, out _) || kept.Content.IsEmpty || !DesKey.TryParse(device.Key.Reveal(), out var key, out _)) return false;
        cipher = new DesCipher(key, dialect.Cipher);
        return true;
    }

    /// <summary>
    /// What the key could read had a fault of its own. Unless this program is forgiven more than the one that kept it, it has that still, and would only be counted once more.
    /// </summary>
    private static bool IsFaultless(KeptUpload kept, SerialNumber sn)
    {
        var parts = new AttendanceParts(sn);
        parts.Write(kept.Content.Span);
        while (true)
        {
            var result = parts.Read(isLast: true, out var part, out _, out _);
            if (part is null || part.FaultCount > 0) return false;
            if (result == AttendancePartResult.LastPart) return true;
        }
    }
}
